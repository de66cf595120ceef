"""Which column of a list means what: by its heading, else as an organizer says. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from tracker.people.names import fold
from tracker.registration.importing.flaws import Flaw, ListUnreadable
from tracker.registration.importing.rows import Row

_SEARCHED = 15  # rows in which the headings are looked for: workbooks have titles above
_FEWEST = 2  # headings that tell a row of headings from a title


class Kind(StrEnum):
    """What a list is about."""

    PEOPLE = auto()
    SEATS = auto()  # of delegations, and their focal points


class Field(StrEnum):
    """What a column can hold; the plain heading of the export is the word itself."""

    FAMILY_NAME = auto()
    GIVEN_NAME = auto()
    NATIVE_NAME = auto()
    TITLE = auto()
    CATEGORY = auto()
    DELEGATION = auto()
    ORGANIZATION = auto()
    ROLE = auto()
    POSITION = auto()
    DEPARTMENT = auto()
    EMAIL = auto()
    PHONE = auto()
    MODE = auto()
    SESSIONS = auto()
    LANGUAGE = auto()
    INTERPRETATION = auto()
    IN_PERSON_SEATS = auto()
    ONLINE_SEATS = auto()
    FOCAL_POINT_NAME = auto()
    FOCAL_POINT_EMAIL = auto()


_OF_SEATS = (Field.IN_PERSON_SEATS, Field.ONLINE_SEATS, Field.FOCAL_POINT_NAME, Field.FOCAL_POINT_EMAIL)
FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.PEOPLE: tuple(field for field in Field if field not in _OF_SEATS),
    Kind.SEATS: (Field.DELEGATION, *_OF_SEATS),
}
NEEDED: Mapping[Kind, tuple[Field, ...]] = {Kind.PEOPLE: (Field.FAMILY_NAME,), Kind.SEATS: (Field.DELEGATION,)}

_SYNONYMS: Mapping[Field, str] = {
    Field.FAMILY_NAME: "last name,surname,name (family),nom,nom de famille",
    Field.GIVEN_NAME: "first name,given names,given name(s),first name(s),forename,prénom,prénoms,prénom(s)",
    Field.NATIVE_NAME: "name in native script,name in your own script,name in own script,native script,"
    "nom dans l'écriture d'origine",
    Field.TITLE: "salutation,honorific,Mr/Ms,civilité,titre,M./Mme",
    Field.CATEGORY: "participant category,category of participant,type,type of participant,catégorie,"
    "catégorie de participant,type de participant",
    Field.DELEGATION: "delegation or organization,delegation or organisation,country,member,administration,"
    "represents,you represent,member or observer,délégation,délégation ou organisation,pays,membre,représente,État",
    Field.ORGANIZATION: "organisation,organization or company,company,employer,institution,entreprise,"
    "organisation ou entreprise,société,organisme",
    Field.ROLE: "role in the delegation,role in delegation,function in the delegation,rôle,"
    "rôle dans la délégation,rôle au sein de la délégation,qualité",
    Field.POSITION: "job title,functional title,post,function,fonction,poste,titre de la fonction",
    Field.DEPARTMENT: "unit,division,directorate,service,direction,département,unité",
    Field.EMAIL: "e-mail,e-mail address,email address,mail,courriel,adresse électronique,adresse e-mail,"
    "adresse courriel,mél,adresse de courriel",
    Field.PHONE: "telephone,telephone number,phone number,mobile,mobile phone,téléphone,téléphone portable,portable,"
    "numéro de téléphone",
    Field.MODE: "attends,attendance,attendance type,participation,mode of attendance,mode of participation,"
    "mode de participation,type de participation,présence,registered,inscrit,inscription",
    Field.SESSIONS: "session,séances,séance",
    Field.LANGUAGE: "language of our e-mails,correspondence language,language of correspondence,working language,"
    "langue,langue de correspondance,langue de travail",
    Field.INTERPRETATION: "interpretation language,language of interpretation,listening language,interprétation,"
    "langue d'interprétation,langue d'écoute",
    Field.IN_PERSON_SEATS: "seats in person,in-person seats,seats in the room,room seats,seats,"
    "places en présentiel,places en salle,places",
    Field.ONLINE_SEATS: "seats online,online places,places en ligne",
    Field.FOCAL_POINT_NAME: "focal point,name of the focal point,contact,contact name,point focal,nom du point focal",
    Field.FOCAL_POINT_EMAIL: "focal point e-mail,focal point e-mail address,e-mail of the focal point,contact e-mail,"
    "adresse électronique du point focal,courriel du point focal",
}
_HEADINGS = {fold(text): field for field in Field for text in (field.value, *_SYNONYMS[field].split(","))}


@dataclass(frozen=True, slots=True)
class Table:
    """A list whose row of headings is known."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    width: int


def table(rows: Sequence[Row]) -> Table:
    """The list under its headings: the first row with two known ones, else the first row. Raises ListUnreadable."""
    known = [place for place, row in enumerate(rows[:_SEARCHED]) if len(recognize(row.cells)) >= _FEWEST]
    start = known[0] if known else 0
    below = tuple(rows[start + 1 :])
    if not below:
        raise ListUnreadable(Flaw.NO_ROWS)
    return Table(rows[start].cells, below, max(len(row.cells) for row in rows[start:]))


def recognize(header: Sequence[str]) -> dict[Field, int]:
    """The fields of the columns whose headings are known; of two columns for one field, the first.

    >>> recognize(["Nom", "Prénom", "Shoe size", "E-mail"])
    {<Field.FAMILY_NAME: 'family_name'>: 0, <Field.GIVEN_NAME: 'given_name'>: 1, <Field.EMAIL: 'email'>: 3}
    """
    found: dict[Field, int] = {}
    for place, heading in enumerate(header):
        if field := _HEADINGS.get(fold(heading)):
            found.setdefault(field, place)
    return found


def kind_of(header: Sequence[str]) -> Kind:
    """What the headings show the list to be about."""
    found = recognize(header)
    return Kind.SEATS if any(field in found for field in _OF_SEATS) and Field.FAMILY_NAME not in found else Kind.PEOPLE


def of_kind(mapping: Mapping[Field, int], kind: Kind) -> dict[Field, int]:
    """The part of a mapping that a list of that kind can use."""
    return {field: mapping[field] for field in FIELDS[kind] if field in mapping}


def is_enough(mapping: Mapping[Field, int], kind: Kind) -> bool:
    """Whether the list can be read with it."""
    return all(field in mapping for field in NEEDED[kind])


def fingerprint(header: Sequence[str], kind: Kind) -> bytes:
    """SHA-256 of the headings, by which a mapping is remembered."""
    return hashlib.sha256(json.dumps([kind.value, *header]).encode()).digest()


def cells(row: Row, mapping: Mapping[Field, int]) -> dict[Field, str]:
    """What a row says in the columns that are known, by field; nothing of empty cells.

    An apostrophe before a sign that spreadsheets take for a formula was put there by a program, not by a person.
    """
    texts = {field: row.cells[place] for field, place in mapping.items() if place < len(row.cells)}
    return {field: unguarded(text) for field, text in texts.items() if text}


_FORMULAS = ("=", "+", "-", "@")


def guarded(text: str) -> str:
    """The text of a cell of a CSV file, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def unguarded(text: str) -> str:
    """The same as it was."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text

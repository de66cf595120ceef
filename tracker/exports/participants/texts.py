"""What a list of participants says in English and in French, always in both. Pure.

The words do not come from the catalogues of the interface, for the document is the same whoever makes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType

from tracker.exports.participants.options import Basis, Order
from tracker.people.models import Category
from tracker.registration.focal.models import OfficerFunction
from tracker.registration.models import DelegateRole, State


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in English and in French."""

    en: str
    fr: str

    def __bool__(self) -> bool:
        return bool(self.en or self.fr)

    def first(self, order: Order) -> str:
        """The text in the language that comes first."""
        return (self.fr or self.en) if order is Order.FR else (self.en or self.fr)

    def second(self, order: Order) -> str:
        """The text in the other language; empty where it says the same.

        >>> Pair("Belgium", "Belgique").second(Order.FR), Pair("INTERPOL", "INTERPOL").second(Order.EN)
        ('Belgium', '')
        """
        other = self.en if order is Order.FR else self.fr
        return "" if other == self.first(order) else other

    def joined(self, order: Order) -> str:
        """Both: "Belgium / Belgique"."""
        return " / ".join(part for part in (self.first(order), self.second(order)) if part)

    def capitals(self) -> "Pair":
        return Pair(self.en.upper(), self.fr.upper())


class Section(StrEnum):
    """The parts of a list, in their order."""

    OFFICERS = auto()
    MEMBERS = auto()
    UNIONS = auto()
    GOVERNMENTS = auto()
    ORGANIZATIONS = auto()
    REGIONAL = auto()
    ASSOCIATIONS = auto()
    COMPANIES = auto()
    SECRETARIAT = auto()
    PRESS = auto()
    SERVICES = auto()


class Attends(StrEnum):
    """Through which door somebody attends, as the list tells it."""

    ROOM = auto()
    ONLINE = auto()
    BOTH = auto()
    WRITING = auto()


TITLE = Pair("List of participants", "Liste des participants")
STATUS: Mapping[bool, Pair] = MappingProxyType(  # by is_final
    {False: Pair("Provisional list", "Liste provisoire"), True: Pair("Final list", "Liste définitive")}
)
BASIS: Mapping[Basis, Pair] = MappingProxyType(
    {
        Basis.REGISTERED: Pair("Registered participants", "Participants inscrits"),
        Basis.ATTENDED: Pair("Participants who attended", "Participants présents"),
    }
)
SECTIONS: Mapping[Section, Pair] = MappingProxyType(
    {
        Section.OFFICERS: Pair("Officers and speakers", "Bureau et intervenants"),
        Section.MEMBERS: Pair("Members", "Membres"),
        Section.UNIONS: Pair("Customs or economic unions", "Unions douanières ou économiques"),
        Section.GOVERNMENTS: Pair("Observers: governments", "Observateurs : gouvernements"),
        Section.ORGANIZATIONS: Pair(
            "Observers: international organizations", "Observateurs : organisations internationales"
        ),
        Section.REGIONAL: Pair("Regional entities", "Entités régionales"),
        Section.ASSOCIATIONS: Pair("Observers: associations", "Observateurs : associations"),
        Section.COMPANIES: Pair("Private sector", "Secteur privé"),
        Section.SECRETARIAT: Pair("Secretariat", "Secrétariat"),
        Section.PRESS: Pair("Press", "Presse"),
        Section.SERVICES: Pair("Interpreters and technicians", "Interprètes et techniciens"),
    }
)
SECTION_OF: Mapping[Category, Section] = MappingProxyType(
    {
        Category.EXP: Section.OFFICERS,
        Category.MEM: Section.MEMBERS,
        Category.UNI: Section.UNIONS,
        Category.GOV: Section.GOVERNMENTS,
        Category.IGO: Section.ORGANIZATIONS,
        Category.REG: Section.REGIONAL,
        Category.NGO: Section.ASSOCIATIONS,
        Category.PRV: Section.COMPANIES,
        Category.SEC: Section.SECRETARIAT,
        Category.PRS: Section.PRESS,
        Category.TEC: Section.SERVICES,
    }
)
CATEGORIES: Mapping[Category, Pair] = MappingProxyType(
    {
        Category.MEM: Pair("Member administration", "Administration membre"),
        Category.UNI: Pair("Customs union", "Union douanière"),
        Category.GOV: Pair("Non-Member government", "Gouvernement non membre"),
        Category.IGO: Pair("International organization", "Organisation internationale"),
        Category.REG: Pair("Regional entity", "Entité régionale"),
        Category.NGO: Pair("Association", "Association"),
        Category.PRV: Pair("Private sector or rights holder", "Secteur privé ou titulaire de droits"),
        Category.EXP: Pair("Speaker, expert or guest", "Intervenant, expert ou invité"),
        Category.SEC: Pair("Secretariat", "Secrétariat"),
        Category.TEC: Pair("Interpreter or technician", "Interprète ou technicien"),
        Category.PRS: Pair("Press", "Presse"),
    }
)
ALPHABET: Mapping[Order, Pair] = MappingProxyType(
    {
        Order.EN: Pair("in the English alphabetical order", "dans l’ordre alphabétique anglais"),
        Order.FR: Pair("in the French alphabetical order", "dans l’ordre alphabétique français"),
    }
)
ROLES: Mapping[DelegateRole, Pair] = MappingProxyType(
    {
        DelegateRole.HEAD: Pair("Head of delegation", "Chef de délégation"),
        DelegateRole.ALTERNATE: Pair("Alternate", "Suppléant(e)"),
        DelegateRole.DELEGATE: Pair("Delegate", "Délégué(e)"),
        DelegateRole.ADVISER: Pair("Adviser", "Conseiller(-ère)"),
        DelegateRole.OBSERVER: Pair("Observer", "Observateur(-trice)"),
    }
)
FUNCTIONS: Mapping[OfficerFunction, Pair] = MappingProxyType(
    {
        OfficerFunction.CHAIRPERSON: Pair("Chairperson", "Présidence"),
        OfficerFunction.VICE_CHAIRPERSON: Pair("Vice-Chairperson", "Vice-présidence"),
        OfficerFunction.SECRETARY: Pair("Secretary", "Secrétaire"),
        OfficerFunction.SPEAKER: Pair("Speakers and experts", "Intervenants et experts"),
    }
)
SPEAKER = Pair("Speaker", "Intervenant(e)")
ATTENDS: Mapping[Attends, Pair] = MappingProxyType(
    {
        Attends.ROOM: Pair("room", "salle"),
        Attends.ONLINE: Pair("online", "en ligne"),
        Attends.BOTH: Pair("room, online", "salle, en ligne"),
        Attends.WRITING: Pair("in writing", "par écrit"),
    }
)
STATES: Mapping[State, Pair] = MappingProxyType(
    {
        State.DRAFT: Pair("e-mail not confirmed", "adresse non confirmée"),
        State.SUBMITTED: Pair("waiting for approval", "en attente d’approbation"),
        State.RETURNED: Pair("returned for correction", "renvoyée pour correction"),
        State.WAITLISTED: Pair("on the waiting list", "sur la liste d’attente"),
        State.APPROVED: Pair("approved", "approuvée"),
        State.CONFIRMED: Pair("confirmed", "confirmée"),
        State.DECLINED: Pair("declined", "refusée"),
        State.WITHDRAWN: Pair("withdrawn", "retirée"),
        State.SUBSTITUTED: Pair("substituted", "remplacée"),
    }
)
SUMMARY = Pair("Summary", "Récapitulatif")
SECTION = Pair("Section", "Section")
DELEGATIONS = Pair("Delegations", "Délégations")
TOTAL = Pair("Total", "Total")
COLUMNS = (SECTION, DELEGATIONS, *(ATTENDS[door] for door in Attends), TOTAL)  # of the summary
PAGE = Pair("Page", "Page")
OFFICERS_NOTE = Pair(
    "Officers who belong to a delegation are listed again with it, and counted there.",
    "Les membres du bureau issus d’une délégation figurent aussi dans celle-ci et y sont comptés.",
)
INTERNAL_NOTE = Pair(
    "For the Secretariat only: this list holds personal contact details.",
    "Réservé au Secrétariat : cette liste contient des coordonnées personnelles.",
)
CONSENT_NOTE = Pair(
    "E-mail addresses are those of participants who agreed. Use them for this meeting only.",
    "Les adresses sont celles des participants qui y ont consenti. À n’utiliser que pour cette réunion.",
)
MODES_NOTE: Mapping[Basis, Pair] = MappingProxyType(
    {
        Basis.REGISTERED: Pair(
            "[room] and [online]: as registered; [in writing]: document phase.",
            "[salle] et [en ligne] : selon l’inscription ; [par écrit] : phase documentaire.",
        ),
        Basis.ATTENDED: Pair(
            "[room] and [online]: as seen at the doors and in the platform’s reports; [in writing]: document phase.",
            "[salle] et [en ligne] : constaté aux portes et dans les rapports de la plateforme ; [par écrit] : phase "
            "documentaire.",
        ),
    }
)


def corrections(contact: str) -> Pair:
    """Where people say what is wrong in a provisional list."""
    return Pair(f"Please send corrections to {contact}.", f"Prière d’envoyer les corrections à {contact}.")

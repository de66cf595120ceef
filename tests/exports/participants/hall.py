"""A meeting with people from everywhere, and what three kinds of file say of them."""

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from openpyxl import load_workbook

from tests import world
from tracker.db import db, transaction
from tracker.exports.participants.options import Order
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.focal.models import Officer, OfficerFunction
from tracker.registration.models import DelegateRole, Mode, Registration, State

ROOM, SCREEN = Mode.IN_PERSON, Mode.ONLINE
_DOOR = re.compile(r"^ +.+\[(room|online|room, online|in writing|salle|en ligne|salle, en ligne|par écrit)\]$")


@dataclass
class Hall:
    """The meeting and its people by family name."""

    meeting: Meeting
    people: dict[str, Registration]

    def comes(self, name: str, role: DelegateRole = DelegateRole.DELEGATE, **details: Any) -> Registration:  # noqa: ANN401
        """Register somebody; `position`, `department`, `phone` and what the form asks besides are details."""
        known = {"delegation", "category", "state", "modes", "organization", "native_name", "title"}
        given = {key: value for key, value in details.items() if key in known}
        made = world.registration(self.meeting, name, **given)
        with transaction():
            row = db.session.get_one(Registration, made.id)
            row.role = role
            for key, value in details.items():
                if key not in known:
                    setattr(row, key, value)
        self.people[name.rpartition(" ")[2]] = made
        return made

    def is_officer(self, name: str, function: OfficerFunction, title: Texts | None = None) -> None:
        with transaction():
            db.session.add(Officer(registration_id=self.people[name].id, function=function, title=title))


def fill() -> Hall:
    """Members, a union, observers, a company, the Secretariat, an expert and an interpreter."""
    hall = Hall(world.meeting(), {})
    company: dict[str, Any] = {"delegation": None, "category": Category.PRV, "title": "Mr"}
    house: dict[str, Any] = {"delegation": None, "category": Category.SEC, "organization": "Secretariat"}
    hall.comes("Zoé Étienne", delegation="BE", position="Inspecteur", consents_listed=True)
    hall.comes("Jan Peeters", DelegateRole.ADVISER, delegation="BE", title="Mr", modes={"S1": SCREEN})
    hall.comes(
        "Marie-Hélène Dupont",
        DelegateRole.HEAD,
        delegation="BE",
        position="Senior Adviser",
        department="Federal Public Service Finance",
        phone="+32 2 555 01 02",
    )
    hall.comes("Aya Konan", delegation="CI", state=State.CONFIRMED, modes={"S1": ROOM, "S2": SCREEN})
    hall.comes("Wei Chen", DelegateRole.HEAD, delegation="CN", native_name="陈伟", title="Mr", modes={"S2": SCREEN})
    hall.comes("Amina El-Sayed", delegation="EG", native_name="أمينة السيد", title="H.E. Dr")
    hall.comes("Anna Müller", DelegateRole.ALTERNATE, delegation="DE", modes={}, mode=SCREEN, document_phase=True)
    hall.comes("Käthe Abel", delegation="DE", state=State.SUBMITTED)
    hall.comes("Elena Rossi", delegation="EU", category=Category.UNI)
    hall.comes("Luc Martin", delegation="INTERPOL", category=Category.IGO, title="Mr")
    hall.comes("Pia Nowak", delegation="RILO-WE", category=Category.REG)
    hall.comes("Hugo Brandt", organization="Zeta Shoes", position="Counsel", **company)
    hall.comes("Ida Berg", organization="alpha Toys", **company)
    hall.comes("Rosa Lind", **house, position="Technical Officer")
    hall.comes("Sam Okoro", delegation=None, category=Category.EXP, organization="Invented University", title="Prof.")
    hall.comes("Tom Turner", delegation=None, category=Category.TEC)
    hall.is_officer("Konan", OfficerFunction.CHAIRPERSON)
    hall.is_officer(
        "Lind", OfficerFunction.SECRETARY, Texts({"en": "Secretary of the Group", "fr": "Secrétaire du Groupe"})
    )
    return hall


def pdf_text(content: bytes, folder: Path) -> str:
    """The text of a PDF as a reader meets it."""
    file = folder / "list.pdf"
    file.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def pdf_names(content: bytes, folder: Path) -> list[str]:
    """The names of all people in a PDF, in order: what stands before the role and the door."""
    return [_name(line) for line in pdf_text(content, folder).splitlines() if _DOOR.search(line)]


def docx_names(content: bytes) -> list[str]:
    """The names of all people in a document of a word processor, in order."""
    paragraphs = docx.Document(BytesIO(content)).paragraphs
    return [_name(found.text) for found in paragraphs if found.style and found.style.name == "Participant"]


def _name(line: str) -> str:
    """What stands before the role, a name in another script, the door."""
    return re.split(r",| {2}|\t| (?=[^\0-\u024f])", line.strip())[0]


def xlsx_rows(content: bytes, sheet: str = "List of participants", order: Order = Order.EN) -> list[dict[str, object]]:
    """The lines of a sheet by the English half of their headings."""
    rows = list(load_workbook(BytesIO(content))[sheet].iter_rows(values_only=True))
    header = next(number for number, row in enumerate(rows) if row[-1] is not None)
    titles = [str(title).split(" / ")[0 if order is Order.EN else -1] for title in rows[header]]
    return [dict(zip(titles, row, strict=True)) for row in rows[header + 1 :]]

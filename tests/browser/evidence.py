"""What an organizer reads off the other two doors: the items of the document phase, and the report of a platform."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests import world
from tests.browser.sight import Sight
from tests.online.screen import SAMPLES
from tracker.audit.models import COMMAND
from tracker.correspondence import setting
from tracker.correspondence.models import Item
from tracker.correspondence.words import ItemKind
from tracker.db import transaction
from tracker.i18n import Texts
from tracker.meetings.models import Meeting
from tracker.online import receiving

REPORT = "zoom_participants.csv"
LONG = Texts(
    {
        "en": "Interoperability of authentication and traceability systems: draft recommendation of the Group",
        "fr": "Interopérabilité des systèmes d'authentification et de traçabilité : projet de recommandation du Groupe",
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The things that the pages are about."""

    report: int


def begin(meeting: Meeting) -> Evidence:
    """Two items are open; a report came in, and its names wait for decisions."""
    with transaction():
        for position, code in enumerate(("I", "II.a 2026-11-17"), 1):
            item = Item(
                code=code,
                position=position,
                kind=ItemKind.DECISION,
                title=LONG,
                opens_at=world.at("2026-11-02 09:00"),
                deadline_at=world.at("2026-11-13 18:00"),
            )
            setting.add(meeting, item, COMMAND)
        report, _new = receiving.receive(meeting, REPORT, (SAMPLES / REPORT).read_bytes(), COMMAND)
        return Evidence(report.id)


def at_work(of: Evidence) -> Iterator[Sight]:
    """What an organizer sees."""
    home = "/meetings/cap-23"
    yield Sight("items", f"{home}/items")
    yield Sight("item", f"{home}/items/I")
    yield Sight("reports", f"{home}/online")
    yield Sight("report", f"{home}/online/{of.report}")
    for where in ("matched", "to_confirm", "unmatched"):
        yield Sight(f"report, {where}", f"{home}/online/{of.report}?where={where}")

"""Taking in what a device has seen: every scan by itself, none twice, none lost for another's sake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import bindparam, update

from tracker.checkin import queries, scanning
from tracker.checkin.devices.models import DeskDevice
from tracker.checkin.devices.recognizing import Desk
from tracker.checkin.scanning import Answer, Judged, Sender
from tracker.checkin.sightings import Sighting
from tracker.checkin.syncing.payloads import Refused, Report
from tracker.db import Base, db

SAID_AGAIN = timedelta(seconds=20)  # a busy desk is not written down as seen at every scan

_TABLE = Base.metadata.tables[DeskDevice.__tablename__]
_SAID = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("device"))
    .values(
        seen_at=bindparam("now"),
        waiting=bindparam("left"),
        offset_ms=bindparam("offset"),
        roster_at=bindparam("list_of"),
        client=bindparam("release"),
    )
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What arrived together: answers that were found, and scans that are refused."""

    judged: list[Judged]
    refused: dict[int, Refused]  # by the place in the batch


def judge(desk: Desk, arrived: Sequence[Sighting | Refused], *, received: datetime) -> Batch:
    """Sort out what cannot be recorded, and judge the rest. Reads only."""
    codes = {one.session for one in arrived if isinstance(one, Sighting)}
    gates = queries.gates(desk.slug, codes) if codes else {}
    withdrawn = desk.turned_away(received) is not None
    refused: dict[int, Refused] = {}
    taken: list[Sighting] = []
    for place, one in enumerate(arrived):
        problem = one if isinstance(one, Refused) else _problem(one, desk, known=one.session in gates, late=withdrawn)
        if isinstance(problem, Refused):
            refused[place] = problem
        elif isinstance(one, Sighting):
            taken.append(one)
    sender = Sender(desk.enrolled_by_id, since=desk.enrolled_at, withdrawn=withdrawn)
    return Batch(scanning.judge_all(gates, taken, sender, received=received), refused)


def _problem(sighting: Sighting, desk: Desk, *, known: bool, late: bool) -> Refused | None:
    if not known:
        return Refused(str(sighting.id), _("This meeting has no session %(code)s.", code=sighting.session))
    made = sighting.at if sighting.offset is None else sighting.at + sighting.offset
    if late and made > desk.until:
        return Refused(str(sighting.id), _("This was scanned after the device had ceased to be a desk."))
    return None


def record(batch: Batch) -> list[Answer | Refused]:
    """Add to the ledger what is new in it; the answers in the order of arrival."""
    answers = iter(scanning.record(batch.judged))
    count = len(batch.judged) + len(batch.refused)
    return [batch.refused[place] if place in batch.refused else next(answers) for place in range(count)]


def is_news(desk: Desk, now: datetime) -> bool:
    """Whether it is time to write down that the device was heard of."""
    return desk.seen_at is None or now - desk.seen_at >= SAID_AGAIN


def note(desk: Desk, report: Report, *, at: datetime) -> None:
    """Write down what the device says of itself."""
    said = {
        "device": desk.id,
        "now": at,
        "left": report.waiting,
        "offset": report.offset_ms,
        "list_of": report.roster,
        "release": report.client,
    }
    db.session.connection().execute(_SAID, said)

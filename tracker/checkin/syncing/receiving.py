"""Taking in what a device has seen: every scan by itself, none twice, none lost for another's sake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import bindparam, update

from tracker.checkin import queries, scanning
from tracker.checkin.checkpoints import reading
from tracker.checkin.checkpoints.reading import NoSuchCheckpoint, Reading
from tracker.checkin.devices.models import DeskDevice
from tracker.checkin.devices.recognizing import Desk
from tracker.checkin.scanning import Answer, Judged, Sender
from tracker.checkin.sightings import Sighting
from tracker.checkin.syncing.payloads import Refused, Report
from tracker.db import Base, db
from tracker.meetings import queries as meetings
from tracker.meetings.models import CheckpointKind

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
    readings: dict[int, Reading]  # at checkpoints, by the place in the batch
    desk: Desk
    received: datetime


def judge(desk: Desk, arrived: Sequence[Sighting | Refused], *, received: datetime) -> Batch:
    """Sort out what cannot be recorded, and judge the rest. Reads only."""
    codes = {one.session for one in arrived if isinstance(one, Sighting) and not one.checkpoint}
    gates = queries.gates(desk.slug, codes) if codes else {}
    withdrawn = desk.turned_away(received) is not None
    refused: dict[int, Refused] = {}
    readings: dict[int, Reading] = {}
    taken: list[Sighting] = []
    for place, one in enumerate(arrived):
        problem = (
            one
            if isinstance(one, Refused)
            else _problem(one, desk, known=bool(one.checkpoint) or one.session in gates, late=withdrawn)
        )
        if isinstance(problem, Refused):
            refused[place] = problem
        elif isinstance(one, Sighting) and one.checkpoint:
            readings[place] = _reading(one, one.checkpoint)
        elif isinstance(one, Sighting):
            taken.append(one)
    sender = Sender(desk.enrolled_by_id, since=desk.enrolled_at, withdrawn=withdrawn)
    return Batch(scanning.judge_all(gates, taken, sender, received=received), refused, readings, desk, received)


def _reading(one: Sighting, kind: CheckpointKind) -> Reading:
    return Reading(
        id=one.id,
        kind=kind,
        code=one.code,
        at=one.at,
        said=one.said,
        offset=one.offset,
        person=one.person,
        method=one.method,
        direction=one.direction,
        seq=one.seq,
        shown=one.shown,
        roster=one.roster,
        client=one.client,
    )


def _problem(sighting: Sighting, desk: Desk, *, known: bool, late: bool) -> Refused | None:
    if not known:
        return Refused(str(sighting.id), _("This meeting has no session %(code)s.", code=sighting.session))
    if sighting.checkpoint and not (sighting.code or sighting.person):
        return Refused(str(sighting.id), _("Let people in provisionally at the door of a session."))
    made = sighting.at if sighting.offset is None else sighting.at + sighting.offset
    if late and made > desk.until and not sighting.said:
        return Refused(str(sighting.id), _("This was scanned after the device had ceased to be a desk."))
    return None


def record(batch: Batch) -> list[Answer | Refused]:
    """Add to the ledger what is new in it; the answers in the order of arrival."""
    answers = iter(scanning.record(batch.judged))
    apart = batch.refused | _read(batch)
    count = len(batch.judged) + len(apart)
    return [apart[place] if place in apart else next(answers) for place in range(count)]


def _read(batch: Batch) -> dict[int, Answer | Refused]:
    """Record what was read at checkpoints, each by the meeting's rules."""
    told: dict[int, Answer | Refused] = {}
    if not batch.readings:
        return told
    meeting = meetings.by_slug(batch.desk.slug)
    for place, one in batch.readings.items():
        try:
            made = reading.record(meeting, one, batch.desk, received=batch.received)
        except NoSuchCheckpoint as problem:
            told[place] = Refused(str(one.id), str(problem))
        else:
            told[place] = Answer(one.id, made.verdict, made.person, None, again=made.again)
    return told


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

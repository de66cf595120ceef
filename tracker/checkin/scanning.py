"""Recording scans and answering them.

Six statements at most for a batch of any size: the user (by the sign-in), the door, the badges, what was seen of their
holders, the insertion, and what an earlier arrival of the same scans was told.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from tracker.badges import codes
from tracker.badges.codes import Code, Misread
from tracker.checkin import queries
from tracker.checkin.models import Scan, ScanUndo
from tracker.checkin.payloads import TEXT, Sighting
from tracker.checkin.queries import Gate, Known, Seen
from tracker.checkin.verdicts import Direction, Door, Holder, Verdict, counted_time, judge
from tracker.db import Base, db
from tracker.errors import Conflict
from tracker.registration.models import ADMITTED, Mode


class NothingToUndo(Conflict):
    """The scan is not the last one of this device, or was taken back before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk is told about one scan."""

    id: UUID
    verdict: Verdict
    person: Known | None
    seen: Seen | None  # the scan before, where the person is already in
    again: bool = False  # this very scan had arrived before


@dataclass(frozen=True, slots=True)
class _Look:
    """One sighting with what it was found to be."""

    sighting: Sighting
    reading: Code | Misread | None  # None: the person was chosen by name
    person: Known | None
    at: datetime  # when it counts as made


@dataclass(frozen=True, slots=True)
class Judged:
    """A scan with its answer, ready to be recorded."""

    answer: Answer
    row: dict[str, object]


def scan_all(gate: Gate, sightings: list[Sighting], user_id: int | None, *, received: datetime) -> list[Answer]:
    """Judge what a device saw at a door, and record it."""
    return record(judge_all(gate, sightings, user_id, received=received))


def judge_all(gate: Gate, sightings: list[Sighting], user_id: int | None, *, received: datetime) -> list[Judged]:
    """The answers to what a device saw at a door, in its order. Reads only.

    A busy door judges before it begins to write, for writers wait for each other. Should another desk record the same
    badge in that moment, both say welcome; the ledger keeps both facts and every count is of persons.
    """
    looks = _looks(gate.session_id, sightings, received)
    seen = queries.last_seen(gate.session_id, {look.person.registration_id for look in looks if look.person})
    judged = []
    for look in looks:
        answer = _answer(look, seen, gate.door)
        row = _row(gate, look, answer) | {"received_at": received, "user_id": user_id}
        judged.append(Judged(answer, row))
        if answer.verdict.counts and look.person:
            sighting = look.sighting
            seen[look.person.registration_id] = Seen(sighting.id, sighting.direction, look.at, sighting.desk)
    return judged


def record(judged: list[Judged]) -> list[Answer]:
    """Add the scans to the ledger; one that arrived before gets its first answer."""
    answers = [one.answer for one in judged]
    stored = _insert([one.row for one in judged])
    return answers if len(stored) == len(judged) else _first_answers(answers, stored)


def _looks(session_id: int, sightings: list[Sighting], received: datetime) -> list[_Look]:
    readings = {s.id: codes.read(s.code) for s in sightings if s.person is None}
    hashes = {scan: codes.digest(code) for scan, code in readings.items() if not isinstance(code, Misread)}
    by_hash = queries.by_hash(session_id, set(hashes.values()))
    by_person = queries.by_person(session_id, {s.person for s in sightings if s.person})
    return [
        _Look(
            sighting=s,
            reading=readings.get(s.id),
            person=by_person.get(s.person) if s.person else by_hash.get(hashes.get(s.id, b"")),
            at=counted_time(s.at, received),
        )
        for s in sightings
    ]


def _answer(look: _Look, seen: dict[int, Seen], door: Door) -> Answer:
    if isinstance(look.reading, Misread):
        unreadable = Verdict.NOT_A_BADGE if look.reading is Misread.FOREIGN else Verdict.MISTYPED_CODE
        return Answer(look.sighting.id, unreadable, None, None)
    if look.person is None and look.sighting.person:
        return Answer(look.sighting.id, Verdict.NOT_APPROVED, None, None)  # found by name, but without a valid badge
    before = seen.get(look.person.registration_id) if look.person else None
    verdict = judge(_holder(look.person, before), door, look.sighting.direction, at=look.at)
    return Answer(look.sighting.id, verdict, look.person, before)


def _holder(person: Known | None, before: Seen | None) -> Holder | None:
    if person is None:
        return None
    return Holder(
        meeting_id=person.meeting_id,
        category=person.category.value,
        approved=person.state in ADMITTED,
        revoked=person.revoked,
        online=person.mode is not Mode.IN_PERSON,
        inside=before is not None and before.direction is Direction.IN,
        exception=person.exception,
    )


def _row(gate: Gate, look: _Look, answer: Answer) -> dict[str, object]:
    sighting, code = look.sighting, None if isinstance(look.reading, Misread) else look.reading
    return {
        "id": sighting.id,
        "device": sighting.device,
        "desk": sighting.desk,
        "session_id": gate.session_id,
        "registration_id": look.person.registration_id if look.person else None,
        "badge_id": look.person.badge_id if look.person else None,
        "code_hash": codes.digest(code) if code else None,
        "text": "" if code else sighting.code[:TEXT],
        "direction": sighting.direction,
        "method": sighting.method,
        "verdict": answer.verdict,
        "scanned_at": sighting.at,
        "at": look.at,
    }


# The same words in both dialects, which SQLAlchemy spells in two classes.
_TABLE = Base.metadata.tables[Scan.__tablename__]
_INSERT = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing(index_elements=["id"]).returning(_TABLE.c.id),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing(index_elements=["id"]).returning(_TABLE.c.id),
}
_FIRST = select(Scan.id, Scan.verdict).where(Scan.id.in_(bindparam("ids", expanding=True)))


def _insert(rows: list[dict[str, object]]) -> set[UUID]:
    """Add the rows that are new; the ids of these."""
    statement = _INSERT[db.session.get_bind().dialect.name]
    return set(db.session.connection().execute(statement, rows).scalars())


def _first_answers(answers: list[Answer], stored: set[UUID]) -> list[Answer]:
    ids = [answer.id for answer in answers if answer.id not in stored]
    first = {row.id: row.verdict for row in db.session.connection().execute(_FIRST, {"ids": ids})}
    return [_as_before(answer, first[answer.id]) if answer.id in first else answer for answer in answers]


def _as_before(answer: Answer, verdict: Verdict) -> Answer:
    """What the scan was told when it first arrived; it is not itself what was seen before it."""
    seen = None if answer.seen and answer.seen.scan_id == answer.id else answer.seen
    return replace(answer, verdict=verdict, seen=seen, again=True)


_LAST_OF_DEVICE = (
    select(Scan.id)
    .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
    .where(
        Scan.session_id == bindparam("session_id"),
        Scan.device == bindparam("device"),
        ScanUndo.scan_id.is_(None),
    )
    .order_by(Scan.received_at.desc(), Scan.at.desc())
    .limit(1)
)


def undo(gate: Gate, scan_id: UUID, device: UUID, user_id: int | None, *, at: datetime) -> None:
    """Take back the device's own last scan at this door; NothingToUndo if it is not that."""
    last = db.session.scalar(_LAST_OF_DEVICE, {"session_id": gate.session_id, "device": device})
    if last != scan_id:
        raise NothingToUndo(_("Only the last scan of this desk can be undone."))
    db.session.add(ScanUndo(scan_id=scan_id, device=device, at=at, user_id=user_id))

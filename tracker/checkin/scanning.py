"""Recording scans and answering them.

However many scans arrive together, and for however many doors, it takes: the doors, the badges, what was seen of their
holders, the insertion; and one statement each, where there are such scans, for people chosen by name, for typed names,
for numbers used twice and for what an earlier arrival of the same scans was told.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from tracker.badges import codes
from tracker.badges.codes import Code, Misread
from tracker.checkin import queries
from tracker.checkin.models import Method, Provisional, Scan, ScanUndo
from tracker.checkin.queries import Gate, Known, Seen
from tracker.checkin.sightings import Sighting
from tracker.checkin.verdicts import Direction, Door, Doubt, Holder, Moment, Verdict, counted_time, is_far, judge
from tracker.db import Base, db
from tracker.errors import Conflict
from tracker.registration.models import ADMITTED, Mode

TEXT = 64  # characters of what was read that are kept


class NothingToUndo(Conflict):
    """The scan is not one of this device, or was taken back before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk is told about one scan."""

    id: UUID
    verdict: Verdict
    person: Known | None
    seen: Seen | None  # the scan before, where the person is already in
    again: bool = False  # this very scan had arrived before


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends scans."""

    user_id: int | None = None
    since: datetime | None = None  # when the device became a desk
    withdrawn: bool = False  # it is one no longer


@dataclass(frozen=True, slots=True)
class _Look:
    """One sighting with what it was found to be."""

    sighting: Sighting
    gate: Gate
    reading: Code | Misread | None  # None: nothing was read
    person: Known | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class Judged:
    """A scan with its answer, ready to be recorded."""

    answer: Answer
    row: dict[str, object]
    typed: dict[str, object] | None  # who somebody said they were


def scan_all(
    gates: Mapping[str, Gate], sightings: Sequence[Sighting], sender: Sender, *, received: datetime
) -> list[Answer]:
    """Judge what a device saw, and record it."""
    return record(judge_all(gates, sightings, sender, received=received))


def judge_all(
    gates: Mapping[str, Gate], sightings: Sequence[Sighting], sender: Sender, *, received: datetime
) -> list[Judged]:
    """The answers to what a device saw at these doors, in its order. Reads only.

    A busy door judges before it begins to write, for writers wait for each other. Should another desk record the same
    badge in that moment, both say welcome; the ledger keeps both facts and every count is of persons.
    """
    looks = _looks(gates, sightings, sender, received)
    people = {look.person.registration_id for look in looks if look.person}
    seen = queries.seen({gate.session_id for gate in gates.values()}, people) if people else {}
    judged = []
    for look in looks:
        answer = _answer(look, seen)
        row = _row(look, answer) | {"received_at": received, "user_id": sender.user_id}
        judged.append(Judged(answer, row, _typed(look, answer)))
        if answer.verdict.counts and look.person:
            history = seen.setdefault((look.gate.session_id, look.person.registration_id), [])
            insort(history, _as_seen(look), key=attrgetter("order"))
    return judged


def record(judged: list[Judged]) -> list[Answer]:
    """Add the scans to the ledger; one that arrived before gets its first answer."""
    if not judged:
        return []
    stored = _insert([one.row for one in judged])
    missing = {one.answer.id for one in judged} - stored
    first = _first_answers(missing) if missing else {}
    if lost := missing - first.keys():  # their numbers are taken, but they are facts of their own
        renumbered = [one.row | {"seq": None, "doubt": Doubt.NUMBER_TAKEN} for one in judged if one.answer.id in lost]
        stored |= _insert(renumbered)
    _keep_typed([one.typed for one in judged if one.typed and one.answer.id in stored])
    return _answers(judged, first)


def _answers(judged: list[Judged], first: Mapping[UUID, Verdict]) -> list[Answer]:
    """A scan is answered as when it first arrived, in this request too."""
    told = dict(first)
    answers = []
    for answer in (one.answer for one in judged):
        before = told.setdefault(answer.id, answer.verdict) if answer.id in told else None
        told.setdefault(answer.id, answer.verdict)
        answers.append(replace(answer, verdict=before, again=True) if before else answer)
    return answers


def _looks(gates: Mapping[str, Gate], sightings: Sequence[Sighting], sender: Sender, received: datetime) -> list[_Look]:
    readings = {s.id: codes.read(s.code) for s in sightings if s.person is None and (s.code or s.typed is None)}
    hashes = {scan: codes.digest(code) for scan, code in readings.items() if not isinstance(code, Misread)}
    sessions = {gate.session_id for gate in gates.values()}
    by_hash = queries.by_hash(sessions, set(hashes.values()))
    by_person = queries.by_person(sessions, {s.person for s in sightings if s.person})
    looks = []
    for s in sightings:
        gate = gates[s.session]
        key = gate.session_id
        person = by_person.get((key, s.person)) if s.person else by_hash.get((key, hashes.get(s.id, b"")))
        looks.append(_Look(s, gate, readings.get(s.id), person, _moment(s, gate.door, sender, received)))
    return looks


def _moment(sighting: Sighting, door: Door, sender: Sender, received: datetime) -> Moment:
    made = None if sighting.said else sighting.at
    moment = counted_time(made, received, offset=sighting.offset, since=sender.since)
    if sender.withdrawn:
        return replace(moment, doubt=Doubt.DEVICE_WITHDRAWN)
    if moment.doubt is None and is_far(moment.at, door):
        return replace(moment, doubt=Doubt.FAR_FROM_SESSION)
    return moment


def _answer(look: _Look, seen: Mapping[tuple[int, int], list[Seen]]) -> Answer:
    sighting, person = look.sighting, look.person
    if person is None and sighting.method is Method.PROVISIONAL:
        return Answer(sighting.id, Verdict.PROVISIONAL, None, None)
    if isinstance(look.reading, Misread):
        unreadable = Verdict.NOT_A_BADGE if look.reading is Misread.FOREIGN else Verdict.MISTYPED_CODE
        return Answer(sighting.id, unreadable, None, None)
    if person is None and sighting.person:
        return Answer(sighting.id, Verdict.NOT_APPROVED, None, None)  # found by name, but without a valid badge
    before = _before(look, seen.get((look.gate.session_id, person.registration_id), [])) if person else None
    verdict = judge(_holder(person, before), look.gate.door, sighting.direction, at=look.moment.at)
    return Answer(sighting.id, verdict, person, before)


def _before(look: _Look, history: Sequence[Seen]) -> Seen | None:
    """What was last seen of the person before this scan was made. It is not itself that, should it arrive again."""
    at = bisect_left(history, _as_seen(look).order, key=attrgetter("order"))
    return history[at - 1] if at else None


def _as_seen(look: _Look) -> Seen:
    sighting = look.sighting
    return Seen(sighting.id, sighting.direction, look.moment.at, sighting.desk, sighting.seq or 0)


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


def _row(look: _Look, answer: Answer) -> dict[str, object]:
    sighting, code = look.sighting, None if isinstance(look.reading, Misread) else look.reading
    return {
        "id": sighting.id,
        "device": sighting.device,
        "desk": sighting.desk,
        "session_id": look.gate.session_id,
        "registration_id": look.person.registration_id if look.person else None,
        "badge_id": look.person.badge_id if look.person else None,
        "code_hash": codes.digest(code) if code else None,
        "text": "" if code else sighting.code[:TEXT],
        "direction": sighting.direction,
        "method": sighting.method,
        "verdict": answer.verdict,
        "scanned_at": sighting.at,
        "said_at": sighting.said or None,
        "at": look.moment.at,
        "seq": sighting.seq,
        "offset_ms": None if sighting.offset is None else sighting.offset // timedelta(milliseconds=1),
        "shown": sighting.shown or None,
        "roster_at": sighting.roster,
        "client": sighting.client,
        "doubt": look.moment.doubt,
    }


def _typed(look: _Look, answer: Answer) -> dict[str, object] | None:
    typed = look.sighting.typed
    if typed is None or answer.verdict is not Verdict.PROVISIONAL:
        return None
    return {"scan_id": look.sighting.id, "name": typed.name, "delegation": typed.delegation}


# The same words in both dialects, which SQLAlchemy spells in two classes.
_TABLE = Base.metadata.tables[Scan.__tablename__]
_INSERT = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.id),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.id),
}
_FIRST = select(Scan.id, Scan.verdict).where(Scan.id.in_(bindparam("ids", expanding=True)))
_TYPED = insert(Base.metadata.tables[Provisional.__tablename__])


def _insert(rows: list[dict[str, object]]) -> set[UUID]:
    """Add the rows that are new; the ids of these."""
    statement = _INSERT[db.session.get_bind().dialect.name]
    return set(db.session.connection().execute(statement, rows).scalars())


def _keep_typed(rows: list[dict[str, object]]) -> None:
    if rows:
        db.session.connection().execute(_TYPED, rows)


def _first_answers(scans: set[UUID]) -> dict[UUID, Verdict]:
    """What scans that are in the ledger were told."""
    rows = db.session.connection().execute(_FIRST, {"ids": list(scans)})
    return {row.id: row.verdict for row in rows}


def take_back(scan_id: UUID, device: UUID, *, at: datetime) -> int | None:
    """Take back a scan that this device made, and say at which session, if at one; once more changes nothing.

    A desk offers only its last scan. The server cannot ask for that: what was undone without a network arrives after
    the scans that followed. NothingToUndo if the device has sent no such scan.
    """
    found = db.session.execute(
        select(Scan.session_id, ScanUndo.at)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(Scan.id == scan_id, Scan.device == device)
    ).one_or_none()
    if found is None:
        raise NothingToUndo(_("This desk has sent no such scan."))
    if found.at is None:
        db.session.add(ScanUndo(scan_id=scan_id, device=device, at=at))
    session: int | None = found.session_id
    return session

"""Doing what a plan says: all of it or, where a row is refused and nobody has said to leave it out, nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict, TrackerError
from tracker.meetings.models import Meeting
from tracker.registration import mails, registering, reviewing
from tracker.registration.focal import pointing
from tracker.registration.focal import queries as focal_points
from tracker.registration.focal.pointing import Named
from tracker.registration.importing import delegations, people, setting
from tracker.registration.importing.columns import Field, Kind
from tracker.registration.importing.plans import Fate, Plan, Planned, PlannedDelegation, PlannedPerson
from tracker.registration.importing.rows import Row
from tracker.registration.importing.setting import Setting
from tracker.registration.models import DelegateRole, Mode, Registration
from tracker.registration.seats import limiting, taking
from tracker.registration.seats.limiting import Wanted
from tracker.registration.seats.models import Level, WhenFull

_AT_ONCE = 500  # registrations read in one statement


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list whose columns are known, and where it comes from."""

    name: str
    sha256: bytes
    kind: Kind
    rows: tuple[Row, ...]
    mapping: Mapping[Field, int]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is left out, and why."""

    number: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was written."""

    new: int
    updated: int
    unchanged: int
    approved: int
    refused: tuple[Refusal, ...]


class RowsRefused(Conflict):
    """Nothing was applied, for these rows are refused."""

    def __init__(self, rows: Sequence[Refusal]) -> None:
        count = len(rows)
        super().__init__(
            ngettext(
                "Nothing was applied: %(num)s row is refused.", "Nothing was applied: %(num)s rows are refused.", count
            )
        )
        self.rows = tuple(rows)


def plan(meeting: Meeting, file: ListFile) -> Plan:
    """What the list would do now, in about ten statements. Writes nothing."""
    return _plan(file, setting.of(meeting))


def lock(meeting: Meeting) -> None:
    """Let nobody else take seats or register until the end of the transaction."""
    taking.lock(meeting.id)


def apply(meeting: Meeting, file: ListFile, by: Actor, *, approve: bool = False, skip_refused: bool = False) -> Done:
    """Plan again under the lock of the meeting's seats, and do it. Raises RowsRefused, and nothing was done."""
    lock(meeting)
    place = setting.of(meeting)
    planned = _plan(file, place)
    refused = [Refusal(row.number, row.name, " ".join(row.reasons)) for row in planned.refused]
    if refused and not skip_refused:
        raise RowsRefused(refused)
    writer = _Seats(meeting, place, by) if file.kind is Kind.SEATS else _People(meeting, planned, by, approve=approve)
    written: list[Planned] = []
    for row in _in_order(planned):
        reason = _attempt(writer, row)
        if reason is None:
            written.append(row)
        else:
            refused.append(Refusal(row.number, row.name, reason))
    if refused and not skip_refused:
        raise RowsRefused(refused)
    done = _done(planned, written, writer.approved, refused)
    _record(meeting, file, by, done)
    return done


def _plan(file: ListFile, place: Setting) -> Plan:
    if file.kind is Kind.SEATS:
        return delegations.plan(file.rows, file.mapping, place)
    return people.plan(file.rows, file.mapping, place)


def _in_order(planned: Plan) -> list[Planned]:
    """Rows that do something. Who becomes head comes last, when the place is free."""
    rows = [row for row in planned.rows if row.fate in {Fate.NEW, Fate.UPDATED}]
    return sorted(rows, key=_is_head)


def _is_head(row: Planned) -> bool:
    return isinstance(row, PlannedPerson) and row.details is not None and row.details.role is DelegateRole.HEAD


def _attempt(writer: "_People | _Seats", row: Planned) -> str | None:
    """Write one row by itself; what stands against it, or None."""
    try:
        with db.session.begin_nested():
            writer.write(row)
    except TrackerError as error:
        return str(error)
    except IntegrityError:
        return _("Somebody registered this person in this very moment. Read the list again.")
    return None


class _People:
    """Registers and changes people."""

    def __init__(self, meeting: Meeting, planned: Plan, by: Actor, *, approve: bool) -> None:
        self._meeting, self._by, self._approve = meeting, by, approve
        self.approved = 0
        ids = [row.registration_id for row in planned.of(Fate.UPDATED) if isinstance(row, PlannedPerson)]
        self._known = _registrations([id_ for id_ in ids if id_])

    def write(self, row: Planned) -> None:
        if not isinstance(row, PlannedPerson) or row.details is None:
            message = "a row that is written has been planned"
            raise TypeError(message)
        if row.registration_id:
            registering.change(self._known[row.registration_id], row.details, self._by)
            return
        made = registering.register(self._meeting, row.details, self._by)
        if self._approve and reviewing.approve(made, self._by, all_the_same=True):
            self.approved += 1
        else:
            mails.tell(made, "submitted")


class _Seats:
    """Sets limits of seats and appoints focal points."""

    def __init__(self, meeting: Meeting, place: Setting, by: Actor) -> None:
        self._meeting, self._place, self._by = meeting, place, by
        self._limits = delegations.limit_of(meeting.id)
        self.approved = 0

    def write(self, row: Planned) -> None:
        if not isinstance(row, PlannedDelegation) or row.delegation_id is None:
            message = "a row that is written has been planned"
            raise TypeError(message)
        for mode, seats in row.seats:
            self._set(row.delegation_id, mode, seats)
        if row.focal_point_email:
            self._appoint(row.delegation_id, row.focal_point_name, row.focal_point_email)

    def _set(self, delegation_id: int, mode: Mode, seats: int) -> None:
        limit = self._limits.get((delegation_id, mode))
        if limit is None:
            wanted = Wanted(
                level=Level.DELEGATION, mode=mode, seats=seats, when_full=WhenFull.WAIT, delegation_id=delegation_id
            )
            self._limits[delegation_id, mode] = limiting.add(self._meeting, wanted, self._by)
        elif limit.seats != seats:
            limiting.change(self._meeting, limit.id, seats, limit.when_full, self._by)

    def _appoint(self, delegation_id: int, name: str, email: str) -> None:
        active = {one.email: one for one in focal_points.active(self._meeting.id, delegation_id)}
        if email in active:
            active[email].name = name
        else:
            who = Named(name, email, self._place.language)
            pointing.appoint(self._meeting, self._place.delegations[delegation_id], who, self._by)


def _registrations(ids: Sequence[int]) -> dict[int, Registration]:
    parts = (selectinload(Registration.choices), selectinload(Registration.changes))
    found: dict[int, Registration] = {}
    for start in range(0, len(ids), _AT_ONCE):
        chosen = select(Registration).where(Registration.id.in_(ids[start : start + _AT_ONCE])).options(*parts)
        found |= {one.id: one for one in db.session.scalars(chosen)}
    return found


def _done(planned: Plan, written: Sequence[Planned], approved: int, refused: Sequence[Refusal]) -> Done:
    new = sum(row.fate is Fate.NEW for row in written)
    in_order = tuple(sorted(refused, key=lambda row: row.number))
    return Done(new, len(written) - new, planned.counts[Fate.UNCHANGED], approved, in_order)


def _record(meeting: Meeting, file: ListFile, by: Actor, done: Done) -> None:
    recording.record(
        by,
        "list.imported",
        f"list of {file.kind.value}",
        meeting=meeting.slug,
        file=file.name,
        sha256=file.sha256.hex(),
        new=done.new,
        updated=done.updated,
        unchanged=done.unchanged,
        refused=len(done.refused),
    )

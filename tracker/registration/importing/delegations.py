"""Planning a list of delegations: their seats and their focal points. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.db import db
from tracker.people.names import fold
from tracker.registration.focal.models import FocalPoint
from tracker.registration.importing import columns
from tracker.registration.importing.columns import Field
from tracker.registration.importing.given import Wrong, address
from tracker.registration.importing.plans import Change, Fate, Plan, PlannedDelegation
from tracker.registration.importing.rows import Row
from tracker.registration.importing.setting import Setting
from tracker.registration.models import Mode
from tracker.registration.seats.models import Level, SeatLimit

_COLUMNS: Mapping[Mode, Field] = {Mode.IN_PERSON: Field.IN_PERSON_SEATS, Mode.ONLINE: Field.ONLINE_SEATS}
_MOST = 10_000  # seats
_LONGEST_NAME = 160


@dataclass(slots=True)
class _There:
    """What stands already, and what the rows so far have said."""

    seats: dict[tuple[int, Mode], int]
    focal_points: dict[int, dict[str, str]]  # by delegation: name by address
    said: dict[tuple[int, Mode], tuple[int, int]] = field(default_factory=dict)  # seats, with the number of the row
    addresses: dict[tuple[int, str], int] = field(default_factory=dict)


def plan(rows: Iterable[Row], mapping: Mapping[Field, int], setting: Setting) -> Plan:
    """The fate of every row. A delegation may have several rows, one for each focal point."""
    there = _there(setting.meeting_id)
    return Plan(tuple(_planned(row.number, columns.cells(row, mapping), setting, there) for row in rows))


def limit_of(meeting_id: int) -> dict[tuple[int, Mode], SeatLimit]:
    """The limits of single delegations, all categories together (1 statement)."""
    chosen = select(SeatLimit).where(
        SeatLimit.meeting_id == meeting_id,
        SeatLimit.level == Level.DELEGATION,
        SeatLimit.delegation_id.is_not(None),
        SeatLimit.category.is_(None),
    )
    return {(limit.delegation_id or 0, limit.mode): limit for limit in db.session.scalars(chosen)}


def _there(meeting_id: int) -> _There:
    names: dict[int, dict[str, str]] = defaultdict(dict)
    chosen = select(FocalPoint).where(FocalPoint.meeting_id == meeting_id, FocalPoint.ended_at.is_(None))
    for one in db.session.scalars(chosen):
        names[one.delegation_id][one.email] = one.name
    return _There({key: limit.seats for key, limit in limit_of(meeting_id).items()}, names)


def _planned(number: int, said: Mapping[Field, str], setting: Setting, there: _There) -> PlannedDelegation:
    text = said.get(Field.DELEGATION, "")
    entry = setting.senders.get(fold(text)) if text else None
    if entry is None:
        return _refused(number, text, _unknown(text))
    name = entry.name(setting.language)
    try:
        seats = _seats(number, entry.id, said, there)
        focal_point = _focal_point(number, entry.id, said, there)
    except Wrong as wrong:
        return _refused(number, name, str(wrong))
    changes = _changes(entry.id, seats, focal_point, there)
    is_new = all(not change.before for change in changes)
    return PlannedDelegation(
        number=number,
        name=name,
        fate=Fate.UNCHANGED if not changes else Fate.NEW if is_new else Fate.UPDATED,
        changes=changes,
        delegation_id=entry.id,
        seats=seats,
        focal_point_name=focal_point[0],
        focal_point_email=focal_point[1],
    )


def _unknown(text: str) -> str:
    if not text:
        return _("The delegation is missing.")
    return _("“%(text)s” is no delegation of the reference list. Write its code, such as CI, or its name.", text=text)


def _seats(number: int, sender: int, said: Mapping[Field, str], there: _There) -> tuple[tuple[Mode, int], ...]:
    found = tuple((mode, _number(said[column])) for mode, column in _COLUMNS.items() if column in said)
    for mode, seats in found:
        row, before = there.said.setdefault((sender, mode), (number, seats))
        if before != seats:
            raise Wrong(_("Row %(row)s gives this delegation another number of seats.", row=row))
    return found


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(_MOST)) or int(text) > _MOST:
        raise Wrong(_("“%(text)s” is no number of seats. Write 0 to %(most)s.", text=text[:60], most=_MOST))
    return int(text)


def _focal_point(number: int, sender: int, said: Mapping[Field, str], there: _There) -> tuple[str, str]:
    """The name and the address, or two empty texts."""
    name, email = said.get(Field.FOCAL_POINT_NAME, ""), said.get(Field.FOCAL_POINT_EMAIL, "")
    if not name and not email:
        return "", ""
    if not name or not email:
        raise Wrong(_("A focal point needs a name and an e-mail address."))
    if len(name) > _LONGEST_NAME:
        raise Wrong(_("The name of the focal point is longer than %(most)s characters.", most=_LONGEST_NAME))
    email = address(email)
    row = there.addresses.setdefault((sender, email), number)
    if row != number:
        raise Wrong(_("The same focal point stands in row %(row)s.", row=row))
    return name, email


def _changes(
    sender: int, seats: tuple[tuple[Mode, int], ...], focal_point: tuple[str, str], there: _There
) -> tuple[Change, ...]:
    found = [Change(_COLUMNS[mode], _known(there.seats.get((sender, mode))), str(count)) for mode, count in seats]
    name, email = focal_point
    if email:
        known = there.focal_points.get(sender, {}).get(email)
        found.append(Change(Field.FOCAL_POINT_EMAIL, email if known is not None else "", email))
        found.append(Change(Field.FOCAL_POINT_NAME, known or "", name))
    return tuple(change for change in found if change.before != change.after)


def _known(seats: int | None) -> str:
    return "" if seats is None else str(seats)


def _refused(number: int, name: str, reason: str) -> PlannedDelegation:
    return PlannedDelegation(number=number, name=name, fate=Fate.REFUSED, reasons=(reason,))

"""What a meeting says of its categories: from its file or its page into the database, and back."""

from collections.abc import Collection, Iterable
from dataclasses import fields

from sqlalchemy import Select, select

from tracker import clock
from tracker.audit.models import Actor
from tracker.audit.recording import record
from tracker.db import db
from tracker.meetings.admission import in_order
from tracker.meetings.categories import Colour, Pattern
from tracker.meetings.files import CategoryFile
from tracker.meetings.files.differences import parts
from tracker.meetings.models import Meeting, SessionKind
from tracker.people.models import Category, CategorySetting


def dump(meeting: Meeting) -> tuple[CategoryFile, ...]:
    """What the meeting says otherwise than the defaults, in the usual order of categories (1 statement)."""
    said = {row.code: _file(row, meeting.timezone) for row in _rows(meeting)}
    return tuple(said[code] for code in Category if code in said and said[code] != CategoryFile(code=code.value))


def load(meeting: Meeting, wanted: Iterable[CategoryFile], by: Actor) -> tuple[str, ...]:
    """Make the categories what a file says, those that it does not name the default; the changes in words."""
    wanted = [one for one in wanted if one != CategoryFile(code=one.code)]
    changes = tuple(parts("category", _by_code(dump(meeting)), _by_code(wanted)))
    if changes:
        there = {row.code: row for row in _rows(meeting)}
        for one in wanted:
            _fill(there.pop(Category(one.code), None), meeting, one)
        for row in there.values():
            db.session.delete(row)
        record(by, "categories.changed", f"meeting {meeting.slug}", meeting=meeting.slug, changes="; ".join(changes))
    return changes


def change(meeting: Meeting, wanted: CategoryFile, kinds: Collection[SessionKind], by: Actor) -> None:
    """Set one category, and which kinds of session it may enter. The journal names the fields that differ."""
    code = Category(wanted.code)
    row = db.session.scalar(_chosen(meeting).where(CategorySetting.code == code))
    before = _file(row, meeting.timezone) if row else CategoryFile(code=code.value)
    changed = [one.name for one in fields(before) if getattr(before, one.name) != getattr(wanted, one.name)]
    _fill(row, meeting, wanted)
    if set(kinds) != kinds_open_to(meeting, code):
        changed.append("sessions")
        meeting.access = {kind.value: _with(meeting, kind, code, kind in kinds) for kind in SessionKind}
    if changed:
        names = ", ".join(changed)
        record(by, "category.changed", f"category {code}", meeting=meeting.slug, fields=names)


def kinds_open_to(meeting: Meeting, code: Category) -> set[SessionKind]:
    """The kinds of session that a category may enter at the meeting."""
    return {kind for kind in SessionKind if code in meeting.access.get(kind.value, ())}


def _with(meeting: Meeting, kind: SessionKind, code: Category, is_open: bool) -> list[str]:  # noqa: FBT001 (a fact)
    others = set(meeting.access.get(kind.value, ())) - {code.value}
    return list(in_order(others | {code.value} if is_open else others))


def _fill(row: CategorySetting | None, meeting: Meeting, wanted: CategoryFile) -> None:
    if row is None:
        row = CategorySetting(meeting_id=meeting.id, code=Category(wanted.code))
        db.session.add(row)
    row.label, row.votes, row.counts_for_quorum = wanted.label, wanted.votes, wanted.counts_for_quorum
    row.is_listed, row.colour, row.pattern = wanted.listed, wanted.colour, wanted.pattern
    closes = wanted.registration_closes
    row.registration_closes = closes and clock.from_wall(closes, meeting.timezone)


def _file(row: CategorySetting, zone: str) -> CategoryFile:
    closes = row.registration_closes
    return CategoryFile(
        code=row.code.value,
        label=row.label or None,
        votes=row.votes,
        counts_for_quorum=row.counts_for_quorum,
        listed=row.is_listed,
        colour=None if row.colour is None else Colour(row.colour),
        pattern=None if row.pattern is None else Pattern(row.pattern),
        registration_closes=closes and clock.in_zone(closes, zone).replace(tzinfo=None, fold=0),
    )


def _rows(meeting: Meeting) -> Collection[CategorySetting]:
    return db.session.scalars(_chosen(meeting)).all() if meeting.id else []


def _by_code(categories: Iterable[CategoryFile]) -> dict[str, CategoryFile]:
    return {one.code: one for one in categories}


def _chosen(meeting: Meeting) -> Select[CategorySetting]:
    return select(CategorySetting).where(CategorySetting.meeting_id == meeting.id)

"""Reads of reports, names and stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import aliased, selectinload

from tracker.db import HourBefore, db, values
from tracker.errors import NotFound
from tracker.meetings.models import Meeting, MeetingSession
from tracker.online.asking import Online
from tracker.online.live import queries as live
from tracker.online.matching import Person, Who
from tracker.online.models import OnlineAlias, OnlineReport, OnlineStay, ReportSession, ShownName
from tracker.people.models import Delegation
from tracker.people.names import fold, search_terms
from tracker.registration.models import NOT_IN_DELEGATION, Registration

CHUNK = 1000
PAGE = 50
FOUND_AT_MOST = 20


class NoSuchReport(NotFound):
    """The meeting has no such report, or the report no such name."""


def report(slug: str, report_id: int) -> OnlineReport:
    """A report of that meeting with its sessions (2 statements), or NoSuchReport."""
    found = db.session.scalar(
        select(OnlineReport)
        .join(Meeting, Meeting.id == OnlineReport.meeting_id)
        .where(Meeting.slug == slug, OnlineReport.id == report_id)
        .options(selectinload(OnlineReport.sessions))
    )
    if found is None:
        raise NoSuchReport(_("There is no such report at this meeting."))
    return found


def reports(meeting_id: int) -> Sequence[OnlineReport]:
    """All reports of a meeting, the latest first (2 statements)."""
    return db.session.scalars(
        select(OnlineReport)
        .where(OnlineReport.meeting_id == meeting_id)
        .options(selectinload(OnlineReport.sessions))
        .order_by(OnlineReport.received_at.desc(), OnlineReport.id.desc())
    ).all()


def by_hash(meeting_id: int, sha256: bytes) -> OnlineReport | None:
    """The same file, if the meeting has it (1 statement)."""
    chosen = (OnlineReport.meeting_id == meeting_id, OnlineReport.sha256 == sha256)
    return db.session.scalar(select(OnlineReport).where(*chosen))


def online_sessions(meeting: Meeting) -> list[Online]:
    """The sessions that can be attended on the screen, in their order (no statement where they are loaded)."""
    return [Online(one.id, one.starts_at, one.ends_at) for one in meeting.sessions if one.online]


def people(meeting_id: int) -> Iterator[Person]:
    """Everybody of a meeting whom a report may show (1 statement)."""
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.family_name,
            Registration.given_name,
            Registration.native_name,
            Registration.email,
            Delegation.code,
            Delegation.name_en,
            Delegation.name_fr,
            Registration.organization,
        )
        .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
        .where(Registration.meeting_id == meeting_id, Registration.state.not_in(NOT_IN_DELEGATION))
        .order_by(Registration.sort_key, Registration.id)
    )
    for id_, family, given, native, email, *delegation in rows:
        hints = frozenset(fold(name) for name in delegation if name)
        yield Person(id_, family, given, native, email or "", hints)


def aliases(meeting_id: int) -> Mapping[Who, int]:
    """Confirmed names of people of this meeting (1 statement)."""
    rows = db.session.execute(
        select(OnlineAlias.name, OnlineAlias.email, Registration.id)
        .join(Registration, Registration.email == OnlineAlias.person_email)
        .where(Registration.meeting_id == meeting_id, Registration.state.not_in(NOT_IN_DELEGATION))
    )
    return {Who(name, email): id_ for name, email, id_ in rows}


_LATER = aliased(OnlineReport)


def counts() -> ColumnElement[bool]:
    """Whether a report's stays count, as a condition on OnlineReport: applied, not undone, not replaced by another."""
    replaced = select(_LATER.id).where(
        _LATER.replaces_id == OnlineReport.id, _LATER.applied_at.is_not(None), _LATER.undone_at.is_(None)
    )
    return and_(OnlineReport.applied_at.is_not(None), OnlineReport.undone_at.is_(None), ~replaced.exists())


@dataclass(frozen=True, slots=True)
class ScreenStay:
    """A stay that counts, for one session. Without times: attended, time unknown."""

    registration_id: int
    session_id: int
    joined_at: datetime | None
    left_at: datetime | None
    minutes: float | None
    report_id: int | None  # None: by a personal link
    report_name: str
    line: int


def counting_stays(meeting_id: int) -> CompoundSelect[*tuple[Any, ...]]:
    """Every stay that counts, of reports and of personal links; columns as in ScreenStay.

    Whoever adds them up takes their union: a report and a link tell of the same hours.
    """
    return union_all(_reported_stays(meeting_id), live.counting_stays(meeting_id))


def _reported_stays(meeting_id: int) -> Select[*tuple[Any, ...]]:
    """Those of reports, once for each session of the report that they touch."""
    starts, ends = MeetingSession.starts_at, MeetingSession.ends_at
    came, went = OnlineStay.joined_at, OnlineStay.left_at
    touches = and_(came < ends, went > starts)
    # Of a moment alone nobody knows how long it went on: it tells of the session that is held then or about to be.
    touched = or_(
        and_(went.is_(None), came < ends, HourBefore(starts) < came),
        and_(came.is_(None), went > starts, HourBefore(went) < ends),
    )
    untimed = and_(came.is_(None), went.is_(None))
    return (
        select(
            ShownName.registration_id,
            ReportSession.session_id,
            OnlineStay.joined_at,
            OnlineStay.left_at,
            OnlineStay.minutes,
            OnlineReport.id.label("report_id"),
            OnlineReport.name.label("report_name"),
            OnlineStay.line,
        )
        .join(OnlineStay, OnlineStay.name_id == ShownName.id)
        .join(OnlineReport, OnlineReport.id == ShownName.report_id)
        .join(ReportSession, ReportSession.report_id == OnlineReport.id)
        .join(MeetingSession, MeetingSession.id == ReportSession.session_id)
        .where(
            OnlineReport.meeting_id == meeting_id,
            counts(),
            ShownName.registration_id.is_not(None),
            ShownName.is_ignored.is_(False),
            or_(touches, touched, untimed),
        )
    )


def stays(meeting_id: int) -> Iterator[ScreenStay]:
    """The same as values, by registration, in the order of time (1 statement, streamed)."""
    found = counting_stays(meeting_id).subquery()
    chosen = select(found).order_by(found.c.registration_id, found.c.joined_at, found.c.line)
    rows = db.session.execute(chosen.execution_options(yield_per=CHUNK))
    return (ScreenStay(*values(row)) for row in rows)


def sessions_known(meeting_id: int) -> frozenset[int]:
    """The sessions of which something was recorded on the screen, by a report or a personal link (1 statement)."""
    chosen = select(ReportSession.session_id).join(OnlineReport, OnlineReport.id == ReportSession.report_id)
    reported = chosen.where(OnlineReport.meeting_id == meeting_id, counts())
    return frozenset(db.session.scalars(union_all(reported, live.sessions_joined(meeting_id))))


@dataclass(frozen=True, slots=True)
class Figures:
    """How many names of a report stand where."""

    matched: int
    to_confirm: int
    unmatched: int
    aside: int
    ignored: int


def standing() -> Mapping[str, ColumnElement[bool]]:
    """Where a name stands, as conditions on ShownName, by the words of Figures."""
    free = and_(ShownName.registration_id.is_(None), ShownName.is_ignored.is_(False), ShownName.aside.is_(None))
    none = func.json_array_length(ShownName.suggestions) == 0
    return {
        "matched": and_(ShownName.registration_id.is_not(None), ShownName.is_ignored.is_(False)),
        "to_confirm": and_(free, ~none),
        "unmatched": and_(free, none),
        "aside": and_(
            ShownName.aside.is_not(None), ShownName.registration_id.is_(None), ShownName.is_ignored.is_(False)
        ),
        "ignored": ShownName.is_ignored.is_(True),
    }


def figures(report_id: int) -> Figures:
    """The figures of a report (1 statement)."""
    sums = [func.count().filter(condition) for condition in standing().values()]
    return Figures(*values(db.session.execute(select(*sums).where(ShownName.report_id == report_id)).one()))


@dataclass(frozen=True, slots=True)
class Named:
    """A registration as the review shows it."""

    id: int
    given_name: str
    family_name: str
    native_name: str
    email: str | None
    name_en: str | None
    name_fr: str | None
    organization: str


_NAMED = select(
    Registration.id,
    Registration.given_name,
    Registration.family_name,
    Registration.native_name,
    Registration.email,
    Delegation.name_en,
    Delegation.name_fr,
    Registration.organization,
).outerjoin(Delegation, Delegation.id == Registration.delegation_id)


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of a report with whom it is, or may be."""

    shown: ShownName
    person: Named | None
    suggestions: tuple[Named, ...]
    first: datetime | None  # seen
    last: datetime | None


@dataclass(frozen=True, slots=True)
class NamePage:
    """Some names of a report."""

    rows: tuple[NameRow, ...]
    page: int
    pages: int
    total: int


def names(report_id: int, where: str, page: int) -> NamePage:
    """The names that stand there, in the order of the alphabet (4 statements)."""
    chosen = and_(ShownName.report_id == report_id, standing()[where])
    total = db.session.scalar(select(func.count()).select_from(ShownName).where(chosen)) or 0
    pages = max(1, ceil(total / PAGE))
    page = min(max(1, page), pages)
    shown = db.session.scalars(
        select(ShownName)
        .where(chosen)
        .order_by(func.lower(ShownName.name), ShownName.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    ids = {id_ for one in shown for id_ in (one.registration_id, *one.suggestions) if id_}
    people = {row.id: Named(*values(row)) for row in db.session.execute(_NAMED.where(Registration.id.in_(ids)))}
    seen = _seen([one.id for one in shown])
    rows = tuple(
        NameRow(
            shown=one,
            person=people.get(one.registration_id) if one.registration_id else None,
            suggestions=tuple(people[id_] for id_ in one.suggestions if id_ in people),
            first=seen.get(one.id, (None, None))[0],
            last=seen.get(one.id, (None, None))[1],
        )
        for one in shown
    )
    return NamePage(rows, page, pages, total)


def _seen(name_ids: Sequence[int]) -> dict[int, tuple[datetime | None, datetime | None]]:
    rows = db.session.execute(
        select(OnlineStay.name_id, func.min(OnlineStay.joined_at), func.max(OnlineStay.left_at))
        .where(OnlineStay.name_id.in_(name_ids))
        .group_by(OnlineStay.name_id)
    )
    return {name_id: (first, last) for name_id, first, last in rows}


def shown_name(found: OnlineReport, name_id: int, *, to_change: bool = False) -> ShownName:
    """A name of the report (1 statement), or NoSuchReport."""
    chosen = select(ShownName).where(ShownName.id == name_id, ShownName.report_id == found.id)
    name = db.session.scalar(chosen.with_for_update() if to_change else chosen)
    if name is None:
        raise NoSuchReport(_("There is no such name in this report."))
    return name


def find(meeting_id: int, query: str) -> list[Named]:
    """People of the meeting by words of their name or delegation, in the order of the alphabet (1 statement)."""
    terms = search_terms(query)
    if not terms:
        return []
    rows = db.session.execute(
        _NAMED.where(
            Registration.meeting_id == meeting_id,
            Registration.state.not_in(NOT_IN_DELEGATION),
            *(Registration.search_key.contains(term, autoescape=True) for term in terms),
        )
        .order_by(Registration.sort_key, Registration.id)
        .limit(FOUND_AT_MOST)
    )
    return [Named(*values(row)) for row in rows]


def unmatched(meeting_id: int) -> Iterator[tuple[str, ShownName]]:
    """Names of reports that count which are nobody's: the file and the name (1 statement)."""
    rows = db.session.execute(
        select(OnlineReport.name, ShownName)
        .join(OnlineReport, OnlineReport.id == ShownName.report_id)
        .where(OnlineReport.meeting_id == meeting_id, counts(), ShownName.registration_id.is_(None))
        .order_by(OnlineReport.id, func.lower(ShownName.name), ShownName.id)
    )
    return ((row[0], row[1]) for row in rows)

"""Reading the figures of a meeting: one pass over the evidence for all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select

from tracker import clock
from tracker.attendance.queries import represented
from tracker.attendance.queries.presences import Walk, walks
from tracker.attendance.quorum import Quorum, met_since, present_at, quorum
from tracker.dashboard.live.figures import Figures, Head, Meter, Named, SessionFigures, Tally, focus, groups, tallies
from tracker.db import db, values
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people.models import Delegation
from tracker.registration.models import ADMITTED, Choice, DelegateRole, Mode, Registration

_NO_END = datetime.max.replace(tzinfo=UTC)
_Expected = Mapping[int, Mapping[Mode, Mapping[int | None, int]]]


def figures(meeting: Meeting, now: datetime) -> Figures:
    """The figures at that instant (8 statements, however many people there are)."""
    shown = _of_the_day(meeting, now)
    everybody = list(walks(meeting, until=_NO_END))
    counted = tallies(everybody, [one.id for one in shown], now)
    expected, heads = _expected(shown), _heads(shown)
    names = _names()
    looked_at = focus(shown, now)
    return Figures(
        slug=meeting.slug,
        title=meeting.title,
        zone=meeting.timezone,
        over_at=_over_at(meeting),
        sessions=tuple(_session(one, counted[one.id], expected, heads[one.id], names) for one in shown),
        focus=None if looked_at is None else shown[looked_at].code,
        meter=_meter(meeting, everybody, names, now),
    )


def _of_the_day(meeting: Meeting, now: datetime) -> Sequence[MeetingSession]:
    """The sessions of today, or of the next day that has some, or of the last one."""
    today, days = clock.day_in(now, meeting.timezone), meetings.days(meeting)
    coming = [day for day in days if day.last >= today]
    return coming[0].sessions if coming else days[-1].sessions if days else ()


def _over_at(meeting: Meeting) -> datetime | None:
    """The midnight that ends the meeting's last day."""
    span = meetings.live_span(meeting)
    if span is None:
        return None
    tomorrow = clock.day_in(span.ends, meeting.timezone) + timedelta(days=1)
    return clock.from_wall(datetime.combine(tomorrow, time()), meeting.timezone)


def _names() -> dict[int, Named]:
    """Every delegation of the reference list (1 statement)."""
    rows = db.session.execute(select(Delegation.id, Delegation.code, Delegation.name_en, Delegation.name_fr))
    return {row[0]: Named(*values(row)[1:]) for row in rows}


def _expected(shown: Sequence[MeetingSession]) -> _Expected:
    """How many are expected, by session, way and delegation (1 statement)."""
    rows = db.session.execute(
        select(Choice.session_id, Choice.mode, Registration.delegation_id, func.count())
        .join(Registration, Registration.id == Choice.registration_id)
        .where(Choice.session_id.in_([one.id for one in shown]), Registration.state.in_(ADMITTED))
        .group_by(Choice.session_id, Choice.mode, Registration.delegation_id)
    )
    found: dict[int, dict[Mode, dict[int | None, int]]] = defaultdict(lambda: defaultdict(dict))
    for session, mode, delegation, count in rows:
        found[session][mode][delegation] = count
    return found


@dataclass(frozen=True, slots=True)
class _Expectation:
    """A head of delegation who is to come."""

    registration_id: int
    given_name: str
    family_name: str
    delegation_id: int | None
    mode: Mode


def _heads(shown: Sequence[MeetingSession]) -> dict[int, list[_Expectation]]:
    """The heads of delegation who are expected, by session (1 statement)."""
    rows = db.session.execute(
        select(
            Choice.session_id,
            Registration.id,
            Registration.given_name,
            Registration.family_name,
            Registration.delegation_id,
            Choice.mode,
        )
        .join(Registration, Registration.id == Choice.registration_id)
        .where(
            Choice.session_id.in_([one.id for one in shown]),
            Registration.role == DelegateRole.HEAD,
            Registration.state.in_(ADMITTED),
        )
        .order_by(Registration.sort_key, Registration.id)
    )
    found: dict[int, list[_Expectation]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(_Expectation(*values(row)[1:]))
    return found


def _session(
    session: MeetingSession,
    tally: Tally,
    expected: _Expected,
    heads: Sequence[_Expectation],
    names: Mapping[int, Named],
) -> SessionFigures:
    room, screen = expected[session.id][Mode.IN_PERSON], expected[session.id][Mode.ONLINE]
    both = {key: room.get(key, 0) + screen.get(key, 0) for key in room.keys() | screen.keys()}
    return SessionFigures(
        code=session.code,
        title=session.title,
        opens_at=session.starts_at - timedelta(minutes=session.meeting.doors_open_minutes),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        room=session.room.name if session.room else "",
        capacity=session.room.capacity if session.room else None,
        expected=sum(room.values()),
        expected_online=sum(screen.values()),
        came=sum(tally.came.values()),
        inside=sum(tally.inside.values()),
        online=sum(tally.online.values()),
        joined=sum(tally.joined.values()),
        arrivals=tally.arrivals(),
        groups=groups(tally, both, names),
        heads=tuple(
            Head(
                f"{one.given_name} {one.family_name}".strip(),
                names[one.delegation_id] if one.delegation_id else None,
                one.mode,
                one.registration_id in tally.seen,
            )
            for one in heads
            if one.registration_id not in tally.there
        ),
    )


def _meter(meeting: Meeting, everybody: Sequence[Walk], names: Mapping[int, Named], now: datetime) -> Meter:
    """The quorum as `represented.standing` counts it, from the same pass (2 statements)."""
    rule, members = represented.rule_of(meeting), represented.entitled(meeting)
    of_interest = {one.id for one in members}
    beings = [one for one in represented.beings(everybody, meeting) if one.delegation in of_interest]
    found: Quorum = quorum(rule, members, present_at(beings, now))
    since = met_since(rule, members, beings, now)
    called = [tuple(names[id_] for id_ in ids) for ids in (found.room, found.screen, found.missing)]
    return Meter(found, since, *called)

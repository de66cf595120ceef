"""Who attended how much of what was open to them, and what a paper would say of it now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker import clock
from tracker.attendance.certificates.saying import Attended, Both, Paper, percent_of
from tracker.attendance.presence import Presence, Way, Window, over_all
from tracker.attendance.queries.presences import Row, frame_of, presence_of, presences
from tracker.db import db
from tracker.i18n import Texts
from tracker.meetings import admission
from tracker.meetings.models import Meeting, MeetingSession
from tracker.meetings.queries import live_span
from tracker.people import scripts
from tracker.people.models import Delegation
from tracker.registration.focal.models import Admission
from tracker.registration.models import Registration

LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with what a paper would say of them."""

    registration_id: int
    paper: Paper
    is_enough: bool  # by the meeting's rule

    @property
    def attended(self) -> bool:
        return bool(self.paper.sessions)


def ended_at(meeting: Meeting) -> datetime | None:
    """When the last session ends; None without sessions."""
    return max((one.ends_at for one in meeting.sessions), default=None)


def is_over(meeting: Meeting) -> bool:
    """Whether certificates can be issued: the last session has ended."""
    ends = ended_at(meeting)
    return ends is not None and clock.now() >= ends


def everybody(meeting: Meeting) -> Iterator[Candidate]:
    """All participants in alphabetical order (9 statements)."""
    admitted = _admitted(meeting.id)
    windows, senders = frame_of(meeting).windows, _senders()
    for row in presences(meeting, until=clock.now()):
        yield _candidate(meeting, row, windows, admitted.get(row.participant.id, {}), senders)


def one(meeting: Meeting, registration_id: int) -> Candidate | None:
    """One person (9 statements)."""
    row = presence_of(meeting, registration_id, until=clock.now())
    if row is None:
        return None
    admitted = _admitted(meeting.id, registration_id).get(registration_id, {})
    return _candidate(meeting, row, frame_of(meeting).windows, admitted, _senders())


def _candidate(
    meeting: Meeting,
    row: Row,
    windows: Mapping[int, Window],
    admitted: Mapping[int, bool],
    senders: Mapping[int, Delegation],
) -> Candidate:
    held = [one for one in meeting.sessions if one.id in row.sittings]
    open_to = [one.id for one in held if _is_open(meeting, one, row, admitted)]
    shares = over_all(row.at_sittings, windows, open_to)
    whole = sum(int(windows[id_].net.total_seconds() // 60) for id_ in open_to)
    percent = percent_of(shares.share)
    person, sender = row.participant, senders.get(row.delegation_id or 0)
    first, last = _days(meeting)
    paper = Paper(
        title=person.title,
        given_name=person.given_name,
        family_name=person.family_name,
        native_name=person.native_name,
        represents=Both(sender.name("en"), sender.name("fr")) if sender else Both(*[person.organization] * 2),
        script=scripts.language(person.native_name, sender.code if sender else ""),
        body=_both(meeting.body.name),
        meeting=_both(meeting.title),
        place=_both(meeting.place),
        first_day=first,
        last_day=last,
        zone=meeting.timezone,
        sessions=tuple(
            _attended(meeting, session, row.by_session[session.id], windows[session.id])
            for session in held
            if session.id in row.by_session and row.by_session[session.id].status.attended
        ),
        minutes=round(shares.minutes),
        whole=whole,
        percent=percent,
        accreditation=meeting.accreditation,
    )
    return Candidate(person.id, paper, shares.sessions > 0 and percent >= meeting.certificate_percent)


def _is_open(meeting: Meeting, session: MeetingSession, row: Row, admitted: Mapping[int, bool]) -> bool:
    codes = admission.admits(session.kind.value, session.categories, meeting.access)
    return admission.may_enter(row.participant.category.value, codes, admitted.get(session.id))


def _attended(meeting: Meeting, session: MeetingSession, found: Presence, window: Window) -> Attended:
    starts, ends = (clock.in_zone(at, meeting.timezone) for at in (session.starts_at, session.ends_at))
    return Attended(
        code=session.code,
        title=_both(session.title),
        starts=f"{starts:%Y-%m-%dT%H:%M}",
        ends=f"{ends:%Y-%m-%dT%H:%M}",
        way=(found.way or Way.ROOM).value,
        minutes=None if found.minutes is None else round(found.minutes),
        whole=int(window.net.total_seconds() // 60),
    )


def _days(meeting: Meeting) -> tuple[str, str]:
    span = live_span(meeting)
    if span is None:
        return "", ""
    first, last = (clock.day_in(at, meeting.timezone).isoformat() for at in (span.starts, span.ends))
    return first, last


def _both(text: Texts) -> Both:
    return Both(*(text.best(language)[0] for language in LANGUAGES))


def _admitted(meeting_id: int, only: int | None = None) -> dict[int, dict[int, bool]]:
    """Exceptions by person and session (1 statement)."""
    chosen = (
        select(Admission.registration_id, Admission.session_id, Admission.is_admitted)
        .join(Registration, Registration.id == Admission.registration_id)
        .where(Registration.meeting_id == meeting_id)
    )
    if only is not None:
        chosen = chosen.where(Admission.registration_id == only)
    found: dict[int, dict[int, bool]] = {}
    for registration, session, is_admitted in db.session.execute(chosen):
        found.setdefault(registration, {})[session] = is_admitted
    return found


def _senders() -> dict[int, Delegation]:
    """Every delegation by its id (1 statement)."""
    return {one.id: one for one in db.session.scalars(select(Delegation))}

"""Who is on which signature sheet.

What grant auditors ask of a list of attendance (European Social Fund, Regulation (EU) 2021/1060): project and number,
title, place, date, beginning and end, who led it, name and organization of everybody, a signature for each half-day;
of those online the log of the platform, with its times and minutes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from flask_babel import gettext as _

from tracker import clock, days
from tracker.attendance.presence import Way
from tracker.attendance.queries.presences import Row, frame_of, presences
from tracker.i18n import current_language
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people import honorifics
from tracker.people.names import printed
from tracker.registration.models import Mode

_NOON = 13  # a session that begins before one o'clock is of the morning


class By(StrEnum):
    """What one sheet is about."""

    SESSION = auto()
    HALF_DAY = auto()


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs."""

    name: str
    represents: str


@dataclass(frozen=True, slots=True)
class Logged:
    """Somebody online, with what is known of their presence."""

    name: str
    represents: str
    session: str
    first: datetime | None  # wall time
    last: datetime | None
    minutes: float | None


@dataclass(frozen=True, slots=True)
class SignatureSheet:
    """One sheet."""

    titles: list[str]  # of its sessions, with their times where there are several
    code: str  # for the name of a sheet in a workbook
    day: str
    times: str
    place: str
    minutes: int  # of its sessions, less their breaks
    signers: list[Signer] = field(default_factory=list)
    online: list[Logged] = field(default_factory=list)


def signature_sheets(meeting: Meeting, by: By) -> list[SignatureSheet]:
    """All sheets of a meeting in the reader's language, from one pass over everybody."""
    windows, units = frame_of(meeting).windows, _units(meeting, by)
    made = []
    for sessions in units:
        minutes = sum(windows[one.id].net.total_seconds() for one in sessions) / 60
        made.append((_empty(meeting, sessions, by, round(minutes)), sessions))
    for row in presences(meeting, until=clock.now()):
        for sheet, sessions in made:
            _enter(row, sheet, sessions, meeting)
    return [sheet for sheet, _sessions in made]


def _units(meeting: Meeting, by: By) -> list[list[MeetingSession]]:
    if by is By.SESSION:
        return [[one] for one in meeting.sessions]
    halves: dict[tuple[object, bool], list[MeetingSession]] = {}
    for one in meeting.sessions:
        begins = clock.in_zone(one.starts_at, meeting.timezone)
        halves.setdefault((begins.date(), begins.hour >= _NOON), []).append(one)
    return list(halves.values())


def _empty(meeting: Meeting, sessions: Sequence[MeetingSession], by: By, minutes: int) -> SignatureSheet:
    begins = clock.in_zone(min(one.starts_at for one in sessions), meeting.timezone)
    ends = clock.in_zone(max(one.ends_at for one in sessions), meeting.timezone)
    day = days.day(begins.date(), days.Length.FULL)
    titles = [_session(one, meeting, timed=len(sessions) > 1) for one in sessions]
    rooms = dict.fromkeys(one.room.name for one in sessions if one.room)
    place = meeting.place.best(current_language())[0]
    half = _("morning") if begins.hour < _NOON else _("afternoon")
    return SignatureSheet(
        titles=titles,
        code=sessions[0].code if by is By.SESSION else f"{begins:%Y-%m-%d} {half}",
        day=day if by is By.SESSION else f"{day}, {half}",
        times=f"{begins:%H:%M} – {ends:%H:%M} ({meeting.timezone})",
        place=", ".join(part for part in (*rooms, place) if part),
        minutes=minutes,
    )


def _session(one: MeetingSession, meeting: Meeting, *, timed: bool) -> str:
    title = f"{one.code} {one.title.best(current_language())[0]}"
    begins, ends = (clock.in_zone(at, meeting.timezone) for at in (one.starts_at, one.ends_at))
    return f"{title} ({begins:%H:%M} – {ends:%H:%M})" if timed else title


def _enter(row: Row, sheet: SignatureSheet, sessions: Iterable[MeetingSession], meeting: Meeting) -> None:
    """Put somebody on the list of those who sign, of those online, on both or on none."""
    person = row.participant
    name = printed(honorifics.in_language(person.title, current_language()), person.given_name, person.family_name)
    sender = person.represents(current_language())
    represents = ", ".join(dict.fromkeys(part for part in (sender, person.organization) if part))
    found = [(one, row.by_session[one.id]) for one in sessions if one.id in row.by_session]
    if any(one.registered is Mode.IN_PERSON or one.way in {Way.ROOM, Way.BOTH} for _session, one in found):
        sheet.signers.append(Signer(name, represents))
    for session, one in found:
        if one.way in {Way.SCREEN, Way.BOTH} or (one.registered is Mode.ONLINE and one.way is None):
            first, last = (_wall(at, meeting) for at in (one.first_seen, one.last_seen))
            sheet.online.append(Logged(name, represents, session.code, first, last, one.minutes if one.way else None))


def _wall(at: datetime | None, meeting: Meeting) -> datetime | None:
    return at and clock.in_zone(at, meeting.timezone).replace(tzinfo=None, microsecond=0)

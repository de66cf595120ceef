"""Programmes as iCalendar files (RFC 5545), public or for one person.

Times are written in UTC, which every calendar turns into its owner's zone, so no zone definitions are carried along.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from tracker import clock
from tracker.meetings.models import Meeting, MeetingSession

MIME = "text/calendar"
_PRODUCT = "-//Meetings//Programme//EN"


def programme(
    meeting: Meeting,
    sessions: Iterable[MeetingSession],
    language: str,
    url: str,
    screens: Mapping[str, str] | None = None,
) -> bytes:
    """The sessions as events in that language; `url` is the absolute address of the page that they come from.

    `screens` holds the personal addresses of sessions that the owner joins on the screen, by their codes.

    An event keeps its UID when its session moves, so that a second import moves it as well.
    """
    calendar = Calendar.new(prodid=_PRODUCT, name=meeting.title.best(language)[0], language=language)
    for session in sessions:
        calendar.add_component(_event(meeting, session, language, url, (screens or {}).get(session.code)))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, session: MeetingSession, language: str, url: str, screen: str | None) -> Event:
    event = Event.new(
        uid=f"{meeting.slug}-{session.code}@{urlsplit(url).hostname}",
        stamp=clock.now(),
        start=session.starts_at,
        end=session.ends_at,
        summary=f"{meeting.body.code} {meeting.number}: {session.title.best(language)[0]}",
        description=session.description.best(language)[0] or None,
        location=screen or _location(meeting, session, language) or None,
        url=screen or url,
    )
    event.add("transp", "OPAQUE")
    return event


def _location(meeting: Meeting, session: MeetingSession, language: str) -> str:
    """Room, place and address of a session that is held in a room."""
    if not session.in_person:
        return ""
    room = session.room.name if session.room else ""
    return ", ".join(part for part in (room, meeting.place.best(language)[0], meeting.address) if part)

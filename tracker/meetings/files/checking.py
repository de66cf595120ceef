"""What can be wrong between the parts of a meeting whose single values are right."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from tracker import clock
from tracker.meetings import platforms
from tracker.meetings.files.fields import UNREAD
from tracker.meetings.files.parts import MeetingFile, PhaseFile, SessionFile


def problems_between(file: MeetingFile) -> Iterator[str]:
    """Every contradiction as a sentence. Values that could not be read have been named already and are passed over."""
    yield from _wrong_contact(file)
    yield from _repeated(file)
    try:
        clock.zone(file.timezone)
    except ValueError as error:
        if file.timezone:
            yield f"timezone: {error}"
        return
    yield from _missing_hours(file)
    yield from _wrong_registration(file)
    for index, category in enumerate(file.categories or ()):
        yield from _wrong_deadline(f"categories[{index}] ({category.code})", category.registration_closes, file)
    for index, phase in enumerate(file.phases):
        yield from _wrong_phase(f"phases[{index}]", phase, file)
    for index, session in enumerate(file.sessions):
        yield from _wrong_session(f"sessions[{index}] ({session.code})", session, file)


def _wrong_contact(file: MeetingFile) -> Iterator[str]:
    if file.contact and not (file.contact.count("@") == 1 and " " not in file.contact):
        yield f"contact {file.contact!r} is no e-mail address"


def _repeated(file: MeetingFile) -> Iterator[str]:
    yield from _twice("sessions", "code", (session.code for session in file.sessions))
    yield from _twice("rooms", "name", (room.name for room in file.rooms))
    yield from _twice("checkpoints", "kind", (checkpoint.kind for checkpoint in file.checkpoints))
    yield from _twice("categories", "code", (category.code for category in file.categories or ()))


def _twice(key: str, what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if name and times > 1:
            yield f"{key}: the {what} {name!r} is given to {times} of them"


def _walls(file: MeetingFile) -> Iterator[tuple[str, datetime | None]]:
    """Every time of the file with the place where it stands."""
    yield "registration_opens", file.registration_opens
    yield "registration_closes", file.registration_closes
    yield "change_deadline", file.change_deadline
    for index, phase in enumerate(file.phases):
        yield f"phases[{index}]: opens", phase.opens
        yield f"phases[{index}]: closes", phase.closes
    for index, category in enumerate(file.categories or ()):
        yield f"categories[{index}] ({category.code}): registration_closes", category.registration_closes
    for index, session in enumerate(file.sessions):
        yield f"sessions[{index}] ({session.code}): starts", session.starts
        yield f"sessions[{index}] ({session.code}): ends", session.ends


def _missing_hours(file: MeetingFile) -> Iterator[str]:
    for place, wall in _walls(file):
        if wall and wall != UNREAD:
            try:
                clock.from_wall(wall, file.timezone)
            except ValueError as error:
                yield f"{place}: {error}"


def _before(first: datetime | None, second: datetime | None, zone: str) -> bool:
    """Whether both were read and the second is not later. Instants are compared: in autumn an hour has two."""
    if first is None or second is None or UNREAD in (first, second):
        return False
    try:
        return clock.from_wall(second, zone) <= clock.from_wall(first, zone)
    except ValueError:
        return False  # an hour that does not exist has been named already


def _shown(wall: datetime, beside: datetime) -> str:
    """A time as short as it can be told from the other."""
    return f"{wall:%H:%M}" if wall.date() == beside.date() else f"{wall:%Y-%m-%d %H:%M}"


def _wrong_registration(file: MeetingFile) -> Iterator[str]:
    opens, closes = file.registration_opens, file.registration_closes
    if closes and not opens:
        yield "registration_closes is given without registration_opens"
    if opens and closes and _before(opens, closes, file.timezone):
        yield f"registration_closes {_shown(closes, opens)} is not after registration_opens {_shown(opens, closes)}"
    if opens and file.change_deadline and _before(opens, file.change_deadline, file.timezone):
        deadline = _shown(file.change_deadline, opens)
        yield f"change_deadline {deadline} is not after registration_opens {_shown(opens, file.change_deadline)}"


def _wrong_deadline(place: str, closes: datetime | None, file: MeetingFile) -> Iterator[str]:
    """A category may have to register earlier than others, not later."""
    last = file.registration_closes
    if closes and last and closes != last and _before(closes, last, file.timezone):
        meant = f"registration_closes {_shown(closes, last)}"
        yield f"{place}: {meant} is after that of the meeting, {_shown(last, closes)}"


def _wrong_phase(place: str, phase: PhaseFile, file: MeetingFile) -> Iterator[str]:
    if _before(phase.opens, phase.closes, file.timezone):
        yield f"{place}: closes {_shown(phase.closes, phase.opens)} before it opens {_shown(phase.opens, phase.closes)}"


def _wrong_session(place: str, session: SessionFile, file: MeetingFile) -> Iterator[str]:
    if _before(session.starts, session.ends, file.timezone):
        ends, starts = _shown(session.ends, session.starts), _shown(session.starts, session.ends)
        yield f"{place}: ends {ends} before it starts {starts}"
    if session.room and session.room not in {room.name for room in file.rooms}:
        yield f"{place}: the room {session.room!r} is not among [[rooms]]"
    if session.join_url and not platforms.is_address(session.join_url):
        yield f"{place}: join_url {session.join_url!r} is no address that begins with https://"
    if not session.in_person and not session.online:
        yield f"{place}: is held neither in person nor online"
    yield from _outside(place, session, file)


def _outside(place: str, session: SessionFile, file: MeetingFile) -> Iterator[str]:
    """A session lies between the first opening and the last closing of the phases, if there are any."""
    times = [wall for phase in file.phases for wall in (phase.opens, phase.closes)]
    if not times or UNREAD in (*times, session.starts, session.ends):
        return
    first, last = min(times), max(times)
    if session.starts < first or session.ends > last:
        lies = f"{session.starts:%Y-%m-%d %H:%M} to {session.ends:%Y-%m-%d %H:%M}"
        yield f"{place}: {lies} lies outside the phases ({first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M})"

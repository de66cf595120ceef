"""The front desks of the demo: who was scanned at which door, when, and who was turned away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from tracker.badges import issuing
from tracker.checkin import queries, scanning
from tracker.checkin.models import Method
from tracker.checkin.scanning import Sender
from tracker.checkin.sightings import Sighting
from tracker.checkin.verdicts import Direction
from tracker.demo.arrivals import Passage, collection, passages
from tracker.demo.people import Habit, Person, Wish
from tracker.meetings.models import Meeting, MeetingSession, SessionKind
from tracker.registration.models import Mode, Registration

DESKS = ("Door A", "Door B")
ACCREDITATION = "DESK"
_LOST = 3  # holders of the joint session's badges who try a closed one
_ANSWER = timedelta(milliseconds=400)  # between the device's time and the server's


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a desk will see: a code at a time."""

    at: datetime
    direction: Direction
    method: Method
    code: str


def open_doors(
    meeting: Meeting, people: Sequence[Person], registered: Mapping[str, Registration], *, until: datetime
) -> int:
    """Scan everybody who came to the sessions that began before `until`; the number of scans."""
    codes = _codes(registered)
    count = 0
    for session in meeting.sessions:
        seen = [*_holders(session, people, registered, codes, until), *_strangers(session, people, codes, until)]
        for number, one in enumerate(sorted((one for one in seen if one.at < until), key=lambda one: one.at)):
            _scan(meeting, session, one, number)
            count += 1
    return count


def _codes(registered: Mapping[str, Registration]) -> dict[str, str]:
    badges = {key: issuing.valid(registration.id) for key, registration in registered.items()}
    return {key: issuing.code_of(badge) for key, badge in badges.items() if badge}


def _holders(
    session: MeetingSession,
    people: Iterable[Person],
    registered: Mapping[str, Registration],
    codes: Mapping[str, str],
    until: datetime,
) -> Iterator[_Seen]:
    for person in people:
        in_person = any(
            choice.session_id == session.id and choice.mode is Mode.IN_PERSON
            for choice in registered[person.key].choices
        )
        if in_person and person.key in codes:
            for passage in _passages(session, person, until):
                yield _Seen(passage.at, passage.direction, Method.CAMERA, codes[person.key])


def _passages(session: MeetingSession, person: Person, until: datetime) -> Iterator[Passage]:
    if session.code == ACCREDITATION:
        return collection(person.key, session.starts_at, until)
    return passages(person.key, person.arrival, session.code, session.starts_at, session.ends_at)


def _strangers(
    session: MeetingSession, people: Iterable[Person], codes: Mapping[str, str], until: datetime
) -> Iterator[_Seen]:
    """The restaurant's menu, a slip of the keyboard, and people at the wrong door."""
    begins = session.starts_at
    if begins >= until or session.code == ACCREDITATION:
        return
    yield _Seen(begins - timedelta(minutes=9), Direction.IN, Method.CAMERA, "https://restaurant.example/menu")
    yield _Seen(begins - timedelta(minutes=4), Direction.IN, Method.TYPED, "BADGE22222222222")
    if session.kind is SessionKind.CLOSED:
        guests = [p for p in people if p.category == "PRV" and p.mode is Wish.ROOM and p.arrival is not Habit.ABSENT]
        for number, guest in enumerate(guests[:_LOST]):
            if guest.key in codes:
                yield _Seen(begins - timedelta(minutes=7 - number), Direction.IN, Method.CAMERA, codes[guest.key])


def _scan(meeting: Meeting, session: MeetingSession, seen: _Seen, number: int) -> None:
    desk = DESKS[number % len(DESKS)]
    sighting = Sighting(
        id=_uuid(f"{meeting.slug} {session.code} {number} {seen.code}"),
        device=_uuid(f"{meeting.slug} {desk}"),
        desk=desk,
        at=seen.at,
        direction=seen.direction,
        method=seen.method,
        session=session.code,
        code=seen.code,
    )
    gate = queries.gate(meeting.slug, session.code)
    scanning.scan_all({gate.code: gate}, [sighting], Sender(), received=seen.at + _ANSWER)


def _uuid(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"https://tracker.example/{name}")

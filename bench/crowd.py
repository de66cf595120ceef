"""A meeting with a great many people, put into the database by bulk insertion."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import insert

from tracker import clock, config
from tracker.badges import codes
from tracker.badges.models import Badge
from tracker.checkin.models import Method, Scan
from tracker.checkin.verdicts import Direction, Verdict
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings.admission import DEFAULT_ACCESS
from tracker.meetings.models import Body, Meeting, MeetingSession, Room, SessionKind
from tracker.people.models import Category, Delegation, DelegationKind
from tracker.people.names import search_key, sort_key
from tracker.registration.models import Choice, DelegateRole, Mode, Registration, State

SLUG = "crowd"
_FAMILIES = ("Kouassi", "Dupont", "Müller", "Al-Harbi", "Wiśniewska", "Chen", "Ivanova", "O'Brien", "Sato", "Núñez")
_GIVENS = ("Adjoua", "Marie-Hélène", "Jörg", "Aisha", "Łukasz", "Wei", "Olga", "Sean", "Haruka", "Íñigo")
_BATCH = 5000
_IN_PERSON = 0.7  # of the people


def gather(people: int, sessions: int, *, starts: datetime, attended: float = 0.0) -> None:
    """Make a meeting whose first session runs from `starts`; that share of the people was scanned at each session."""
    chance = Random(7)
    with transaction():
        meeting = _meeting(sessions, starts)
        db.session.add(meeting)
        db.session.flush()
        delegations = _delegations()
        _people(meeting, people, delegations, chance)
        session_ids = [session.id for session in meeting.sessions]
        _choices(people, session_ids, chance)
        badges = _badges(people)
        _scans(badges, [(s.id, s.starts_at) for s in meeting.sessions], attended, chance)


def _meeting(sessions: int, starts: datetime) -> Meeting:
    room = Room(name="Plenary hall", capacity=12_000)
    made = Meeting(
        slug=SLUG,
        body=Body(code="CROWD", name=Texts({"en": "Assembly"})),
        number=1,
        title=Texts({"en": "A very large meeting"}),
        timezone="Europe/Brussels",
        registration_opens=starts - timedelta(days=90),
        registration_closes=starts + timedelta(days=1),
        access={kind: list(found) for kind, found in DEFAULT_ACCESS.items()},
        rooms=[room],
    )
    for number in range(sessions):
        begins = starts + timedelta(hours=4) * number
        made.sessions.append(
            MeetingSession(
                code=f"S{number + 1}",
                title=Texts({"en": f"Session {number + 1}"}),
                kind=SessionKind.OPEN,
                starts_at=begins,
                ends_at=begins + timedelta(hours=3),
                room=room,
            )
        )
    return made


def _delegations() -> list[int]:
    rows = [
        {
            "code": f"D{number:03}",
            "kind": DelegationKind.MEMBER,
            "name_en": f"State {number:03}",
            "name_fr": f"État {number:03}",
            "region": "EUR",
        }
        for number in range(190)
    ]
    return list(db.session.scalars(insert(Delegation).returning(Delegation.id), rows))


def _people(meeting: Meeting, people: int, delegations: list[int], chance: Random) -> None:
    now = clock.now()
    for first in range(0, people, _BATCH):
        rows = []
        for number in range(first, min(first + _BATCH, people)):
            family, given = f"{chance.choice(_FAMILIES)}-{number:05}", chance.choice(_GIVENS)
            rows.append(
                {
                    "id": number + 1,
                    "uid": uuid4(),
                    "meeting_id": meeting.id,
                    "state": State.APPROVED,
                    "title": "Ms",
                    "family_name": family,
                    "given_name": given,
                    "native_name": "",
                    "email": f"person{number}@crowd.example",
                    "phone": "",
                    "delegation_id": delegations[number % len(delegations)],
                    "organization": "",
                    "department": "",
                    "position": "Customs attaché",
                    "category": Category.MEM,
                    "role": DelegateRole.DELEGATE,
                    "mode": Mode.IN_PERSON,
                    "document_phase": False,
                    "language": "en",
                    "interpretation": "en",
                    "accessibility": "",
                    "comment": "",
                    "consents_listed": False,
                    "consents_photos": False,
                    "consents_news": False,
                    "created_at": now,
                    "search_key": search_key(family, given, f"State {number % 190:03}"),
                    "sort_key": sort_key(family, given),
                }
            )
        db.session.execute(insert(Registration), rows)


def _choices(people: int, sessions: list[int], chance: Random) -> None:
    for session in sessions:
        rows = [
            {
                "registration_id": number + 1,
                "session_id": session,
                "mode": Mode.IN_PERSON if chance.random() < _IN_PERSON else Mode.ONLINE,
            }
            for number in range(people)
        ]
        db.session.execute(insert(Choice), rows)


def _badges(people: int) -> list[UUID]:
    key, now = config.settings().badge_secret.encode(), clock.now()
    ids = [uuid4() for _ in range(people)]
    rows = [
        {"id": id_, "registration_id": number + 1, "code_hash": codes.digest(codes.derive(id_, key)), "issued_at": now}
        for number, id_ in enumerate(ids)
    ]
    db.session.execute(insert(Badge), rows)
    return ids


def badge_codes() -> list[str]:
    """The codes of all badges of the crowd."""
    key = config.settings().badge_secret.encode()
    return [codes.derive(id_, key) for id_ in db.session.scalars(db.select(Badge.id))]


def _scans(badges: list[UUID], sessions: list[tuple[int, datetime]], attended: float, chance: Random) -> None:
    device = uuid4()
    for session, starts in sessions if attended else ():
        rows = []
        for number, badge in enumerate(badges):
            if chance.random() < attended:
                at = starts + timedelta(seconds=chance.uniform(-1800, 1800))
                rows.append(
                    {
                        "id": uuid4(),
                        "device": device,
                        "desk": "Door A",
                        "session_id": session,
                        "registration_id": number + 1,
                        "badge_id": badge,
                        "text": "",
                        "direction": Direction.IN,
                        "method": Method.CAMERA,
                        "verdict": Verdict.WELCOME,
                        "scanned_at": at,
                        "received_at": at,
                        "at": at,
                    }
                )
        db.session.execute(insert(Scan), rows)

"""Builders: a small world of named people around one meeting. They commit, as the product does."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from tracker import clock
from tracker.access import Role
from tracker.accounts.models import Grant, User
from tracker.accounts.signing_in import session_key
from tracker.audit.models import SYSTEM
from tracker.badges import issuing
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.enrolling import Wish
from tracker.db import Base, db, transaction
from tracker.i18n import Texts
from tracker.meetings.models import Body, Meeting, MeetingSession, Phase, PhaseKind, Room, SessionKind
from tracker.people.models import Category, Delegation, DelegationKind
from tracker.people.names import search_key, sort_key
from tracker.registration.models import Choice, DelegateRole, Mode, Registration, State
from tracker.registration.seats import holding

ZONE = "Europe/Brussels"
ACCESS = {
    "open": [category.value for category in Category],
    "joint": ["MEM", "UNI", "GOV", "IGO", "REG", "NGO", "PRV", "EXP", "SEC", "TEC"],
    "closed": ["MEM", "UNI", "REG", "SEC", "TEC"],
}
DELEGATIONS = (
    ("BE", DelegationKind.MEMBER, "Belgium", "Belgique", "EUR"),
    ("CI", DelegationKind.MEMBER, "Côte d'Ivoire", "Côte d'Ivoire", "WCA"),
    ("CN", DelegationKind.MEMBER, "China", "Chine", "AP"),
    ("DE", DelegationKind.MEMBER, "Germany", "Allemagne", "EUR"),
    ("EG", DelegationKind.MEMBER, "Egypt", "Égypte", "MENA"),
    ("EU", DelegationKind.UNION, "European Union", "Union européenne", "EUR"),
    ("RILO-WE", DelegationKind.REGIONAL, "RILO Western Europe", "BRLR Europe occidentale", "EUR"),
    ("INTERPOL", DelegationKind.OBSERVER, "INTERPOL", "INTERPOL", ""),
)


def at(wall: str) -> datetime:
    """The instant of a Brussels wall time: at("2026-11-17 09:30")."""
    return clock.from_wall(datetime.strptime(wall, "%Y-%m-%d %H:%M"), ZONE)  # noqa: DTZ007 (wall time)


def meeting(slug: str = "cap-23", *, number: int = 23) -> Meeting:
    """A meeting on 17 and 18 November 2026: S1 closed and S2 joint on the first day, S3 closed on the second."""
    with transaction():
        body = db.session.query(Body).filter_by(code="CAP").one_or_none() or Body(
            code="CAP",
            name=Texts({"en": "Counterfeiting and Piracy Group", "fr": "Groupe lutte contre la contrefaçon"}),
        )
        made = Meeting(
            slug=slug,
            body=body,
            number=number,
            title=Texts({"en": f"{number}rd CAP Group Meeting", "fr": f"{number}e réunion du Groupe CAP"}),
            place=Texts({"en": "Headquarters, Brussels", "fr": "Siège, Bruxelles"}),
            contact="cap@secretariat.example",
            timezone=ZONE,
            registration_opens=at("2026-10-01 09:00"),
            registration_closes=at("2026-11-16 18:00"),
            access=ACCESS,
        )
        room = Room(name="Kyoto A", capacity=134)
        made.rooms.append(room)
        made.phases.append(
            Phase(kind=PhaseKind.LIVE, opens_at=at("2026-11-17 09:30"), closes_at=at("2026-11-18 12:30"))
        )
        for code, kind, starts, ends in (
            ("S1", SessionKind.CLOSED, "2026-11-17 09:30", "2026-11-17 12:30"),
            ("S2", SessionKind.JOINT, "2026-11-17 14:00", "2026-11-17 17:00"),
            ("S3", SessionKind.CLOSED, "2026-11-18 09:30", "2026-11-18 12:30"),
        ):
            titles = Texts({"en": f"{kind.value.title()} session {code}", "fr": f"Séance {code}"})
            made.sessions.append(
                MeetingSession(code=code, title=titles, kind=kind, starts_at=at(starts), ends_at=at(ends), room=room)
            )
        db.session.add(made)
    return made


def session(of: Meeting, code: str) -> MeetingSession:
    """The session of that code."""
    return next(found for found in of.sessions if found.code == code)


def delegations() -> None:
    """The few entries of the reference list that the stories need."""
    with transaction():
        known = set(db.session.scalars(db.select(Delegation.code)))
        for code, kind, english, french, region in DELEGATIONS:
            if code not in known:
                db.session.add(Delegation(code=code, kind=kind, name_en=english, name_fr=french, region=region))


def registration(
    of: Meeting,
    name: str,
    *,
    delegation: str | None = "CI",
    category: Category = Category.MEM,
    state: State = State.APPROVED,
    modes: dict[str, Mode] | None = None,
    organization: str = "",
    native_name: str = "",
    language: str = "en",
    title: str = "Ms",
) -> Registration:
    """A person, "Adjoua Kouassi" (the family name last).

    In person at every session unless said otherwise; with a badge if approved.
    """
    delegations()
    given, _, family = name.rpartition(" ")
    with transaction():
        sent_by = db.session.scalar(db.select(Delegation).filter_by(code=delegation)) if delegation else None
        choices = {s.code: Mode.IN_PERSON for s in of.sessions} if modes is None else modes
        kinds = set(choices.values())
        made = Registration(
            uid=uuid4(),
            meeting=of,
            state=state,
            title=title,
            family_name=family,
            given_name=given,
            native_name=native_name,
            email=f"{given}.{family}@customs.example".lower().replace(" ", "-"),
            delegation=sent_by,
            organization=organization,
            category=category,
            role=DelegateRole.DELEGATE,
            mode=Mode.MIXED if len(kinds) > 1 else next(iter(kinds), Mode.IN_PERSON),
            language=language,
            created_at=clock.now(),
            search_key=search_key(family, given, native_name, sent_by.name_en if sent_by else "", organization),
            sort_key=sort_key(family, given),
        )
        made.choices = [Choice(session_id=session(of, code).id, mode=mode) for code, mode in choices.items()]
        db.session.add(made)
        db.session.flush()
        holding.refresh(made)
        if state is State.APPROVED:
            issuing.issue(made.id)
    return made


def count(table: type[Base]) -> int:
    """How many rows a table has now."""
    db.session.rollback()  # look anew
    return db.session.scalar(db.select(db.func.count()).select_from(table)) or 0


def code(of: Registration) -> str:
    """The code on the person's valid badge."""
    badge = issuing.valid(of.id)
    assert badge is not None
    return issuing.code_of(badge)


def desk_device(of: Meeting, name: str = "Door A", *, by: User | None = None) -> tuple[UUID, str]:
    """A device that has been a desk of the meeting since yesterday, and its token."""
    with transaction():
        meeting = db.session.get_one(Meeting, of.id)
        actor = by.actor if by else SYSTEM
        wish = Wish(name=name, hours=24 * 14)
        enrolled = enrolling.enrol(meeting, uuid4(), wish, actor, at=clock.now() - timedelta(days=1))
        return enrolled.device.id, str(enrolled.token)


def user(name: str, *, role: Role | None = None, of: Meeting | None = None, is_admin: bool = False) -> User:
    """Somebody who works here; the account cannot sign in by password."""
    with transaction():
        made = User(
            email=f"{name.split(maxsplit=1)[0].lower()}@secretariat.example",
            name=name,
            password_hash="!",
            is_admin=is_admin,
            created_at=clock.now(),
        )
        if role and of:
            made.grants.append(Grant(meeting_slug=of.slug, role=role))
        db.session.add(made)
    return made


def sign_in(client: FlaskClient, who: User) -> FlaskClient:
    """Let the client's browser be that user's, without the password page."""
    with client.application.app_context():
        key = session_key(who.id, who.password_hash)
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = key, True
    return client

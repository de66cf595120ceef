"""Everything there is to see, a few days before a meeting: each page of the product in each of its states.

The people come from everywhere: names in other scripts, without spaces to break at, and as long as the form allows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import cycle

from playwright.sync_api import Page, expect

from tests import world
from tests.browser import evidence, season
from tests.browser.evidence import Evidence
from tests.browser.season import Season
from tests.browser.sight import Sight, opens, sends
from tests.online.live.watching import shows
from tests.watch import Watch
from tracker.access import Role
from tracker.accounts import links as account_links
from tracker.accounts.links import Purpose
from tracker.accounts.models import User
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings.models import Meeting, MeetingSession, Phase, PhaseKind, Room, SessionKind
from tracker.people.models import Category
from tracker.registration import links, registering, reviewing
from tracker.registration.models import Mode, Registration, State

AMINA, WEI, OLENA, CHARLOTTE, MANUEL, TOM = (
    "Amina Haddad",
    "Wei Li",
    "Olena Kovalenko",
    "Charlotte-Wilhelmina von und zu Hohenstein-Langenburg-Wittelsbach",
    "Manuel Pereira-Nascimento",
    "Tom Wordsworthington",
)
NATIVE = {AMINA: "أمينة عبد الرحمن حدّاد", WEI: "李伟", OLENA: "Олена Коваленко"}
INSTITUTE = (
    "International Confederation of Associations for the Protection of Designations of Origin, Trade Marks and "
    "Industrial Designs of Central and Eastern Europe"
)
DEPARTMENT = "Generalzolldirektionsaußenwirtschaftsüberwachungsdienststelle für Marken- und Produktpiraterie"
EXPLAINED = Texts(
    {
        "en": "The Group meets in two phases.\n\nDocuments first, then two days of sessions in the room and online.",
        "fr": "Le Groupe se réunit en deux phases.\n\nLes documents d'abord, puis deux journées de séances hybrides.",
    }
)


@dataclass(frozen=True, slots=True)
class Autumn:
    """The meetings, those who work for them, and the registrations that the pages are about."""

    organizer: User
    newcomer: User
    temp: User
    lost: str  # a confirmation link that is too old
    draft: Registration
    by_state: dict[str, Registration]
    forgetful: User
    season: Season
    evidence: Evidence


def autumn(watch: Watch) -> Autumn:
    """Build it: registration is open, sixty people are there, the accreditation desk has been at work."""
    watch.says("2026-10-12 09:00")
    meeting = _meetings()
    people = _people(meeting)
    organizer = world.user("Olga Organizer", role=Role.ORGANIZER, of=meeting)
    watch.says("2026-10-20 10:00")
    draft = world.registration(meeting, "Dana Draft", state=State.DRAFT)
    lost = links.confirming(world.registration(meeting, "Lena Late", state=State.DRAFT).uid)
    watch.says("2026-11-12 10:00")
    made = Autumn(
        organizer=organizer,
        newcomer=world.user("Nora Newcomer"),
        temp=world.user("Tim Temporary", role=Role.DESK, of=meeting),
        forgetful=world.user("Felix Forgetful-Featherstonehaugh", role=Role.VIEWER, of=meeting),
        lost=lost,
        draft=draft,
        by_state=people,
        season=season.begin(meeting, organizer, people["approved"]),
        evidence=evidence.begin(meeting),
    )
    db.session.refresh(organizer)
    return made


def _meetings() -> Meeting:
    """One that is open, and one in every other state."""
    meeting = world.meeting()
    shows(world.session(meeting, "S1"))
    with transaction():
        meeting.description, meeting.address = EXPLAINED, "Rue du Marché 30, 1210 Brussels"
        meeting.change_deadline = world.at("2026-11-16 20:00")
        period = world.at("2026-11-02 09:00"), world.at("2026-11-13 18:00")
        titles = Texts({"en": "Document-based phase", "fr": "Phase documentaire"})
        meeting.phases.append(Phase(kind=PhaseKind.DOCUMENT, title=titles, opens_at=period[0], closes_at=period[1]))
    for number, begins, ends in (
        (24, "2026-12-01 09:00", "2026-12-20 18:00"),
        (22, "2026-10-01 09:00", "2026-11-01 18:00"),
        (21, "", ""),
    ):
        other = world.meeting(f"cap-{number}", number=number)
        with transaction():
            other.registration_opens = world.at(begins) if begins else None
            other.registration_closes = world.at(ends) if ends else None
    _many_sessions(world.meeting("cap-25", number=25))
    return meeting


def _many_sessions(meeting: Meeting) -> None:
    with transaction():
        room = Room(name="Brussels CD, second floor, by the northern staircase", capacity=25)
        meeting.rooms.append(room)
        for number in range(4, 16):
            title = {"en": f"Workshop {number}: interoperability of authentication and traceability systems"}
            starts, ends = world.at(f"2026-11-18 {number + 5:02}:00"), world.at(f"2026-11-18 {number + 5:02}:45")
            kind = SessionKind.OPEN if number % 2 else SessionKind.JOINT
            session = MeetingSession(
                code=f"S{number}", title=Texts(title), kind=kind, starts_at=starts, ends_at=ends, room=room
            )
            meeting.sessions.append(session)
        desk = Texts({"en": "Accreditation desk", "fr": "Bureau d'accréditation"})
        begins, ends = world.at("2026-11-03 08:00"), world.at("2026-11-16 18:00")
        meeting.sessions.append(
            MeetingSession(code="DESK", title=desk, kind=SessionKind.OPEN, starts_at=begins, ends_at=ends, online=False)
        )


def _people(meeting: Meeting) -> dict[str, Registration]:
    """One in every state with everything filled in, and sixty more."""
    states = {
        "submitted": world.registration(meeting, AMINA, delegation="EG", native_name=NATIVE[AMINA], state=State.DRAFT),
        "approved": _charlotte(meeting),
        "online": _online(meeting),
        "declined": world.registration(meeting, OLENA, native_name=NATIVE[OLENA], state=State.DRAFT),
        "withdrawn": world.registration(meeting, MANUEL, state=State.DRAFT),
        "on paper": world.registration(meeting, TOM, modes={}, state=State.DRAFT),
    }
    with transaction():
        for registration in states.values():
            registering.confirm(registration)
        for name in ("approved", "online", "on paper"):
            reviewing.approve(states[name], COMMAND)
        states["on paper"].document_phase = True
        reviewing.decline(states["declined"], COMMAND, "Please register through your focal point.\n" + "Merci ! " * 30)
        registering.withdraw(states["withdrawn"])
    _sixty(meeting)
    return states


def _charlotte(meeting: Meeting) -> Registration:
    made = world.registration(
        meeting,
        CHARLOTTE,
        title="H.E. Dr",
        delegation=None,
        organization=INSTITUTE,
        category=Category.IGO,
        state=State.DRAFT,
        modes={"S1": Mode.IN_PERSON, "S2": Mode.ONLINE},
    )
    with transaction():
        made.native_name = "シャルロッテ・ヴィルヘルミーナ・フォン・ホーエンシュタイン"
        made.department, made.position = DEPARTMENT, "Leiterin der " + DEPARTMENT
        made.phone, made.accessibility = "+32 2 555 01 23", "A place near the door.\nمكان قريب من الباب"
        made.comment, made.interpretation, made.document_phase = "x" * 300, "ar", True
    return made


def _online(meeting: Meeting) -> Registration:
    modes = dict.fromkeys(("S1", "S2"), Mode.ONLINE)
    return world.registration(
        meeting, WEI, delegation="CN", native_name=NATIVE[WEI], modes=modes, language="fr", state=State.DRAFT
    )


def _sixty(meeting: Meeting) -> None:
    families = cycle(("Diallo", "Ng", "Nguyễn", "Ósúilleabháin", "Þorsteinsdóttir", "Vandenbroucke", "García-Márquez"))
    natives = cycle(("", "محمد", "王秀英", "", "Владимир"))
    states = cycle((State.SUBMITTED, State.APPROVED, State.APPROVED, State.DECLINED))
    codes = cycle(code for code, *_ in world.DELEGATIONS)
    for number in range(60):
        given = f"{chr(65 + number % 26)}{chr(97 + number // 26)}-Marie"
        family = next(families)
        world.registration(
            meeting, f"{given} {family}", delegation=next(codes), native_name=next(natives), state=next(states)
        )


def sights(of: Autumn) -> Iterator[Sight]:
    """All of them."""
    yield from _public(of)
    yield from _personal(of)
    yield from season.public(of.season)
    yield from _at_the_gate(of)
    yield from (replace(sight, by=of.organizer) for sight in _at_work_everywhere(of))
    yield Sight("my meetings, none", "/work", by=of.newcomer)
    yield Sight("my meetings, desk", "/work", by=of.temp)
    yield Sight("not allowed", "/meetings/cap-23/team", by=of.temp, status=HTTPStatus.FORBIDDEN)


def _at_work_everywhere(of: Autumn) -> Iterator[Sight]:
    yield from _at_work(of)
    yield from season.at_work(of.season)
    yield from evidence.at_work(of.evidence)


def _public(of: Autumn) -> Iterator[Sight]:
    register = "/meetings/cap-23/register"
    yield Sight("meetings", "/")
    yield Sight("meetings, languages", "/", act=opens(".menu summary"))
    for number, state in ((23, "open"), (24, "opens later"), (22, "closed"), (21, "no registration")):
        yield Sight(f"meeting, {state}", f"/meetings/cap-{number}")
    yield Sight("meeting, many sessions", "/meetings/cap-25")
    yield Sight("register", register)
    yield Sight("register, errors", register, act=sends, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    yield Sight("register, many sessions", "/meetings/cap-25/register")
    yield Sight("register, closed", "/meetings/cap-22/register", status=HTTPStatus.CONFLICT)
    yield Sight("register, sent", f"{register}/sent")
    yield Sight("confirm", f"/registrations/confirm/{links.confirming(of.draft.uid)}")
    yield Sight("confirm, expired", f"/registrations/confirm/{of.lost}", status=HTTPStatus.GONE)
    yield Sight("nothing here", "/meetings/cap-99", status=HTTPStatus.NOT_FOUND)


def _personal(of: Autumn) -> Iterator[Sight]:
    for state, registration in of.by_state.items():
        yield Sight(f"my registration, {state}", f"/my/{links.personal(registration.uid)}")
    submitted, approved = (f"/my/{links.personal(of.by_state[state].uid)}" for state in ("submitted", "approved"))
    yield Sight("withdrawing", approved, act=opens(".disclosure summary"))
    yield Sight("edit, submitted", f"{submitted}/edit")
    yield Sight("edit, approved", f"{approved}/edit")
    yield Sight("own badge", f"{approved}/badge")
    yield Sight("badge on a phone, none", "/badge/")
    online = f"/my/{links.personal(of.by_state['online'].uid)}/sessions"
    yield Sight("joining, too early", f"{online}/S1/join")
    yield Sight("joining, not registered", f"{online}/S3/join", status=HTTPStatus.FORBIDDEN)


def _at_the_gate(of: Autumn) -> Iterator[Sight]:
    token = account_links.token(Purpose.RESET, of.forgetful)
    yield Sight("sign in", "/login")
    yield Sight("sign in, error", "/login", act=_wrong_password)
    yield Sight("forgotten", "/password/forgotten")
    yield Sight("forgotten, error", "/password/forgotten", act=sends)
    yield Sight("forgotten, sent", "/password/forgotten/sent")
    yield Sight("new password", f"/password/reset/{token}")
    yield Sight("new password, too late", "/password/reset/x", status=HTTPStatus.GONE)


def _at_work(of: Autumn) -> Iterator[Sight]:
    home, people = "/meetings/cap-23", "/meetings/cap-23/registrations"
    yield Sight("my meetings", "/work")
    yield Sight("my meetings, menu", "/work", act=opens(".bar-end .menu:last-child summary"))
    yield Sight("account", "/account")
    yield Sight("account, password", "/account/password")
    yield Sight("team", f"{home}/team")
    yield Sight("team, colleague", f"{home}/team/{of.forgetful.id}")
    yield Sight("overview", f"{home}/work")
    yield Sight("registrations", people)
    yield Sight("registrations, second page", f"{people}?page=2&sort=-submitted")
    yield Sight("registrations, filtered", f"{people}?status=submitted&delegation=&q=marie&mode=in_person")
    yield Sight("registrations, nobody", f"{people}?q=zzz")
    yield Sight("registrations, ticked", f"{people}?status=submitted", act=_ticks)
    yield Sight("declining many", f"{people}?status=submitted", act=_declines)
    for state in ("submitted", "approved", "declined"):
        yield Sight(f"registration, {state}", f"{people}/{of.by_state[state].id}")
    yield Sight("registration, deciding", f"{people}/{of.by_state['submitted'].id}", act=opens(".disclosure summary"))
    yield Sight("correcting", f"{people}/{of.by_state['approved'].id}/corrections")
    yield Sight("badge", f"{home}/badges/{of.by_state['approved'].id}")
    yield Sight("badges", f"{home}/badges")
    yield Sight("badges, look", f"{home}/badges/settings")
    yield Sight("attendance", f"{home}/attendance")
    yield Sight("screen", f"{home}/screen")
    yield Sight("screen, session", f"{home}/screen/S1")
    yield Sight("screen, code", f"{home}/screen/S1/proof")


def _wrong_password(page: Page) -> None:
    page.locator("#email").fill("nobody@secretariat.example")
    page.locator("#password").fill("not the password of anybody")
    sends(page)


def _ticks(page: Page) -> None:
    page.locator("[data-select-all]").check()
    expect(page.locator("[data-select-needed]").first).to_be_visible()


def _declines(page: Page) -> None:
    page.locator("[data-select-row]").first.check()
    page.locator("[name=decision][value=decline]").click()
    expect(page.locator("#reason")).to_be_visible()

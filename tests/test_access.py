"""Every route, one by one: who may use it, and that reading changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import product
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests import world
from tests.api.indico import phone as app_of_indico
from tests.api.indico.pairs import paired
from tests.registration.focal.delegation import focal_point
from tests.registration.papers.files import pdf
from tests.registration.papers.photographs import photo
from tests.statements import statements
from tests.watch import Watch
from tracker import clock, config
from tracker.access import ACCESS, GRANTS, Permission, Role
from tracker.accounts import links as accounts_links
from tracker.accounts.links import Purpose
from tracker.accounts.models import User
from tracker.api.indico import identity, numbers, tickets
from tracker.attendance import correcting
from tracker.attendance.certificates import candidates
from tracker.attendance.certificates import links as certificate_links
from tracker.attendance.certificates.models import Certificate
from tracker.attendance.correcting import Statement
from tracker.attendance.presence import Said, Word
from tracker.audit.models import SYSTEM
from tracker.badges import issuing
from tracker.checkin import queries as checkin
from tracker.checkin import scanning
from tracker.checkin.devices import enrolling
from tracker.checkin.devices.enrolling import Wish
from tracker.checkin.models import Method
from tracker.checkin.scanning import Sender
from tracker.checkin.sightings import Sighting, Typed
from tracker.checkin.verdicts import Direction
from tracker.correspondence import setting as items
from tracker.correspondence.models import Item
from tracker.correspondence.setting import Attachment
from tracker.correspondence.voices import Way
from tracker.correspondence.words import ItemKind
from tracker.dashboard.wall import linking
from tracker.dashboard.wall.looks import Speech, Theme
from tracker.db import db, transaction
from tracker.exports.attendance import ALL, jobs
from tracker.i18n import Texts
from tracker.mailing import drafting
from tracker.mailing.forms import usual
from tracker.meetings.models import Meeting
from tracker.online import receiving as screen
from tracker.online.models import ShownName
from tracker.outbox.posting import post
from tracker.people.models import Category
from tracker.registration import links
from tracker.registration.badges import printing
from tracker.registration.focal import links as focal_links
from tracker.registration.importing import uploads
from tracker.registration.models import DelegateRole, Mode, Registration, State
from tracker.registration.papers import receiving, ruling
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.papers.receiving import Upload
from tracker.registration.questions import editing
from tracker.registration.seats import limiting
from tracker.registration.seats.limiting import Wanted
from tracker.registration.seats.models import Level, WhenFull

READING = {"GET", "HEAD", "OPTIONS"}
SAMPLE = Path(__file__).parent / "online" / "reports" / "zoom_participants.csv"
WRITES = ("INSERT", "UPDATE", "DELETE")
# Long forms: an expired token loses nothing that was typed.
SHOWN_AGAIN = {"delegate.register", "delegate.edit", "seats.change_draft", "again.form"}
FOCAL = tuple(
    f"focal.{action}"
    for action in (
        "delegation",
        "nominate",
        "person",
        "approve",
        "decide",
        "give_role",
        "remind",
        "take_back",
        "substitute",
    )
)
AS_PROGRAM = {"Accept": "application/json"}
DESK = "/desk/api/"  # what desk devices call, with theirs; nothing there knows a session or a form
APP = "/indico/api/"  # what the check-in app of Indico calls, the same way
BY_TOKEN = (DESK, APP)
BEARERS = {"phone.card"}  # ask with a token of their own in a header


@dataclass(frozen=True, slots=True)
class Scene:
    """A meeting with one of everything that an address can name."""

    meeting: Meeting
    values: dict[str, object]
    tokens: dict[str, str]  # by the endpoint whose links carry them
    asked: dict[str, str]  # what the check-in app of Indico asks to be allowed

    def address(self, rule: Rule) -> str:
        """The route with the scene's values in it."""
        values = self.values | {"token": self.tokens.get(rule.endpoint, self.tokens["delegate.personal"])}
        values |= dict(rule.defaults or {})
        if values.get("way") is Way.FOCAL:
            values["token"] = self.tokens["focal.delegation"]
        built = rule.build({name: values[name] for name in rule.arguments})
        assert built, f"{rule.rule} is not built from {values}"
        return f"{built[1]}?{urlencode(self.asked)}" if rule.endpoint == "indico_oauth.authorize" else built[1]

    def headers(self, rule: Rule) -> dict[str, str]:
        """What a reader of the route sends along."""
        key = next((path for path in BY_TOKEN if rule.rule.startswith(path)), "")
        key = key or (rule.endpoint if rule.endpoint in BEARERS else "")
        return {"Authorization": f"Bearer {self.tokens[key]}"} if key else {}

    def asks(self, client: FlaskClient, rule: Rule, headers: dict[str, str]) -> list[TestResponse]:
        """The answers to every method of a route but the trivial ones."""
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        return [client.open(self.address(rule), method=method, headers=headers) for method in methods]


@pytest.fixture
def scene(context: Flask, watch: Watch) -> Scene:
    """While registration is open: a delegate with a badge, one who has yet to confirm, an organizer."""
    watch.says("2026-11-10 12:00")
    meeting = world.meeting()
    kouassi = world.registration(meeting, "Adjoua Kouassi")
    with transaction():
        kouassi.role = DelegateRole.HEAD
    kept = issuing.valid(kouassi.id)
    assert kept is not None
    badge = kept.id
    draft = world.registration(meeting, "Bruno Peeters", delegation="BE", state=State.DRAFT)
    jean = world.user("Jean Petit", role=Role.ORGANIZER, of=meeting)
    confirming = links.confirming(draft.uid)
    speaker = focal_point(meeting, "Aya Toure")
    with transaction():
        upload = uploads.keep(meeting, jean.id, "list.csv", b"family_name,given_name\nKOUASSI,Adjoua\n").id
        ruling.rule(meeting, dict.fromkeys(product([Category.MEM], PaperKind), Need.OPTIONAL), SYSTEM)
        wanted = Wanted(level=Level.MEETING, mode=Mode.ONLINE, seats=9, when_full=WhenFull.WAIT)
        limit = limiting.add(meeting, wanted, SYSTEM).id
        item = Item(code="S1", position=1, kind=ItemKind.DECISION, title=Texts({"en": "Agenda"}))
        item.opens_at, item.deadline_at = world.at("2026-10-22 09:00"), world.at("2026-11-30 18:00")
        attached = items.attach(items.add(meeting, item, SYSTEM), meeting, Attachment("A.pdf", "en", pdf()), SYSTEM).id
        report, _new = screen.receive(meeting, "zoom.csv", SAMPLE.read_bytes(), SYSTEM)
        question = editing.switch_on(meeting, "arrival", SYSTEM).id
        receiving.receive(kouassi, PaperKind.PHOTO, Upload("Me.jpg", photo()), SYSTEM)
        mailing = drafting.create(meeting, usual(), SYSTEM).id
        mail = post("approved", kouassi.email or "", "en", registration_id=kouassi.id)
        run = printing.log(printing.single(meeting, kouassi.id), SYSTEM).id
        paper = receiving.receive(kouassi, PaperKind.CREDENTIALS, Upload("Letter.pdf", pdf()), SYSTEM).id
        job = jobs.ask(meeting, ALL, "en", jean.id).id
    with transaction():
        wall = linking.make(meeting, "Plenary hall", Speech.BOTH, Theme.DARK, SYSTEM).id
    correction, certificate = proven(meeting, kouassi)
    device, desk_token = world.desk_device(meeting)
    desk_code = shown_code(meeting, jean)
    admitted = let_in(meeting, device)
    phone, token = paired(jean)
    form = world.session(meeting, "S1").id
    return Scene(
        meeting,
        {
            "slug": meeting.slug,
            "language": "fr",
            "registration_id": kouassi.id,
            "person": kouassi.uid,
            "code": "S1",
            "user_id": jean.id,
            "focal_point_id": speaker.id,
            "category": "MEM",
            "function": "speaker",
            "upload_id": upload,
            "paper_id": paper,
            "run_id": run,
            "field": "position",
            "question_id": question,
            "limit_id": limit,
            "device_id": device,
            "code_id": desk_code,
            "scan_id": admitted,
            "wall_id": wall,
            "correction_id": correction,
            "certificate": 1,
            "document_id": attached,
            "report_id": report.id,
            "name_id": db.session.scalars(db.select(ShownName.id)).first(),
            "mailing_id": mailing,
            "job_id": job,
            "message_id": mail.id,
            "phone_id": phone,
            "event_id": meeting.id,
            "form_id": form,
            "number": numbers.joined(kouassi.id, form),
            "ticket": tickets.of_badge(badge, identity.secret(config.settings())),
        },
        {
            "delegate.personal": links.personal(kouassi.uid),
            "own_certificates.verify": certificate,
            DESK: desk_token,
            APP: token,
            "phone.card": links.keeping_badge(badge),
            "wall.show_by_link": linking.token(wall),
            "wall.figures_by_link": linking.token(wall),
            **dict.fromkeys(FOCAL, focal_links.speaking(speaker.uid)),
            "again.form": links.starting_again(meeting.id, kouassi.uid),
            "nominees.completion": focal_links.nominating(draft.uid),
            "delegate.confirm": confirming,
            "seats.change_draft": confirming,
            "delegate.confirmation": confirming,
            "accounts.reset_password": accounts_links.token(Purpose.RESET, jean),
        },
        app_of_indico.asked(str(identity.client_id(config.settings()))),
    )


def proven(meeting: Meeting, person: Registration) -> tuple[int, str]:
    """An organizer's word on somebody's attendance, and the link of their certificate."""
    with transaction():
        stated = Statement(world.session(meeting, "S1").id, Word(Said.PRESENT), "Sat in row 3.")
        correction = correcting.correct(meeting, person, stated, SYSTEM)
        db.session.flush()
        found = candidates.one(meeting, person.id)
        assert found is not None
        row = Certificate(uid=uuid4(), meeting_id=meeting.id, number=1, registration_id=person.id)
        row.says, row.issued_at, row.issued_by = found.paper.as_json, clock.now(), SYSTEM.name
        db.session.add(row)
    return correction.id, certificate_links.token(row.uid)


def shown_code(meeting: Meeting, by: User) -> int:
    """A code on the organizer's screen, for one device to become a desk."""
    with transaction():
        return enrolling.invite(db.session.get_one(Meeting, meeting.id), Wish(), by.actor, at=clock.now())[0].id


def let_in(meeting: Meeting, device: UUID) -> UUID:
    """Somebody whom a desk let in under a typed name."""
    scan = Sighting(
        id=uuid4(),
        device=device,
        desk="Door A",
        session="S1",
        at=clock.now(),
        direction=Direction.IN,
        method=Method.PROVISIONAL,
        typed=Typed("Ines Duarte", "Portugal"),
    )
    with transaction():
        scanning.scan_all(checkin.gates(meeting.slug, {"S1"}), [scan], Sender(), received=clock.now())
    return scan.id


@pytest.fixture
def guarded(migrated: Flask) -> Iterator[Flask]:
    """The application as browsers meet it: forms carry tokens."""
    migrated.config["WTF_CSRF_ENABLED"] = True
    yield migrated
    migrated.config["WTF_CSRF_ENABLED"] = False


def routes(app: Flask) -> list[Rule]:
    """All but the files of the pages themselves."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def access(app: Flask, rule: Rule) -> object:
    """What the view of the route says of itself."""
    return getattr(app.view_functions[rule.endpoint], ACCESS, None)


def closed(app: Flask) -> list[Rule]:
    return [rule for rule in routes(app) if access(app, rule) != "public"]


def writing(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - READING)


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    silent = [rule.endpoint for rule in routes(app) if access(app, rule) not in {"public", *Permission}]
    assert silent == []


def test_routes_of_a_meeting_name_it(app: Flask) -> None:
    """A permission that is held in a meeting is asked for in a meeting."""
    assert [
        rule.endpoint
        for rule in closed(app)
        if access(app, rule) != Permission.SIGNED_IN and "slug" not in rule.arguments
    ] == []


def test_readers_without_an_account_are_asked_to_sign_in(app: Flask, client: FlaskClient, scene: Scene) -> None:
    wrong = [
        (rule.endpoint, answer.status_code, answer.location)
        for rule in closed(app)
        for answer in scene.asks(client, rule, {})
        if answer.status_code != HTTPStatus.SEE_OTHER or not answer.location.startswith("/login")
    ]
    assert wrong == []


def test_programs_without_an_account_are_answered_401(app: Flask, client: FlaskClient, scene: Scene) -> None:
    wrong = [
        (rule.endpoint, answer.status_code, answer.mimetype)
        for rule in closed(app)
        for answer in scene.asks(client, rule, AS_PROGRAM)
        if (answer.status_code, answer.mimetype) != (HTTPStatus.UNAUTHORIZED, "application/json")
    ]
    assert wrong == []


def test_work_for_another_meeting_opens_nothing_here(app: Flask, client: FlaskClient, scene: Scene) -> None:
    other = world.meeting("cap-22", number=22)
    organizer = world.sign_in(client, world.user("Amina Diallo", role=Role.ORGANIZER, of=other))
    open_to_him = [
        (rule.endpoint, answer.status_code)
        for rule in closed(app)
        if "slug" in rule.arguments
        for answer in scene.asks(organizer, rule, AS_PROGRAM)
        if answer.status_code != HTTPStatus.FORBIDDEN
    ]
    assert open_to_him == []


@pytest.mark.parametrize("role", [Role.DESK, Role.VIEWER])
def test_a_role_opens_what_it_grants_and_no_more(app: Flask, client: FlaskClient, scene: Scene, role: Role) -> None:
    person = world.sign_in(client, world.user("Amina Diallo", role=role, of=scene.meeting))
    refused = {
        rule.endpoint
        for rule in closed(app)
        for answer in scene.asks(person, rule, AS_PROGRAM)
        if answer.status_code == HTTPStatus.FORBIDDEN
    }
    assert refused == {rule.endpoint for rule in closed(app) if access(app, rule) not in GRANTS[role]}


def test_nothing_is_written_without_the_token_of_a_form(guarded: Flask, app: Flask, scene: Scene) -> None:
    admin = world.sign_in(app.test_client(), world.user("Rosa Lind", is_admin=True))
    with statements() as heard:
        answers = [
            (rule, admin.open(scene.address(rule), method=method).status_code)
            for rule in routes(guarded)
            for method in writing(rule)
        ]
    refused = HTTPStatus.BAD_REQUEST
    assert {status for rule, status in answers if rule.rule.startswith(BY_TOKEN)} == {HTTPStatus.UNAUTHORIZED}
    others = {(rule.endpoint, status) for rule, status in answers if not rule.rule.startswith(BY_TOKEN)}
    others -= {("enrolments.create_enrolment", HTTPStatus.UNPROCESSABLE_ENTITY)}  # no session either, but a code
    assert {endpoint for endpoint, status in others if status != refused} == SHOWN_AGAIN
    assert [statement for statement in heard if statement.startswith(WRITES)] == []


def test_reading_changes_nothing(app: Flask, client: FlaskClient, scene: Scene) -> None:
    admin = world.sign_in(client, world.user("Rosa Lind", is_admin=True))
    failed, written = [], []
    for rule in (rule for rule in routes(app) if "GET" in (rule.methods or set())):
        with statements() as heard:
            answer = admin.get(scene.address(rule), headers=scene.headers(rule))
        failed += [(rule.endpoint, answer.status_code)] if answer.status_code not in {200, 303} else []
        written += [(rule.endpoint, statement) for statement in heard if statement.lstrip().startswith(WRITES)]
    assert (failed, written) == ([], [])

"""The organizer reads and decides, over HTTP."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import world
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.badges import codes, issuing
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.people.models import Category
from tracker.registration.models import Mode, Registration, State, StateChange

LIST = "/meetings/cap-23/registrations"


@pytest.fixture(autouse=True)
def day(watch: Watch) -> None:
    watch.says("2026-11-02 10:00")


@pytest.fixture
def meeting(context: Flask) -> Meeting:
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


@pytest.fixture
def viewer(app: Flask, meeting: Meeting) -> FlaskClient:
    """The browser of Vera Novak, who may look."""
    return world.sign_in(app.test_client(), world.user("Vera Novak", role=Role.VIEWER, of=meeting))


def names(page: str) -> list[str]:
    """The people in the list, in its order."""
    return [
        re.sub(r"<[^>]+>", "", found) for found in re.findall(r'<th scope="row">\s*<a [^>]*>(.*?)</a>', page, re.DOTALL)
    ]


def listed(browser: FlaskClient, **parameters: str) -> list[str]:
    answer = browser.get(LIST, query_string=parameters)
    assert answer.status_code == 200
    return names(answer.text)


def state(of: Registration) -> State:
    db.session.rollback()  # and see what others did
    return db.session.get_one(Registration, of.id).state


def mails_to(person: Registration) -> list[str]:
    db.session.rollback()
    chosen = select(Message.kind).where(Message.recipient == person.email).order_by(Message.id)
    return list(db.session.scalars(chosen))


@pytest.fixture
def five(meeting: Meeting) -> dict[str, Registration]:
    """Five people who wait, were decided on, or have not confirmed."""
    return {
        "adjoua": world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED),
        "li": world.registration(meeting, "Wei Li", delegation="CN", native_name="李伟", state=State.SUBMITTED),
        "mona": world.registration(meeting, "Mona Said", delegation="EG", native_name="منى سعيد"),
        "jonas": world.registration(
            meeting,
            "Jonas Weiß",
            delegation=None,
            organization="Schloss & Söhne",
            category=Category.PRV,
            modes={"S2": Mode.ONLINE},
            state=State.DECLINED,
        ),
        "greta": world.registration(meeting, "Greta Engel", delegation="DE", state=State.DRAFT),
    }


def test_the_list_is_alphabetical_and_leaves_drafts_out(amara: FlaskClient, five: dict[str, Registration]) -> None:
    assert listed(amara) == ["KOUASSI Adjoua", "LI Wei", "SAID Mona", "WEISS Jonas"]
    assert listed(amara, sort="-name") == ["WEISS Jonas", "SAID Mona", "LI Wei", "KOUASSI Adjoua"]


def test_a_search_needs_no_accents_and_no_order(amara: FlaskClient, five: dict[str, Registration]) -> None:
    assert listed(amara, q="cote divoire kouassi") == ["KOUASSI Adjoua"]
    assert listed(amara, q="李") == ["LI Wei"]
    assert listed(amara, q="soh jon") == ["WEISS Jonas"]
    assert listed(amara, q="ouassi") == []  # no word begins so


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"status": "submitted"}, ["KOUASSI Adjoua", "LI Wei"]),
        ({"status": "draft"}, ["ENGEL Greta"]),
        ({"delegation": "EG"}, ["SAID Mona"]),
        ({"category": "PRV"}, ["WEISS Jonas"]),
        ({"mode": "in_person", "status": "approved"}, ["SAID Mona"]),
        ({"mode": "nonsense", "status": "?", "page": "x"}, ["KOUASSI Adjoua", "LI Wei", "SAID Mona", "WEISS Jonas"]),
        ({"page": "7"}, ["KOUASSI Adjoua", "LI Wei", "SAID Mona", "WEISS Jonas"]),
    ],
)
def test_filters(
    amara: FlaskClient, five: dict[str, Registration], parameters: dict[str, str], found: list[str]
) -> None:
    assert listed(amara, **parameters) == found


def test_delegations_are_sorted_as_the_reader_reads(amara: FlaskClient, five: dict[str, Registration]) -> None:
    english = listed(amara, sort="delegation", lang="en")  # China, Côte d'Ivoire, Egypt, none
    assert english == ["LI Wei", "KOUASSI Adjoua", "SAID Mona", "WEISS Jonas"]
    french = listed(amara, sort="-delegation", lang="fr")  # Égypte is no word behind Z
    assert french == ["WEISS Jonas", "SAID Mona", "KOUASSI Adjoua", "LI Wei"]


def test_the_tabs_count_what_the_other_filters_find(amara: FlaskClient, five: dict[str, Registration]) -> None:
    page = amara.get(LIST, query_string={"mode": "in_person", "status": "approved"}).text
    counts = re.findall(r'<a href="[^"]*"[^>]*>([^<]*) <span class="count">(\d+)', page)
    assert counts == [
        ("All", "3"),
        ("Waiting for approval", "2"),
        ("Approved", "1"),
        ("Declined", "0"),
        ("Withdrawn", "0"),
        ("E-mail not confirmed", "1"),
    ]


def test_approving_issues_the_badge_and_mails_it(amara: FlaskClient, five: dict[str, Registration]) -> None:
    adjoua = five["adjoua"]
    answer = amara.post(f"{LIST}/{adjoua.id}/approval")
    assert (answer.status_code, answer.location) == (303, f"{LIST}/{adjoua.id}")
    assert state(adjoua) is State.APPROVED
    assert issuing.valid(adjoua.id) is not None
    assert mails_to(adjoua) == ["approved"]


def test_approving_twice_says_that_it_was_done(amara: FlaskClient, five: dict[str, Registration]) -> None:
    mona = five["mona"]
    before = issuing.valid(mona.id)
    assert amara.post(f"{LIST}/{mona.id}/approval").status_code == 409
    assert issuing.valid(mona.id) == before
    assert mails_to(mona) == []


def test_declining_needs_a_reason(amara: FlaskClient, five: dict[str, Registration]) -> None:
    mona = five["mona"]
    empty = amara.post(f"{LIST}/{mona.id}/refusal", data={"reason": "  "})
    assert empty.status_code == 422
    assert "Write the reason. The person is told." in empty.text
    assert state(mona) is State.APPROVED

    assert amara.post(f"{LIST}/{mona.id}/refusal", data={"reason": "No seats left."}).status_code == 303
    assert state(mona) is State.DECLINED
    assert issuing.valid(mona.id) is None
    assert mails_to(mona) == ["declined"]
    (change,) = db.session.scalars(select(StateChange).where(StateChange.registration_id == mona.id))
    assert (change.before, change.after, change.actor, change.reason) == (
        State.APPROVED,
        State.DECLINED,
        "amara@secretariat.example",
        "No seats left.",
    )


def test_the_page_tells_the_history_and_the_mails(amara: FlaskClient, five: dict[str, Registration]) -> None:
    adjoua = five["adjoua"]
    amara.post(f"{LIST}/{adjoua.id}/approval")
    page = amara.get(f"{LIST}/{adjoua.id}").text
    assert "2 Nov 2026, 10:00</time> by amara@secretariat.example" in page
    assert ">Your badge</a>" in page
    db.session.rollback()
    assert f'dir="ltr">{codes.grouped(codes.Code(world.code(adjoua)))}</p>' in page
    assert ("/approval" in page, "/refusal" in page) == (False, True)


def test_who_waits_next_is_one_click_away(amara: FlaskClient, five: dict[str, Registration]) -> None:
    first = amara.get(f"{LIST}/{five['adjoua'].id}").text
    assert f'href="{LIST}/{five["li"].id}"><span>Next waiting:' in first
    last = amara.get(f"{LIST}/{five['li'].id}").text
    assert f'href="{LIST}/{five["adjoua"].id}"><span>Next waiting:' in last


def test_corrections_reach_the_list_and_the_journal(amara: FlaskClient, five: dict[str, Registration]) -> None:
    li = five["li"]
    form = {
        "title": "Mr",
        "family_name": "Lǐ",
        "given_name": "Wei",
        "native_name": "李伟",
        "delegation": "EU",
        "category": "UNI",
        "role": "head",
        "organization": "",
        "department": "",
        "position": "Head of unit",
    }
    assert amara.post(f"{LIST}/{li.id}/corrections", data=form).status_code == 303
    assert listed(amara, q="european li") == ["LǏ Wei"]
    db.session.rollback()
    journal = db.session.scalars(select(Entry).where(Entry.action == "registration.changed")).one()
    assert (journal.actor, journal.meeting_slug) == ("amara@secretariat.example", "cap-23")
    assert sorted(journal.details["fields"].split(", ")) == [
        "category",
        "delegation",
        "family_name",
        "position",
        "role",
        "title",
    ]

    nobody = amara.post(f"{LIST}/{li.id}/corrections", data=form | {"delegation": ""})
    assert nobody.status_code == 422
    assert "Choose a delegation, or enter an organization." in nobody.text


def test_the_mail_with_the_badge_goes_out_again(amara: FlaskClient, five: dict[str, Registration]) -> None:
    assert amara.post(f"{LIST}/{five['mona'].id}/mails").status_code == 303
    assert mails_to(five["mona"]) == ["approved"]
    assert amara.post(f"{LIST}/{five['greta'].id}/mails").status_code == 303
    assert mails_to(five["greta"]) == ["confirm_email"]
    assert amara.post(f"{LIST}/{five['adjoua'].id}/mails").status_code == 409


def test_a_viewer_reads_and_does_nothing(viewer: FlaskClient, five: dict[str, Registration]) -> None:
    mona = five["mona"]
    with_needs = db.session.get_one(Registration, mona.id)
    with_needs.accessibility, with_needs.comment = "A wheelchair space", "Greetings to the chair"
    db.session.commit()
    assert listed(viewer) == ["KOUASSI Adjoua", "LI Wei", "SAID Mona", "WEISS Jonas"]
    assert '<form method="post" action="/meetings' not in viewer.get(LIST).text
    page = viewer.get(f"{LIST}/{mona.id}").text
    private = ("wheelchair", "Greetings", mona.email or "", world.code(mona)[:4], "/refusal", "/badges", "/corrections")
    assert [text for text in private if text in page] == []
    posts = ("approval", "refusal", "corrections", "mails", "badges")
    answers = [viewer.post(f"{LIST}/{mona.id}/{post}").status_code for post in posts]
    assert [*answers, viewer.post(f"{LIST}/decisions").status_code] == [403] * 6
    assert state(mona) is State.APPROVED


def test_each_meeting_has_its_own_registrations(amara: FlaskClient, five: dict[str, Registration]) -> None:
    other = world.registration(world.meeting("cap-24", number=24), "Adjoua Kouassi", state=State.SUBMITTED)
    assert amara.get(f"{LIST}/{other.id}").status_code == 404
    assert amara.post(f"{LIST}/{other.id}/approval").status_code == 404
    assert amara.get("/meetings/cap-24/registrations").status_code == 403
    amara.post(f"{LIST}/decisions", data={"decision": "approve", "id": [other.id]})
    assert state(other) is State.SUBMITTED


def test_the_french_list(amara: FlaskClient, five: dict[str, Registration]) -> None:
    page = amara.get(LIST, query_string={"lang": "fr", "q": "said"})
    assert names(page.text) == ["SAID Mona"]
    assert '<html lang="fr"' in page.text
    assert "<bdi>Égypte</bdi>" in page.text

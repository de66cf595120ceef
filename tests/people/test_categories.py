"""What a meeting says of its categories, and where people read it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import world
from tests.actors import FrontDesk
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.db import db
from tracker.i18n import Texts
from tracker.meetings import queries as meetings
from tracker.meetings.categories import Colour, Pattern
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.people.categories import DEFAULTS, CategoryRules
from tracker.people.models import Category
from tracker.registration import links
from tracker.registration.models import State

PAGE = "/meetings/cap-23/categories"
AS_IT_IS = {  # the form of PRV, untouched
    "label_en": "",
    "label_fr": "",
    "listed": "y",
    "kinds": ["joint", "open"],
    "registration_closes": "",
    "colour": "brown",
    "pattern": "falling",
}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    return world.meeting()


@pytest.fixture
def amara(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(client, world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def rules(of: Meeting, code: Category) -> CategoryRules:
    db.session.rollback()
    return categories.of(of.id)[code]


@pytest.mark.pure
def test_members_vote_and_technicians_are_in_no_list() -> None:
    assert [code.value for code, one in DEFAULTS.items() if one.votes] == ["MEM"]
    assert [code.value for code, one in DEFAULTS.items() if one.counts_for_quorum] == ["MEM"]
    assert [code.value for code, one in DEFAULTS.items() if not one.is_listed] == ["TEC"]


def test_a_name_in_arabic_is_kept_and_read(amara: FlaskClient, client: FlaskClient, meeting: Meeting) -> None:
    """Whoever saves the form in English loses no other language, and delegates read theirs."""
    renamed = AS_IT_IS | {"label_en": "Rights holder", "label_ar": "صاحب حقوق"}
    assert amara.post(f"{PAGE}/PRV", data=renamed).status_code == 303
    assert "صاحب حقوق" in amara.get(f"{PAGE}/PRV").text
    assert rules(meeting, Category.PRV).label == Texts({"en": "Rights holder", "ar": "صاحب حقوق"})
    assert "صاحب حقوق" in client.get("/meetings/cap-23/register?lang=ar").text


def test_a_meeting_without_rules_of_its_own_has_the_usual_ones(meeting: Meeting) -> None:
    number = meeting.id
    with statements() as heard:
        assert categories.of(number) == DEFAULTS
    assert len(heard) == 1


def test_an_organizer_renames_a_category(amara: FlaskClient, context: Flask, meeting: Meeting, watch: Watch) -> None:
    lena = world.registration(meeting, "Lena Vogt", delegation=None, category=Category.PRV, organization="Acme")
    renamed = AS_IT_IS | {"label_en": "Rights holder", "colour": "teal", "pattern": "fine_bars"}
    assert amara.post(f"{PAGE}/PRV", data=renamed).status_code == 303
    found = rules(meeting, Category.PRV)
    assert (str(found.label), found.colour, found.pattern) == ("Rights holder", Colour.TEAL, Pattern.FINE_BARS)
    assert rules(meeting, Category.MEM) == DEFAULTS[Category.MEM]

    badge = amara.get(f"/meetings/cap-23/badges/{lena.id}").text
    assert 'alt="Badge of Lena Vogt, Acme, Rights holder' in badge
    drawn = amara.get(f"/meetings/cap-23/badges/{lena.id}.svg").text
    assert ("#00606b" in drawn, "#8a3b00" in drawn) == (True, False)  # teal, and no longer brown
    for page in ("registrations", f"registrations/{lena.id}", "attendance", "register", "categories"):
        shown = amara.get(f"/meetings/cap-23/{page}").text
        assert (page, "Rights holder" in shown, "Private sector or rights holder" in shown) == (page, True, False)
    watch.says("2026-11-17 14:00")
    desk = FrontDesk(context, meeting, session="S2")
    assert desk.scans(lena) == "welcome"
    assert desk.last["person"]["category"] == "Rights holder"
    entry = db.session.scalars(select(Entry).where(Entry.action == "category.changed")).one()
    assert (entry.subject, entry.details) == ("category PRV", {"fields": "label, colour, pattern"})


def test_saving_the_usual_keeps_nothing(amara: FlaskClient, meeting: Meeting) -> None:
    assert amara.post(f"{PAGE}/PRV", data=AS_IT_IS).status_code == 303
    assert rules(meeting, Category.PRV) == DEFAULTS[Category.PRV]
    assert db.session.scalars(select(Entry).where(Entry.action == "category.changed")).all() == []


def test_an_organizer_lets_a_category_into_closed_sessions(amara: FlaskClient, meeting: Meeting) -> None:
    assert amara.post(f"{PAGE}/PRV", data=AS_IT_IS | {"kinds": ["closed", "joint"]}).status_code == 303
    db.session.rollback()
    access = meetings.by_slug("cap-23").access
    assert ["PRV" in access[kind] for kind in ("closed", "joint", "open")] == [True, True, False]
    assert access["closed"] == ["MEM", "UNI", "REG", "PRV", "SEC", "TEC"]


def test_somebody_may_always_enter(amara: FlaskClient, meeting: Meeting) -> None:
    for code in ("UNI", "REG", "SEC", "TEC"):
        look = {"colour": DEFAULTS[Category(code)].colour.value, "pattern": DEFAULTS[Category(code)].pattern.value}
        amara.post(f"{PAGE}/{code}", data=AS_IT_IS | look)
    answer = amara.post(f"{PAGE}/MEM", data=AS_IT_IS | {"votes": "y", "colour": "navy", "pattern": "plain"})
    assert answer.status_code == 422
    assert "Nobody else may enter: Closed sessions. Open them to another category first." in answer.text


@pytest.mark.parametrize(
    ("closes", "status"),
    [("2026-11-10T18:00", 303), ("2026-11-16T18:00", 303), ("2026-11-16T18:01", 422), ("tomorrow", 422)],
)
def test_a_deadline_lies_before_that_of_all(amara: FlaskClient, meeting: Meeting, closes: str, status: int) -> None:
    assert amara.post(f"{PAGE}/PRV", data=AS_IT_IS | {"registration_closes": closes}).status_code == status


@pytest.mark.parametrize(
    "crafted",
    [
        {"kinds": ["zz"]},
        {"kinds": ["joint", "zz"]},
        {"colour": "zz"},
        {"pattern": "zz"},
        {"registration_closes": "zz"},
        {"label_en": "x" * 500},
    ],
    ids=str,
)
def test_what_the_form_does_not_offer_is_refused(
    amara: FlaskClient, meeting: Meeting, crafted: dict[str, object]
) -> None:
    answer = amara.post(f"{PAGE}/PRV", data=AS_IT_IS | crafted)
    assert (answer.status_code, "Please check this form" in answer.text) == (422, True)
    assert rules(meeting, Category.PRV) == DEFAULTS[Category.PRV]


def test_who_is_too_late_for_their_category_is_told_so(amara: FlaskClient, meeting: Meeting, watch: Watch) -> None:
    amara.post(f"{PAGE}/PRV", data=AS_IT_IS | {"registration_closes": "2026-11-10T18:00"})
    fields = {"represents": "other:PRV", "organization": "Acme"}
    said = "Registration for “Private sector or rights holder” closed on "
    for moment, is_late in (("2026-11-10 17:59", False), ("2026-11-10 18:00", True)):
        watch.says(moment)
        answer = amara.post("/meetings/cap-23/register", data=fields)
        assert (moment, answer.status_code, said in answer.text) == (moment, 422, is_late)
    watch.says("2026-11-12 10:00")
    assert said not in amara.post("/meetings/cap-23/register", data={"represents": "CI"}).text


def test_there_is_no_other_category(amara: FlaskClient, meeting: Meeting) -> None:
    assert amara.get(f"{PAGE}/KING").status_code == 404


def test_who_withdrew_cannot_ask_again_after_the_deadline_of_their_category(
    amara: FlaskClient, context: Flask, meeting: Meeting, watch: Watch
) -> None:
    lena = world.registration(
        meeting, "Lena Vogt", delegation=None, category=Category.PRV, organization="Acme", state=State.WITHDRAWN
    )
    amara.post(f"{PAGE}/PRV", data=AS_IT_IS | {"registration_closes": "2026-11-10T18:00"})
    page, browser = f"/my/{links.personal(lena.uid)}", context.test_client()
    watch.says("2026-11-10 18:00")
    assert "Ask for registration again" not in browser.get(page).text
    assert browser.post(f"{page}/resubmission").status_code == 409
    watch.says("2026-11-10 17:59")
    assert "Ask for registration again" in browser.get(page).text
    assert browser.post(f"{page}/resubmission").status_code == 303

"""A meeting whose organizer writes English only, read in Arabic: every one of its texts bears its language."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import html

from tests import world
from tests.registration.delegate import ABDOU, Delegate, errors, link_in
from tests.registration.focal.delegation import Speaker, focal_point
from tests.watch import Watch
from tracker.db import db, transaction
from tracker.i18n import Texts, marked, marks
from tracker.meetings.models import Meeting
from tracker.people.models import Category, CategorySetting
from tracker.registration.papers.models import Need
from tracker.registration.questions.models import Question, QuestionKind

TITLE, PLACE, SESSION = "Meeting on Borders", "Hall of Customs", "Morning talks"
HOTEL, HOTEL_HINT, CROWN = "Which hotel?", "Three are near the hall.", "The Crown"
PASS, PASS_HINT = "Scan of your pass", "Both sides of it."
GUEST = "Guest of honour"
PROMPT = "Why there?"
WRITTEN = (TITLE, PLACE, SESSION, HOTEL, HOTEL_HINT, CROWN, PASS, PASS_HINT, GUEST, PROMPT)


def english(text: str) -> Texts:
    return Texts({"en": text})


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    """In English only, but for the words of the house."""
    watch.says("2026-11-02 10:00")
    world.delegations()
    made = world.meeting()
    with transaction():
        made.title, made.place = english(TITLE), english(PLACE)
        for one in made.sessions:
            one.title = english(f"{SESSION} {one.code}")
        db.session.add(CategorySetting(meeting_id=made.id, code=Category.EXP, label=english(GUEST)))
        hotels = [{"en": CROWN}, {"en": "The Bell"}]
        asks(made, "hotel", QuestionKind.CHOICE, HOTEL, hint=english(HOTEL_HINT), options=hotels)
        asks(made, "why", QuestionKind.TEXT, PROMPT, if_code="hotel", if_answer=CROWN)
        asks(made, "pass", QuestionKind.FILE, PASS, hint=english(PASS_HINT))
    return made


def asks(of: Meeting, code: str, kind: QuestionKind, label: str, **more: Any) -> None:  # noqa: ANN401 (columns)
    made = Question(
        meeting_id=of.id, position=1, code=code, kind=kind, need=Need.OPTIONAL, label=english(label), **more
    )
    db.session.add(made)


@pytest.fixture
def delegate(context: Flask, outbox: Path) -> Delegate:
    return Delegate(context, outbox, language="ar")


def read(text: str) -> tuple[set[str], list[str]]:
    """Which of the organizer's texts the page shows, and where one stands among Arabic as if it were."""
    found, unmarked = set(), []
    for element in html.fromstring(text).iter():
        if not isinstance(element.tag, str) or element.tag in {"title", "script"}:
            continue
        for said in filter(None, (element.text, *(child.tail for child in element))):
            here = {one for one in WRITTEN if one in said}
            found |= here
            if here and not is_marked(element):
                unmarked.append(said.strip())
    return found, unmarked


def is_marked(element: Any) -> bool:  # noqa: ANN401 (lxml types too loosely)
    lang = next((one.get("lang") for one in (element, *element.iterancestors()) if one.get("lang")), "")
    direction = next((one.get("dir") for one in (element, *element.iterancestors()) if one.get("dir")), "")
    return (lang, direction) == ("en", "ltr")


def test_every_page_of_a_delegate_marks_what_is_english(delegate: Delegate, meeting: Meeting) -> None:
    public = delegate.opens("/meetings/cap-23")
    assert read(public.text) == ({TITLE, PLACE, SESSION, GUEST}, [])

    form = delegate.opens("/meetings/cap-23/register").text
    asked = {TITLE, SESSION, HOTEL, HOTEL_HINT, CROWN, PASS, PASS_HINT, GUEST, PROMPT}
    assert read(form) == (asked, [])
    assert '<html lang="ar" dir="rtl"' in form

    hotel = db.session.query(Question).filter_by(code="hotel").one().key
    typed = ABDOU | {"language": "ar", "role": "delegate", hotel: CROWN}
    typed |= {f"session_{one.id}": "in_person" for one in meeting.sessions}
    wrong = delegate.sends("/meetings/cap-23/register", **(typed | {"family_name": "", hotel: "The Ritz"}))
    assert wrong.status_code == 422
    assert read(wrong.text) == (asked, [])

    answer = delegate.sends("/meetings/cap-23/register", **typed)
    assert answer.status_code == 303, errors(answer)
    confirming = link_in(delegate.last_mail())
    assert read(delegate.opens(confirming).text)[1] == []
    personal = delegate.sends(confirming).headers["Location"]
    assert read(delegate.opens(personal).text) == ({TITLE, SESSION, HOTEL, CROWN}, [])
    for path in ("edit", "papers"):
        shown, unmarked = read(delegate.opens(f"{personal}/{path}").text)
        assert (path, PASS in shown, unmarked) == (path, True, [])


def test_so_does_what_a_focal_point_fills_in(context: Flask, outbox: Path, meeting: Meeting) -> None:
    aya = Speaker(context, outbox, focal_point(meeting, "Aya Toure"))
    aya.headers = {"Accept-Language": "ar"}
    for path, text in (("", TITLE), ("/nominations", SESSION)):
        shown, unmarked = read(aya.opens(f"{aya.page}{path}").text)
        assert (path, text in shown, unmarked) == (path, True, [])


def test_what_is_in_the_reader_s_language_is_left_alone(app: Flask) -> None:
    both = Texts({"en": "Opening <1>", "ar": "الافتتاح"})
    with app.test_request_context(headers={"Accept-Language": "ar"}):
        assert (marked(both), marks(both)) == ("الافتتاح", {})
        assert marked(english("Opening <1>")) == '<bdi lang="en" dir="ltr">Opening &lt;1&gt;</bdi>'
        assert marks(english("Opening")) == {"lang": "en", "dir": "ltr"}
        assert (marked(Texts({})), marks(Texts({})), marked("نص")) == ("", {}, "نص")
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert marked(Texts({"ar": "الافتتاح"})) == '<bdi lang="ar" dir="rtl">الافتتاح</bdi>'
        assert marked(both) == "Opening &lt;1&gt;"

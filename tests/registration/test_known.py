"""The public form is kept in memory; whoever changes a setting sees it there at once."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests import world
from tests.registration.delegate import Delegate, words
from tests.statements import statements
from tests.watch import Watch
from tracker import create_app, keeping
from tracker.audit.models import COMMAND
from tracker.config import Settings
from tracker.db import Base, db, transaction
from tracker.i18n import Texts
from tracker.keeping import Kept
from tracker.meetings.models import Body, Meeting, MeetingSession, Phase, SessionKind
from tracker.people.models import Category, CategorySetting, Delegation, DelegationKind
from tracker.registration import known
from tracker.registration.models import Mode
from tracker.registration.papers.models import Need
from tracker.registration.questions.models import FieldRule, Question, QuestionKind
from tracker.registration.seats import limiting
from tracker.registration.seats.limiting import Wanted
from tracker.registration.seats.models import Level, SeatLimit, WhenFull

FORM = "/meetings/cap-23/register"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    world.delegations()
    return world.meeting()


@pytest.fixture
def delegate(context: Flask, meeting: Meeting, outbox: Path) -> Delegate:
    """Somebody who has just opened the form, so that it is kept."""
    made = Delegate(context, outbox, language="en")
    made.opens(FORM)
    return made


def _contact(of: Meeting) -> str:
    of.contact = "desk@wco.example"
    return "desk@wco.example"


def _session(of: Meeting) -> str:
    start, end = world.at("2026-11-20 09:00"), world.at("2026-11-20 10:00")
    of.sessions.append(
        MeetingSession(code="X1", title=Texts({"en": "Farewell"}), kind=SessionKind.OPEN, starts_at=start, ends_at=end)
    )
    return "Farewell"


def _body(of: Meeting) -> str:
    of.body.name = Texts({"en": "Committee of Clocks"})
    return "Committee of Clocks"


def _category(of: Meeting) -> str:
    db.session.add(
        CategorySetting(
            meeting_id=of.id,
            code=Category.PRS,
            label=Texts({"en": "Newspapers"}),
            registration_closes=of.registration_opens,
        )
    )
    return "Newspapers"


def _delegation(_of: Meeting) -> str:
    db.session.add(Delegation(code="XX", kind=DelegationKind.MEMBER, name_en="Ruritania", name_fr="Ruritanie"))
    return "Ruritania"


def _question(of: Meeting) -> str:
    asked = Question(
        meeting_id=of.id,
        code="diet",
        position=1,
        kind=QuestionKind.TEXT,
        label=Texts({"en": "What do you eat?"}),
        need=Need.OPTIONAL,
    )
    db.session.add(asked)
    return "What do you eat?"


def _limit(of: Meeting) -> str:
    limiting.add(of, Wanted(level=Level.MEETING, mode=Mode.ONLINE, seats=41, when_full=WhenFull.WAIT), COMMAND)
    return "41 seats left"


def _bulk(of: Meeting) -> str:
    db.session.execute(update(Meeting).where(Meeting.id == of.id).values(contact="bulk@wco.example"))
    return "bulk@wco.example"


@pytest.mark.parametrize("change", [_contact, _session, _body, _category, _delegation, _question, _limit, _bulk])
def test_a_change_shows_at_once(meeting: Meeting, delegate: Delegate, change: Callable[[Meeting], str]) -> None:
    with transaction():
        new = change(meeting)
    assert new in words(delegate.opens(FORM))


def test_what_is_taken_away_is_gone_at_once(meeting: Meeting, delegate: Delegate) -> None:
    title = str(meeting.sessions[0].title)
    assert title in words(delegate.opens(FORM))
    with transaction():
        del meeting.sessions[0]
    assert title not in words(delegate.opens(FORM))
    with transaction():
        db.session.add(FieldRule(meeting_id=meeting.id, field="comment", category=None, need=Need.OFF))
    assert "Message to the organizer" not in words(delegate.opens(FORM))
    with transaction():
        db.session.execute(delete(FieldRule).where(FieldRule.meeting_id == meeting.id))
    assert "Message to the organizer" in words(delegate.opens(FORM))


def test_a_closed_meeting_is_closed_at_once(meeting: Meeting, delegate: Delegate) -> None:
    with transaction():
        meeting.registration_closes = world.at("2026-11-02 09:00")
    assert delegate.opens(FORM).status_code == 409


def test_each_reader_has_the_form_in_their_own_language(
    context: Flask, meeting: Meeting, delegate: Delegate, outbox: Path
) -> None:
    with transaction():
        meeting.sessions[0].title = Texts({"en": "Opening", "fr": "Ouverture", "de": "Eröffnung"})
    titles = ("Opening", "Ouverture", "Eröffnung")
    for language, title in (("en", "Opening"), ("de", "Eröffnung"), ("fr", "Ouverture"), ("en", "Opening")):
        page = words(Delegate(context, outbox, language=language).opens(FORM))
        assert [one for one in titles if one in page] == [title]


def _elsewhere(settings: Settings) -> None:
    """What another worker does on the same database."""
    app = create_app(settings)
    with app.app_context():
        with transaction():
            db.session.scalars(select(Meeting)).one().contact = "other@wco.example"
        db.engine.dispose()


def test_what_another_process_changes_shows_at_once(settings: Settings, delegate: Delegate) -> None:
    db.session.rollback()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        processes.submit(_elsewhere, settings).result()
    assert "other@wco.example" in words(delegate.opens(FORM))


def test_a_change_that_is_rolled_back_never_shows(meeting: Meeting, delegate: Delegate) -> None:
    with suppress(KeyError), transaction():
        meeting.contact = "never@wco.example"
        db.session.flush()
        assert known.of_slug("cap-23").meeting.contact == "never@wco.example"  # who writes reads what they wrote
        raise KeyError
    assert "never@wco.example" not in words(delegate.opens(FORM))


def test_people_change_no_setting(meeting: Meeting, delegate: Delegate) -> None:
    world.registration(meeting, "Amina Diallo")
    with statements() as heard:
        delegate.opens(FORM)
    assert len(heard) == 1  # the stamp


def test_every_table_of_which_the_form_is_made_is_marked() -> None:
    marked = {table.name for table in Base.metadata.tables.values() if "settings" in table.info}
    read = (Body, Meeting, Phase, MeetingSession, CategorySetting, Delegation, FieldRule, Question, SeatLimit)
    assert marked == {table.__tablename__ for table in read} | {"rooms"}


def test_only_so_much_is_kept_and_the_oldest_goes_first(meeting: Meeting) -> None:
    made: list[int] = []
    kept = Kept[int](2)

    def get(key: int) -> int:
        def make() -> int:
            made.append(key)
            return key

        return kept.get(key, make)

    assert [get(key) for key in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 2]
    assert made == [1, 2, 3, 2]


def test_without_a_stamp_nothing_is_kept(context: Flask) -> None:
    kept = Kept[object](2)
    with transaction():
        db.session.execute(delete(keeping.SettingsStamp))
    assert kept.get(1, object) is not kept.get(1, object)

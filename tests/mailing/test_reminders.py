"""Reminders: to whom, what they say, once, whatever the workers do."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from tests import world
from tests.actors import Organizer
from tests.mailing.letters import Letters, footer, has_link, markup, text
from tests.registration.focal.delegation import focal_point
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.audit.models import SYSTEM, Entry
from tracker.cli.worker import CHORES
from tracker.db import db, transaction
from tracker.mailing import reminding
from tracker.mailing.models import Reminder
from tracker.meetings.models import ApprovalPolicy, Meeting
from tracker.people.models import Category
from tracker.registration.models import Mode, Registration, State
from tracker.registration.papers import ruling
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.seats import holding
from tracker.registration.seats.models import SeatOffer

ADJOUA, ABDOU = "adjoua.kouassi@customs.example", "abdou.diallo@customs.example"


def sets(amara: Organizer, **fields: str) -> int:
    return amara.client.post(f"{amara.home}/messages/reminders", data=fields).status_code


def works(app: Flask) -> int:
    """What the worker does each hour; how many reminders it posted."""
    with app.app_context(), transaction():
        return reminding.remind_everybody()


def before_deadline(amara: Organizer, days: int = 3) -> None:
    assert sets(amara, is_before_deadline="y", before_deadline=str(days)) == 303


def before_meeting(amara: Organizer) -> None:
    assert sets(amara, is_before_meeting="y", before_meeting="1") == 303


def is_offered_a_seat(person: Registration, hours: int) -> None:
    with transaction():
        made = db.session.get_one(Registration, person.id)
        made.waitlisted_at = clock.now()
        until = clock.now() + timedelta(hours=hours)
        db.session.add(SeatOffer(registration_id=person.id, offered_at=clock.now(), accept_by=until))
        db.session.flush()
        holding.refresh(made)


def test_who_has_something_left_to_do_is_reminded_once(
    app: Flask, amara: Organizer, meeting: Meeting, letters: Letters, watch: Watch
) -> None:
    before_deadline(amara)
    world.registration(meeting, "Draft Person", state=State.DRAFT)
    returned = world.registration(meeting, "Abdou Diallo", state=State.SUBMITTED, language="fr", title="M.")
    amara.client.post(f"{amara.home}/registrations/{returned.id}/return", data={"correction": "Un nom complet."})
    offered = world.registration(meeting, "Cho Min", delegation="CN", state=State.WAITLISTED)
    world.registration(meeting, "Dina Aziz", delegation="EG", state=State.SUBMITTED)
    watch.says("2026-11-12 10:00")
    is_offered_a_seat(offered, hours=60)
    letters.all()
    letters.office.mails.clear()

    watch.says("2026-11-13 08:59")
    assert works(app) == 0
    watch.says("2026-11-13 10:00")
    assert works(app) == 3
    assert works(app) == 0
    assert letters.recipients() == [ABDOU, "cho.min@customs.example", "draft.person@customs.example"]
    [draft], [french], [seat] = (
        letters.to(address) for address in ("draft.person@customs.example", ABDOU, "cho.min@customs.example")
    )
    assert draft["Subject"] == "Before registration closes: CAP 23"
    assert text(draft).startswith("Dear delegate,\n\nRegistration closes on 16 November 2026, 18:00 (Brussels time).")
    assert "Draft" not in text(draft)  # what a stranger typed
    assert "/confirm" in text(draft)
    assert "this address was given in the registration form" in footer(draft)
    assert french["Subject"] == "Avant la clôture des inscriptions : CAP 23"
    assert "Votre inscription doit être corrigée.\n- Un nom complet." in text(french)
    assert "A seat is kept for you until 14 November 2026, 22:00 (Brussels time)." in text(seat)
    assert has_link(markup(seat))
    watch.says("2026-11-16 10:00")
    assert works(app) == 0


def test_who_misses_a_paper_is_reminded_of_it(
    app: Flask, amara: Organizer, meeting: Meeting, letters: Letters, watch: Watch
) -> None:
    before_deadline(amara)
    with transaction():
        ruling.rule(meeting, {(Category.MEM, PaperKind.CREDENTIALS): Need.REQUIRED}, SYSTEM)
    world.registration(meeting, "Adjoua Kouassi")
    watch.says("2026-11-13 09:00")
    assert works(app) == 1
    [mail] = letters.all()
    assert "These papers are missing:\n- Credentials" in text(mail)


def test_a_focal_point_is_reminded_of_who_waits(
    app: Flask, amara: Organizer, meeting: Meeting, letters: Letters, watch: Watch
) -> None:
    before_deadline(amara)
    with transaction():
        db.session.get_one(Meeting, meeting.id).approval = ApprovalPolicy.FOCAL_POINT
    focal_point(meeting, "Aya Toure")
    focal_point(meeting, "Li Wei", delegation="CN")
    world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    watch.says("2026-11-13 09:00")
    world.registration(meeting, "Late Comer", state=State.SUBMITTED)  # came a moment ago
    assert works(app) == 1
    [mail] = letters.all()
    assert mail["Subject"] == "People of Côte d'Ivoire wait for you: CAP 23"
    assert "- Ms Adjoua KOUASSI\n" in text(mail)
    assert "you speak for Côte d'Ivoire at 23rd CAP Group Meeting" in footer(mail)
    assert works(app) == 0


def test_the_day_before_brings_the_badge_or_the_link(
    app: Flask, amara: Organizer, meeting: Meeting, letters: Letters, watch: Watch
) -> None:
    before_meeting(amara)
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    world.registration(meeting, "Abdou Diallo", language="fr", title="M.", modes={"S1": Mode.ONLINE, "S2": Mode.ONLINE})
    world.registration(meeting, "Cho Min", delegation="CN", state=State.SUBMITTED)
    watch.says("2026-11-15 12:00")
    assert works(app) == 0
    watch.says("2026-11-16 09:05")
    assert works(app) == 2
    [room], [screen] = letters.to(ADJOUA), letters.to(ABDOU)
    code = world.code(adjoua)
    assert " ".join(code[at : at + 4] for at in range(0, 16, 4)) in text(room)
    assert "The meeting begins on 17 November 2026, 09:30 (Brussels time)." in text(room)
    assert [part.get_content_type() for part in room.walk()].count("image/png") == 1
    assert screen["Subject"] == "Comment participer : CAP 23"
    assert [part.get_content_type() for part in screen.walk()].count("image/png") == 0
    assert has_link(text(screen))
    assert works(app) == 0


def test_what_is_done_meanwhile_is_not_said(
    app: Flask, amara: Organizer, meeting: Meeting, letters: Letters, watch: Watch
) -> None:
    before_meeting(amara)
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    watch.says("2026-11-16 09:05")
    assert works(app) == 1
    with transaction():
        db.session.get_one(Registration, adjoua.id).state = State.WITHDRAWN
    assert letters.all() == []


def test_a_deadline_that_moves_is_another_occasion(
    app: Flask, amara: Organizer, meeting: Meeting, watch: Watch
) -> None:
    before_deadline(amara, days=5)
    world.registration(meeting, "Draft Person", state=State.DRAFT)
    watch.says("2026-11-12 09:00")
    assert works(app) == 1
    with transaction():
        db.session.get_one(Meeting, meeting.id).registration_closes = world.at("2026-11-17 09:00")
    assert works(app) == 1
    assert works(app) == 0


def test_an_address_that_was_typed_twice_or_counts_already_is_asked_once(
    app: Flask, amara: Organizer, meeting: Meeting, watch: Watch
) -> None:
    before_deadline(amara)
    for _ in range(2):
        world.registration(meeting, "Draft Person", state=State.DRAFT)
    world.registration(meeting, "Adjoua Kouassi")
    world.registration(meeting, "Adjoua Kouassi", state=State.DRAFT)
    watch.says("2026-11-13 09:00")
    assert works(app) == 1


@pytest.mark.slow
def test_two_workers_at_once_remind_everybody_once(
    app: Flask, amara: Organizer, meeting: Meeting, letters: Letters, watch: Watch
) -> None:
    before_meeting(amara)
    for number in range(30):
        world.registration(meeting, f"Person{number:02} Li", delegation="CN")
    watch.says("2026-11-16 09:00")
    ready, posted = threading.Barrier(4), list[int]()

    def worker() -> None:
        ready.wait()
        posted.append(works(app))

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(posted) == [0, 0, 0, 30]
    assert world.count(Reminder) == 30
    assert len(set(letters.recipients())) == len(letters.office.mails) == 30


def test_the_page_says_what_is_planned_at_a_steady_price(
    app: Flask, amara: Organizer, meeting: Meeting, watch: Watch
) -> None:
    assert sets(amara, is_before_deadline="y", before_deadline="3", is_before_meeting="y", before_meeting="1") == 303
    with transaction():
        ruling.rule(meeting, {(Category.MEM, PaperKind.CREDENTIALS): Need.REQUIRED}, SYSTEM)
    world.registration(meeting, "Draft Person", state=State.DRAFT)
    world.registration(meeting, "Person Li", delegation="CN")
    watch.says("2026-11-05 10:00")
    with statements() as for_few:
        page = amara.opens("messages").text
    assert "13 Nov 2026, 09:00" in page
    assert "16 Nov 2026, 09:00" in page
    watch.says("2026-11-02 10:00")
    for number in range(40):
        world.registration(meeting, f"Person{number:02} Li", delegation="CN")
    watch.says("2026-11-05 10:00")
    with statements() as for_many:
        assert amara.opens("messages").status_code == 200
    assert len(for_many) == len(for_few) <= 28
    watch.says("2026-11-13 09:00")
    with statements() as posting:
        assert works(app) == 42
    assert len(posting) <= 22


def test_the_journal_says_who_set_them_and_that_they_went(
    app: Flask, amara: Organizer, meeting: Meeting, watch: Watch
) -> None:
    before_meeting(amara)
    world.registration(meeting, "Adjoua Kouassi")
    watch.says("2026-11-16 09:00")
    works(app)
    found = db.session.scalars(db.select(Entry).where(Entry.action.startswith("reminders."))).all()
    assert [(one.action, one.actor, one.details) for one in found] == [
        ("reminders.changed", "amara@secretariat.example", {"before_deadline": 0, "before_meeting": 1}),
        ("reminders.sent", "tracker", {"of": "meeting", "people": 1}),
    ]
    assert reminding.remind_everybody in CHORES


@pytest.mark.parametrize("days", ["0", "31", "soon"])
def test_days_that_make_no_sense_are_refused(amara: Organizer, meeting: Meeting, days: str) -> None:
    assert sets(amara, is_before_deadline="y", before_deadline=days) == 422
    assert db.session.get_one(Meeting, meeting.id).remind_before_deadline == 0


def test_nobody_is_reminded_unless_the_organizer_wants_it(app: Flask, meeting: Meeting, watch: Watch) -> None:
    world.registration(meeting, "Adjoua Kouassi")
    watch.says("2026-11-16 09:00")
    assert works(app) == 0

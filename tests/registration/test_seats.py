"""The last seats: who gets them, who waits, who moves up. Over HTTP and by mail."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests import world
from tests.registration.crowd import as_registered
from tests.registration.delegate import ABDOU, Delegate, errors, link_in, text_of, words
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.audit.models import COMMAND, Entry
from tracker.badges import issuing
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.people.models import Category
from tracker.registration import links, registering, reviewing
from tracker.registration.models import Choice, Mode, Registration, State
from tracker.registration.seats import holding, limiting, offering, queries
from tracker.registration.seats.limiting import Wanted
from tracker.registration.seats.models import Answer, Level, SeatLimit, SeatOffer, WhenFull
from tracker.registration.seats.taking import SeatsFull

FORM = "/meetings/cap-23/register"
SEATS = "/meetings/cap-23/seats"


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    world.delegations()
    return world.meeting()


@pytest.fixture
def delegate(context: Flask, outbox: Path) -> Delegate:
    return Delegate(context, outbox, language="en")


@pytest.fixture
def jean(client: FlaskClient, meeting: Meeting) -> FlaskClient:
    """The browser of Jean Petit, organizer."""
    return world.sign_in(client, world.user("Jean Petit", role=Role.ORGANIZER, of=meeting))


def limit(
    meeting: Meeting, seats: int, *, level: Level = Level.MEETING, when_full: WhenFull = WhenFull.WAIT, **of: object
) -> int:
    with transaction():
        wanted = Wanted(level=level, mode=Mode.IN_PERSON, seats=seats, when_full=when_full, **of)  # type: ignore[arg-type]
        return limiting.add(meeting, wanted, COMMAND).id


def modes(meeting: Meeting, **chosen: str) -> dict[str, str]:
    return {f"session_{world.session(meeting, code).id}": mode for code, mode in chosen.items()}


def asks(delegate: Delegate, meeting: Meeting, name: str, **chosen: str) -> str:
    """Sends the form and follows the mail; the path to confirm by."""
    given, family = name.split()
    typed = ABDOU | {"given_name": given, "family_name": family, "email": f"{given}@douanes.example".lower()}
    typed |= {"language": "en", "role": "delegate"}
    answer = delegate.sends(FORM, **(typed | modes(meeting, **(chosen or {"S1": "in_person"}))))
    assert answer.status_code == 303, errors(answer)
    return link_in(delegate.last_mail())


def registers(delegate: Delegate, meeting: Meeting, name: str, **chosen: str) -> str:
    """The same, and confirms; the path of the personal page."""
    answer = delegate.sends(asks(delegate, meeting, name, **chosen))
    assert answer.status_code == 303, words(answer)
    return str(answer.headers["Location"])


def state(name: str) -> State:
    return person(name).state


def person(name: str) -> Registration:
    """As the database has them now, by the address, for a changed form may change the name."""
    db.session.rollback()
    email = f"{name.split(maxsplit=1)[0].lower()}@douanes.example"
    return db.session.scalars(select(Registration).filter_by(email=email)).one()


def posted() -> list[tuple[str, str]]:
    """Kinds and recipients of the mails so far."""
    db.session.rollback()
    rows = db.session.execute(select(Message.kind, Message.recipient).order_by(Message.id))
    return [(kind, recipient.partition("@")[0]) for kind, recipient in rows]


def changes(delegate: Delegate, personal: str, meeting: Meeting, **chosen: str) -> int:
    return delegate.sends(f"{personal}/edit", **(ABDOU | {"language": "en"} | modes(meeting, **chosen))).status_code


def test_the_fourth_waits_and_moves_up(delegate: Delegate, meeting: Meeting, watch: Watch) -> None:
    limit(meeting, 3)
    pages = [registers(delegate, meeting, name) for name in ("Ada Adou", "Ben Bamba", "Cyr Coulibaly")]
    page = delegate.opens(FORM)
    assert page.text.count("full: waiting list") == 3  # in person, at each of the three sessions

    confirming = asks(delegate, meeting, "Dia Diop")
    assert "No seat is left in person" in words(delegate.opens(confirming))
    fourth = delegate.follows(delegate.sends(confirming))
    assert "You are on the waiting list" in words(fourth)
    assert "Your place in the waiting list: 1." in words(fourth)
    assert state("Dia Diop") == State.WAITLISTED
    assert delegate.last_mail()["Subject"] == "Waiting list: CAP 23"
    fourth_page = link_in(delegate.last_mail())

    # Ben attends online instead: the seat is kept for Dia, for 48 hours.
    watch.says("2026-11-03 09:00")
    assert changes(delegate, pages[1], meeting, S1="online") == 303
    mail = delegate.last_mail()
    assert mail["Subject"] == "A seat is free for you: CAP 23"
    assert "until 5 November 2026, 09:00 (Brussels time)" in text_of(mail)
    assert person("Dia Diop").seat_in_person
    assert "until 5 November 2026, 09:00 (Brussels time)" in words(delegate.opens(fourth_page))

    # Nobody else gets it meanwhile.
    registers(delegate, meeting, "Eli Ehui")
    assert state("Eli Ehui") == State.WAITLISTED

    watch.says("2026-11-05 08:59")
    assert delegate.sends(f"{fourth_page}/seat", answer="accepted").status_code == 303
    assert state("Dia Diop") == State.SUBMITTED
    assert delegate.sends(f"{fourth_page}/seat", answer="accepted").status_code == 409
    offer = db.session.scalars(select(SeatOffer)).one()
    assert (offer.answer, offer.answered_at) == (Answer.ACCEPTED, clock.now())
    dia = person("Dia Diop")
    assert (dia.waitlisted_at, dia.seat_in_person, [c.holds_seat for c in dia.choices]) == (None, True, [True])

    with transaction():
        reviewing.approve(dia, COMMAND)
    assert "I will come" in delegate.opens(fourth_page).text
    assert delegate.sends(f"{fourth_page}/confirmation").status_code == 303
    assert state("Dia Diop") == State.CONFIRMED
    assert issuing.valid(dia.id) is not None


def test_an_offer_that_nobody_answers_goes_to_the_next(delegate: Delegate, meeting: Meeting, watch: Watch) -> None:
    limit(meeting, 1)
    first = registers(delegate, meeting, "Ada Adou")
    watch.moves_on(minutes=1)
    second = registers(delegate, meeting, "Ben Bamba")
    watch.moves_on(minutes=1)
    third = registers(delegate, meeting, "Cyr Coulibaly")
    watch.says("2026-11-03 12:00")
    delegate.sends(f"{first}/withdrawal")
    assert posted()[-2:] == [("withdrawn", "ada"), ("seat_offered", "ben")]

    watch.says("2026-11-05 12:00")  # the hours are over, to the minute
    assert delegate.sends(f"{second}/seat", answer="accepted").status_code == 409
    with transaction():
        assert offering.lapse() == 1
    assert posted()[-2:] == [("seat_lapsed", "ben"), ("seat_offered", "cyr")]
    assert "now at its end" in text_of(delegate.mails()[-2])
    assert "Your place in the waiting list: 2." in words(delegate.opens(second))
    assert person("Cyr Coulibaly").seat_in_person
    assert not person("Ben Bamba").seat_in_person

    # Cyr gives it up, and with it the place in the list: Ben is asked again.
    assert delegate.sends(f"{third}/seat", answer="refused").status_code == 303
    assert state("Cyr Coulibaly") == State.WITHDRAWN
    assert posted()[-2:] == [("withdrawn", "cyr"), ("seat_offered", "ben")]
    with transaction():
        assert offering.lapse() == 0


def test_no_offer_outlives_the_meeting(delegate: Delegate, meeting: Meeting, watch: Watch) -> None:
    limit(meeting, 1)
    first = registers(delegate, meeting, "Ada Adou")
    registers(delegate, meeting, "Ben Bamba", S1="in_person", S3="in_person")
    watch.says("2026-11-17 12:00")
    delegate.sends(f"{first}/withdrawal")
    db.session.rollback()
    assert db.session.scalars(select(SeatOffer.accept_by)).one() == world.at("2026-11-18 12:30")
    watch.says("2026-11-18 12:30")
    with transaction():
        assert offering.lapse() == 0
    assert posted()[-1] == ("seat_lapsed", "ben")


def test_an_offer_on_the_day_ends_with_the_session(delegate: Delegate, meeting: Meeting, watch: Watch) -> None:
    limit(meeting, 1)
    first = registers(delegate, meeting, "Ada Adou")
    watch.moves_on(minutes=1)
    registers(delegate, meeting, "Ben Bamba", S1="in_person")
    watch.moves_on(minutes=1)
    registers(delegate, meeting, "Cyr Coulibaly", S1="in_person", S3="in_person")
    watch.says("2026-11-17 10:00")
    delegate.sends(f"{first}/withdrawal")
    db.session.rollback()
    assert db.session.scalars(select(SeatOffer.accept_by)).one() == world.at("2026-11-17 12:30")
    assert "12:30" in text_of(delegate.last_mail())

    # Ben says nothing, and has no use of it afterwards; Cyr has, on the next day.
    watch.says("2026-11-17 12:30")
    with transaction():
        assert offering.lapse() == 1
    assert posted()[-2:] == [("seat_lapsed", "ben"), ("seat_offered", "cyr")]
    until = db.session.scalars(select(SeatOffer.accept_by).order_by(SeatOffer.id.desc())).first()
    assert until == world.at("2026-11-18 12:30")


def test_where_nobody_waits_the_choice_is_closed(delegate: Delegate, meeting: Meeting) -> None:
    first = world.session(meeting, "S1")
    limit(meeting, 1, level=Level.SESSION, when_full=WhenFull.REFUSE, session_id=first.id)
    waiting = asks(delegate, meeting, "Ben Bamba", S1="in_person", S2="online")
    registers(delegate, meeting, "Ada Adou", S1="in_person")

    # The page shows it closed, and the server takes it from nobody.
    tag = re.search(rf'<input [^>]*name="session_{first.id}"[^>]*value="in_person"[^>]*>', delegate.opens(FORM).text)
    assert tag
    assert " disabled" in tag[0]
    typed = ABDOU | {"email": "cyr@douanes.example"} | modes(meeting, S1="in_person")
    refused = delegate.sends(FORM, **typed)
    assert (refused.status_code, errors(refused)) == (
        422,
        ["There is no seat left here. Choose another way to attend."],
    )

    # Ben's draft was sent before: nothing of it is lost, he chooses to attend online.
    full = delegate.sends(waiting)
    assert full.status_code == 409
    assert f"No seat is left in person at “{first.title}”" in words(full)
    assert state("Ben Bamba") == State.DRAFT
    typed = ABDOU | {"given_name": "Ben", "family_name": "Bamba", "language": "en"} | modes(meeting, S1="online")
    assert delegate.sends(f"{waiting}/edit", **typed).headers["Location"] == waiting
    assert delegate.sends(waiting).status_code == 303
    assert state("Ben Bamba") == State.SUBMITTED
    assert {c.mode for c in person("Ben Bamba").choices} == {Mode.ONLINE}


def test_a_change_that_finds_no_seat_changes_nothing(delegate: Delegate, meeting: Meeting) -> None:
    limit(meeting, 1)
    registers(delegate, meeting, "Ada Adou")
    second = registers(delegate, meeting, "Ben Bamba", S1="online")
    assert changes(delegate, second, meeting, S1="in_person") == 422
    ben = person("Ben Bamba")
    wish = as_registered(ben, {world.session(meeting, "S1").id: Mode.IN_PERSON})
    db.session.rollback()
    with transaction(), pytest.raises(SeatsFull, match="No seat is left in person"):
        registering.change(ben, wish, registering.delegate(ben))
    assert [(c.mode, c.holds_seat) for c in person("Ben Bamba").choices] == [(Mode.ONLINE, True)]


def test_who_waits_and_asks_for_what_is_free_has_it_at_once(delegate: Delegate, meeting: Meeting) -> None:
    limit(meeting, 1)
    registers(delegate, meeting, "Ada Adou")
    second = registers(delegate, meeting, "Ben Bamba")
    assert state("Ben Bamba") == State.WAITLISTED
    assert changes(delegate, second, meeting, S1="online") == 303
    assert state("Ben Bamba") == State.SUBMITTED
    assert posted()[-3:] == [("waitlisted", "ben"), ("seat_offered", "ben"), ("submitted", "ben")]
    subjects = [mail["Subject"] for mail in delegate.mails()]
    assert subjects[-2:] == ["Confirm your registration: CAP 23", "Registration received: CAP 23"]


def test_two_of_each_delegation_and_the_third_waits_for_them(delegate: Delegate, meeting: Meeting) -> None:
    limit(meeting, 2, level=Level.DELEGATION)
    ada = registers(delegate, meeting, "Ada Adou")
    registers(delegate, meeting, "Ben Bamba")
    registers(delegate, meeting, "Cyr Coulibaly")
    world.registration(meeting, "Dirk Peeters", delegation="BE", state=State.SUBMITTED)
    assert state("Cyr Coulibaly") == State.WAITLISTED
    assert delegate.opens(f"{SEATS}.json?represents=BE").get_json()["seats"][f"session_{meeting.sessions[0].id}"] == {
        "in_person": {"text": "1 seat left", "isClosed": False}
    }
    delegate.sends(f"{ada}/withdrawal")
    assert posted()[-1] == ("seat_offered", "cyr")


def test_who_comes_back_asks_as_at_first(delegate: Delegate, meeting: Meeting) -> None:
    limit(meeting, 1)
    first = registers(delegate, meeting, "Ada Adou")
    delegate.sends(f"{first}/withdrawal")
    registers(delegate, meeting, "Ben Bamba")
    assert delegate.sends(f"{first}/resubmission").status_code == 303
    assert state("Ada Adou") == State.WAITLISTED

    # Declined, and approved after all: there is no seat for Ben either.
    with transaction():
        reviewing.decline(person("Ben Bamba"), COMMAND, "Not nominated.")
    assert posted()[-2:] == [("declined", "ben"), ("seat_offered", "ada")]
    with transaction():
        assert not reviewing.approve(person("Ben Bamba"), COMMAND)
    assert state("Ben Bamba") == State.WAITLISTED
    assert posted()[-1] == ("waitlisted", "ben")


def test_an_organizer_limits_and_raises(jean: FlaskClient, delegate: Delegate, meeting: Meeting) -> None:
    assert "Nothing is limited" in words(jean.get(SEATS))
    sent = {"scope": "meeting", "mode": "in_person", "seats": "1", "when_full": "wait"}
    assert jean.post(f"{SEATS}/limits", data=sent).status_code == 303
    assert jean.post(f"{SEATS}/limits", data=sent).status_code == 409
    assert jean.post(f"{SEATS}/limits", data=sent | {"seats": "-1"}).status_code == 422
    each = {"scope": "each:NGO", "mode": "online", "seats": "3", "when_full": "refuse"}
    assert jean.post(f"{SEATS}/limits", data=each).status_code == 303
    for name in ("Ada Adou", "Ben Bamba", "Cyr Coulibaly", "Dia Diop"):
        registers(delegate, meeting, name)
    page = jean.get(SEATS)
    assert re.findall(r"\d+ of \d+ taken", page.text) == ["1 of 1 taken"]
    assert re.findall(r"<bdi>\S+ (\S+ \S+)</bdi></a>", page.text) == ["Ben Bamba", "Cyr Coulibaly", "Dia Diop"]

    db.session.rollback()
    first = queries.limits(meeting.id)[0]
    jean.post(f"{SEATS}/limits/{first.id}", data={"seats": "2", "when_full": "wait"})
    assert posted()[-1] == ("seat_offered", "ben")
    jean.post(f"{SEATS}/limits/{first.id}/removal")
    assert posted()[-2:] == [("seat_offered", "cyr"), ("seat_offered", "dia")]
    db.session.rollback()
    assert db.session.scalars(select(Entry.action).where(Entry.action.like("seats.%")).order_by(Entry.id)).all() == [
        "seats.limit_added",
        "seats.limit_added",
        "seats.limit_changed",
        "seats.limit_removed",
    ]


def test_a_session_is_limited_to_its_room_with_one_tap(jean: FlaskClient, meeting: Meeting) -> None:
    page = jean.get("/meetings/cap-23/seats")
    assert "S1 – Closed session S1 Kyoto A · 134 seats Limit S1 to this room" in words(page)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text.partition("Kyoto A")[2]))
    assert jean.post("/meetings/cap-23/seats/limits", data=fields).status_code == 303
    db.session.rollback()
    [made] = db.session.scalars(select(SeatLimit))
    assert (made.level, made.seats, made.when_full) == (Level.SESSION, 134, WhenFull.WAIT)
    assert words(jean.get("/meetings/cap-23/seats")).count("to this room") == 2


def test_seats_left_are_read_anew_only_when_they_changed(delegate: Delegate, meeting: Meeting) -> None:
    limit(meeting, 2)
    seen = delegate.opens(f"{SEATS}.json")
    assert seen.headers["Cache-Control"] == "private, max-age=5"
    again = delegate.browser.get(f"{SEATS}.json", headers=delegate.headers | {"If-None-Match": seen.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    registers(delegate, meeting, "Ada Adou")
    later = delegate.browser.get(f"{SEATS}.json", headers=delegate.headers | {"If-None-Match": seen.headers["ETag"]})
    assert later.status_code == 200


def test_the_migrations_books_and_the_products_are_the_same(meeting: Meeting) -> None:
    """What is counted one by one and what is counted for all at once."""
    world.registration(meeting, "Ada Adou")
    world.registration(meeting, "Ben Bamba", state=State.SUBMITTED, modes={"S2": Mode.ONLINE})
    world.registration(meeting, "Cyr Coulibaly", state=State.WAITLISTED)
    world.registration(meeting, "Dirk Peeters", delegation="BE", category=Category.NGO, state=State.CONFIRMED)
    world.registration(meeting, "Eli Ehui", state=State.WITHDRAWN)
    books = queries.books(meeting.id)
    assert queries.taken(meeting.id, list(books)) == dict(books)
    assert sum(n for key, n in books.items() if key.level is Level.SESSION) == 7
    with transaction():
        db.session.execute(update(Choice).values(holds_seat=False))
        for one in db.session.scalars(select(Registration)):
            holding.refresh(one)
    assert queries.books(meeting.id) == books


def test_links_of_others_open_nothing(delegate: Delegate, meeting: Meeting) -> None:
    limit(meeting, 1)
    registers(delegate, meeting, "Ada Adou")
    token = links.personal(person("Ada Adou").uid)
    assert delegate.sends(f"/my/{token}/seat", answer="accepted").status_code == 409
    assert delegate.sends(f"/my/{token}/seat", answer="perhaps").status_code == 422
    assert delegate.sends(f"/my/{token}x/seat", answer="accepted").status_code == 404
    assert delegate.sends(f"/my/{token}/confirmation").status_code == 409

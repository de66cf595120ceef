"""An organizer writes to some of the people, looks at it, sends it; they read it."""

import re
import threading

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import world
from tests.actors import FrontDesk, Organizer
from tests.mailing.letters import Letters, footer, has_link, markup, text
from tests.statements import statements
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import Entry
from tracker.db import db, transaction
from tracker.mailing.models import Mailing, MailingRecipient
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.people.models import Category
from tracker.registration.models import Mode, Registration, State

SHUTTLE = {
    "states": ["approved", "confirmed"],
    "seen": "any",
    "subject_en": "Shuttle to {meeting}",
    "text_en": (
        "Dear {name},\n\nBuses leave at 8:15; see https://bus.example/line-7.\n"
        "Headquarters <main gate>, for {delegation}\n\n{personal_link}\n\nYour badge:\n{badge}"
    ),
}
FRENCH = {"subject_fr": "Navette pour {meeting}", "text_fr": "Bonjour {name},\n\nDépart à 8 h 15."}


def writes(amara: Organizer, **fields: object) -> str:
    """Have her write a message; the address of its page."""
    answer = amara.client.post(f"{amara.home}/messages/new", data=SHUTTLE | fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def presses_send(amara: Organizer, page: str, *, seen: str | None = None) -> TestResponse:
    """Press the button that the page showed; `seen` is a page that was opened before."""
    shown = seen or amara.client.get(page).text
    fields = {name: found(rf'name="{name}" value="(\d+)"', shown) for name in ("version", "count")}
    return amara.client.post(f"{page}/sending", data=fields)


def found(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    assert match is not None, page
    return match[1]


def people(meeting: Meeting) -> tuple[Registration, Registration, Registration]:
    """Adjoua in the room, Abdou on the screen and in French, Bo without an address."""
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    abdou = world.registration(
        meeting, "Abdou Diallo", modes={"S1": Mode.ONLINE, "S2": Mode.ONLINE}, language="fr", title="M."
    )
    bo = world.registration(meeting, "Bo Li", delegation="CN", category=Category.MEM)
    with transaction():
        db.session.get_one(Registration, bo.id).email = None
    return adjoua, abdou, bo


def test_everybody_approved_reads_the_message_in_their_language(
    amara: Organizer, meeting: Meeting, letters: Letters
) -> None:
    adjoua, _abdou, _bo = people(meeting)
    world.registration(meeting, "Cho Min", delegation="CN", state=State.SUBMITTED)
    page = writes(amara, **FRENCH)
    shown = amara.client.get(page).text
    assert found(r"<h2[^>]*id=\"sending\">([^<]+)<", shown) == "Goes to 2 people"
    assert "1 more person has no e-mail address" in shown
    assert '<span class="family">LI</span> Bo' in shown

    assert presses_send(amara, page).headers["Location"] == page
    assert letters.recipients() == ["abdou.diallo@customs.example", "adjoua.kouassi@customs.example"]
    [english], [french] = letters.to("adjoua.kouassi@customs.example"), letters.to("abdou.diallo@customs.example")
    assert (english["Subject"], french["Subject"]) == (
        "Shuttle to 23rd CAP Group Meeting",
        "Navette pour 23e réunion du Groupe CAP",
    )
    assert "Dear Ms Adjoua Kouassi,\n\nBuses leave at 8:15; see https://bus.example/line-7.\n" in text(english)
    assert "Headquarters <main gate>, for Côte d'Ivoire" in text(english)
    code = world.code(adjoua)
    assert " ".join(code[at : at + 4] for at in range(0, 16, 4)) in text(english)
    assert 'href="https://bus.example/line-7"' in markup(english)
    raw = english.get_body(("html",))
    assert raw is not None
    assert "Headquarters &lt;main gate&gt;, for" in raw.get_content()
    assert has_link(text(english))
    assert "Bonjour M. Abdou Diallo," in text(french)
    assert footer(english).startswith(
        "You receive this because you registered for 23rd CAP Group Meeting."
        " It concerns the meeting itself, so there is no unsubscribing."
    )
    assert footer(french).startswith("Vous recevez ce message parce que vous vous êtes inscrit")
    assert [english["List-Unsubscribe"], french["List-Unsubscribe"]] == [None, None]
    assert [part.get_content_type() for part in english.walk() if part.get_content_maintype() == "image"] == [
        "image/png"
    ]


def test_who_has_another_language_is_told_that_the_text_is_english(
    amara: Organizer, meeting: Meeting, letters: Letters
) -> None:
    world.registration(meeting, "Abdou Diallo", language="fr", title="M.")
    presses_send(amara, writes(amara))
    [mail] = letters.all()
    assert text(mail).startswith(
        "Ce texte n’est pas disponible en français ; il est affiché en anglais.\n\nDear M. Abdou"
    )


def test_pressing_twice_sends_once(amara: Organizer, meeting: Meeting, letters: Letters) -> None:
    people(meeting)
    page = writes(amara)
    shown = amara.client.get(page).text
    first, second = (presses_send(amara, page, seen=shown) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert "It was not sent again." in amara.client.get(page).text
    assert len(letters.all()) == 2
    assert (world.count(MailingRecipient), world.count(Message)) == (2, 2)
    sent = amara.client.get(page).text
    assert "Message sent" in sent
    assert amara.client.post(f"{page}/removal").status_code == 409
    assert amara.client.get(f"{page}/text").status_code == 409


@pytest.mark.slow
def test_four_who_press_at_once_send_once(app: Flask, amara: Organizer, meeting: Meeting, letters: Letters) -> None:
    people(meeting)
    page = writes(amara)
    shown = amara.client.get(page).text
    four = [Organizer(app, meeting, name=f"{name} Diallo") for name in ("Anna", "Bea", "Carl", "Dan")]
    ready, answers = threading.Barrier(4), list[int]()

    def press(one: Organizer) -> None:
        ready.wait()
        answers.append(presses_send(one, page, seen=shown).status_code)

    threads = [threading.Thread(target=press, args=(one,)) for one in four]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (answers, len(letters.all())) == ([303] * 4, 2)


def test_she_is_asked_again_when_the_number_has_changed(amara: Organizer, meeting: Meeting, letters: Letters) -> None:
    people(meeting)
    page = writes(amara)
    shown = amara.client.get(page).text
    world.registration(meeting, "Cho Min", delegation="CN")
    answer = presses_send(amara, page, seen=shown)
    assert answer.status_code == 409
    assert "when you looked, 2 people would have got this message; now it is 3" in answer.text
    assert letters.all() == []
    assert presses_send(amara, page, seen=answer.text).status_code == 303
    assert len(letters.all()) == 3


def test_she_is_asked_again_when_a_colleague_has_changed_the_text(
    app: Flask, amara: Organizer, meeting: Meeting, letters: Letters
) -> None:
    people(meeting)
    page = writes(amara)
    shown = amara.client.get(page).text
    otto = Organizer(app, meeting, name="Otto Brandt")
    assert otto.client.post(f"{page}/text", data=SHUTTLE | {"subject_en": "No shuttle"}).status_code == 303
    answer = presses_send(amara, page, seen=shown)
    assert (answer.status_code, letters.all()) == (409, [])
    assert "Somebody changed this message since you looked at it." in answer.text
    assert "No shuttle" in answer.text


def test_mistakes_in_a_text_are_named_and_nothing_is_lost(amara: Organizer, meeting: Meeting) -> None:
    answer = amara.client.post(
        f"{amara.home}/messages/new",
        data=SHUTTLE | {"subject_en": "{badge}", "text_en": "Dear {firstname},\nshow {badge} {", "text_fr": "Bonjour"},
    )
    assert answer.status_code == 422
    for words in (
        "{badge} cannot stand in a subject.",
        "There is no placeholder {firstname}.",
        "Put {badge} on a line of its own: it becomes a picture.",
        "A brace { stands by itself.",
        "Write the subject as well, or leave out the text.",
        "Dear {firstname},",
    ):
        assert words in answer.text
    assert world.count(Mailing) == 0


def test_the_desks_decide_who_is_reminded_of_a_parcel(
    app: Flask, amara: Organizer, meeting: Meeting, letters: Letters, watch: Watch
) -> None:
    adjoua, _abdou, _bo = people(meeting)
    came = world.registration(meeting, "Cho Min", delegation="CN")
    watch.says("2026-11-17 09:00")
    assert FrontDesk(app, meeting).scans(came) == "welcome"
    presses_send(amara, writes(amara, seen="not_seen", door="S1", session="S1", modes="in_person"))
    assert letters.recipients() == [adjoua.email]
    presses_send(amara, writes(amara, seen="seen"))
    assert letters.recipients() == [adjoua.email, came.email]


def test_a_preview_shows_one_person_and_hides_what_acts_for_them(amara: Organizer, meeting: Meeting) -> None:
    adjoua, abdou, _bo = people(meeting)
    page = writes(amara, **FRENCH)
    shown = amara.client.get(f"{page}?person={adjoua.id}")
    assert "frame-src 'self'" in shown.headers["Content-Security-Policy"]
    frame = amara.client.get(f"{page}/people/{adjoua.id}")
    assert "sandbox" in frame.headers["Content-Security-Policy"]
    for said in (shown.text, frame.text):
        assert "Ms Adjoua Kouassi" in said
        assert not has_link(said)
        assert world.code(adjoua)[4:8] not in said
    assert 'src="data:image/png;base64,' in frame.text
    assert "Bonjour M. Abdou Diallo," in amara.client.get(f"{page}?person={abdou.id}").text
    assert amara.client.get(f"{page}/people/999").status_code == 404


def test_sixty_people_cost_no_more_statements_than_one(amara: Organizer, meeting: Meeting) -> None:
    world.registration(meeting, "Adjoua Kouassi")
    page = writes(amara)
    with statements() as for_one:
        amara.client.get(page)
    for number in range(59):
        world.registration(meeting, f"Person{number:02} Li", delegation=("CN", "DE", "EG")[number % 3])
    with statements() as for_sixty:
        assert "Goes to 60 people" in amara.client.get(page).text
    assert len(for_sixty) == len(for_one) <= 18
    with statements() as list_page:
        assert amara.opens("messages").status_code == 200
    assert len(list_page) <= 12
    with statements() as sending:
        presses_send(amara, page, seen='name="version" value="1" name="count" value="60"')
    assert len(sending) <= 12


def test_the_journal_says_who_sent_what_to_how_many(amara: Organizer, meeting: Meeting) -> None:
    people(meeting)
    presses_send(amara, writes(amara))
    entries = db.session.scalars(db.select(Entry).where(Entry.action.startswith("message."))).all()
    assert [(one.action, one.actor) for one in entries] == [
        ("message.drafted", "amara@secretariat.example"),
        ("message.sent", "amara@secretariat.example"),
    ]
    assert (entries[1].details["recipients"], entries[1].details["unreachable"]) == (2, 1)


def test_a_session_that_left_the_programme_stops_the_message(amara: Organizer, meeting: Meeting) -> None:
    """Else "not seen at the door of S3" would find everybody."""
    page = writes(amara, seen="not_seen", door="S3")
    with transaction():
        for session in [one for one in db.session.get_one(Meeting, meeting.id).sessions if one.code == "S3"]:
            session.code = "S9"
    answer = amara.client.get(page)
    assert answer.status_code == 409
    assert "The programme has no session S3 any more." in answer.text
    assert amara.client.get(f"{page}/text").status_code == 200


def test_drafts_can_be_copied_and_thrown_away(amara: Organizer, meeting: Meeting) -> None:
    people(meeting)
    page = writes(amara)
    presses_send(amara, page)
    copy = str(amara.client.post(f"{page}/copies").headers["Location"])
    assert "Buses leave at 8:15" in amara.client.get(copy).text
    assert amara.client.post(f"{copy.removesuffix('/text')}/removal").status_code == 303
    assert world.count(Mailing) == 1


def test_a_viewer_sees_no_messages(app: Flask, meeting: Meeting) -> None:
    viewer = Organizer(app, meeting, name="Vera Lind", role=Role.VIEWER)
    assert viewer.opens("messages").status_code == 403

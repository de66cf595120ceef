"""French readers read French: every message is translated, typeset as French is, and used on pages and in mails."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from flask import Flask
from sqlalchemy import select

from setup.catalogues import PUBLIC, TRANSLATIONS, faults_of, forms, load, public
from tests import world
from tests.registration.delegate import ABDOU, Delegate, link_in, text_of
from tests.watch import Watch
from tracker.access import Role
from tracker.audit.models import COMMAND
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.registration import reviewing
from tracker.registration.models import Registration, State

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = TRANSLATIONS / "fr" / "LC_MESSAGES" / "messages.po"
NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
BAD_SIGNS = re.compile(
    rf"""(?P<apostrophe>')                   # ’ is the French one
    |    (?P<quotes>["“”])                   # « » are
    |    (?P<opening>«(?!{NARROW}))
    |    (?P<narrow>(?<!{NARROW})[;!?»])
    |    (?P<wide>(?<!{WIDE}):(?=\s|$))      # within times and addresses a colon stands alone
    |    (?P<doubled>\s\s)""",
    re.VERBOSE,
)
# Frequent in English, never French: one of them on a page is a sentence that nobody translated.
ABBREVIATED = 2  # words: "H.E." is no sentence
ENGLISH = frozenset({"and", "are", "by", "for", "from", "is", "not", "of", "the", "this", "to", "with", "you", "your"})


class Reader(HTMLParser):
    """Reads what a page says, also to those who hear it."""

    SPOKEN = frozenset({"alt", "aria-label", "data-label", "placeholder", "title"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.language: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in self.SPOKEN and value]
        if tag == "html":
            self.language = dict(attrs)["lang"]

    def handle_data(self, data: str) -> None:
        if self.get_starttag_text() != "<style>":
            self.said.append(data)


def english_in(*texts: str) -> set[str]:
    """The English words of the texts, which may be addresses of pages."""
    plain = (re.sub(r"https?://\S+|\S+@\S+", " ", text) for text in texts)
    return {word for text in plain for word in re.findall(r"[^\W\d_]+", text.lower())} & ENGLISH


def bad_signs(text: str) -> list[str]:
    """The kinds of signs that are not set as French is."""
    return [str(found.lastgroup) for found in BAD_SIGNS.finditer(text)]


@pytest.fixture(scope="module")
def french() -> Catalog:
    return load(CATALOGUE)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The messages of the sources as they are now."""
    target = tmp_path_factory.mktemp("messages") / "messages.pot"
    keywords = ("lazy_gettext", "_l", "lazy_ngettext:1,2", "lazy_pgettext:1c,2")
    options = ("--quiet", "extract", "--mapping", "pyproject.toml", *(f"--keyword={word}" for word in keywords))
    command = (sys.executable, "-m", "babel.messages.frontend", *options, "--output", str(target), ".")
    subprocess.run(command, cwd=ROOT, check=True)
    return load(target)


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-09 10:00")
    world.delegations()
    return world.meeting()


@pytest.fixture
def abdou(context: Flask, outbox: Path) -> Delegate:
    return Delegate(context, outbox, language="fr")


@pytest.mark.pure
def test_every_message_of_the_sources_is_translated_for_certain(french: Catalog, template: Catalog) -> None:
    assert list(faults_of(french, template)) == []


@pytest.mark.pure
@pytest.mark.parametrize("language", sorted(PUBLIC))
def test_what_everybody_may_read_is_translated(template: Catalog, language: str) -> None:
    assert list(faults_of(load(TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"), public(template))) == []


@pytest.mark.pure
@pytest.mark.parametrize("language", sorted(PUBLIC))
def test_a_sentence_ends_in_every_language_as_it_does_in_english(language: str) -> None:
    """But for abbreviated titles, and questions of one language that are none in another."""
    full_stop = ("。", ".") if language == "zh" else (".",)
    assert [
        text
        for message in load(TRANSLATIONS / language / "LC_MESSAGES" / "messages.po")
        if message.id and len(forms(message.id)[-1].split()) > ABBREVIATED
        for text in forms(message.string)
        if forms(message.id)[-1].endswith(".") != text.endswith(full_stop)
    ] == []


@pytest.mark.pure
def test_nothing_is_translated_that_nobody_says(french: Catalog, template: Catalog) -> None:
    said = {(forms(message.id)[0], message.context) for message in template}
    assert [message.id for message in french if (forms(message.id)[0], message.context) not in said] == []
    assert french.obsolete == {}


@pytest.mark.pure
@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (f"L’heure{WIDE}: 09:30. «{NARROW}Fin{NARROW}»{NARROW}?", []),
        ("L'heure", ["apostrophe"]),
        ("« Fin »", ["opening", "narrow"]),
        (f"Erreur{NARROW}: fin", ["wide"]),
        ("Erreur : fin", ["wide"]),
        ("Erreur:", ["wide"]),
        ("Fin ; fin", ["narrow"]),
        (f"Fin{WIDE}!", ["narrow"]),
        ("“Fin”", ["quotes", "quotes"]),
        ("Fin.  Fin", ["doubled"]),
    ],
)
def test_french_signs_are_known(text: str, faults: list[str]) -> None:
    assert bad_signs(text) == faults


@pytest.mark.pure
def test_every_translation_is_typeset_as_french_is(french: Catalog) -> None:
    translations = [text for message in french if message.id for text in forms(message.string)]
    assert {text: bad_signs(text) for text in translations if bad_signs(text)} == {}


@pytest.mark.pure
def test_a_sentence_ends_in_french_as_it_does_in_english(french: Catalog) -> None:
    """A label that becomes a sentence, or the reverse, is a slip."""
    assert [
        text
        for message in french
        if message.id
        for english, text in zip(forms(message.id), forms(message.string), strict=True)
        if english.endswith((".", "…")) != text.endswith((".", "…")) and text not in {"M.", "S.E."}
    ] == []


@pytest.mark.pure
def test_english_is_noticed() -> None:
    html = '<html lang="en"><p>Bonjour</p><p title="Send the form">Oui</p></html>'
    assert (Reader(html).language, english_in(*Reader(html).said)) == ("en", {"the"})
    assert english_in("Écrivez à to@customs.example", "https://for.example/the") == set()


@pytest.mark.parametrize(
    "address", ["/", "/meetings/cap-23", "/meetings/cap-23/register", "/login", "/password/forgotten", "/no"]
)
def test_a_visitor_reads_french(abdou: Delegate, meeting: Meeting, address: str) -> None:
    page = Reader(abdou.opens(address).text)
    assert (page.language, english_in(*page.said)) == ("fr", set())


def test_what_is_wrong_with_a_form_is_said_in_french(abdou: Delegate, meeting: Meeting) -> None:
    page = Reader(abdou.sends("/meetings/cap-23/register", email="abdou").text)
    assert (page.language, english_in(*page.said)) == ("fr", set())
    assert "Saisissez votre nom de famille comme sur votre pièce d’identité." in page.said


@pytest.mark.parametrize("page", ["work", "registrations", "attendance", "team", "checkin", "registrations/{id}"])
def test_an_organizer_reads_french(app: Flask, meeting: Meeting, page: str) -> None:
    waiting = world.registration(meeting, "Adjoua Kouassi", state=State.SUBMITTED)
    client = world.sign_in(app.test_client(), world.user("Amara Bâ", role=Role.ORGANIZER, of=meeting))
    address = f"/meetings/cap-23/{page.format(id=waiting.id)}"
    read = Reader(client.get(address, headers={"Accept-Language": "fr"}).text)
    assert (read.language, english_in(*read.said)) == ("fr", set())


def test_a_delegate_reads_french_to_the_end(abdou: Delegate, meeting: Meeting) -> None:
    form = ABDOU | {f"session_{session.id}": "online" for session in meeting.sessions}
    sent = abdou.follows(abdou.sends("/meetings/cap-23/register", **form))
    link = link_in(abdou.last_mail())
    asked = abdou.opens(link)
    personal = abdou.sends(link).headers["Location"]
    waiting = abdou.opens(personal)
    with transaction():
        reviewing.approve(db.session.scalars(select(Registration)).one(), COMMAND)
    approved = (abdou.opens(personal), abdou.opens(f"{personal}/edit"), abdou.opens(f"{personal}/badge"))
    answers = [sent, asked, waiting, *approved]
    assert [answer.status_code for answer in answers] == [200] * 6
    pages = [Reader(answer.text) for answer in answers]
    assert {page.language for page in pages} == {"fr"}
    assert english_in(*(said for page in pages for said in page.said)) == set()


def mails_of_a_registration(abdou: Delegate, meeting: Meeting) -> Iterator[tuple[str, str, str]]:
    """He registers, is approved, withdraws; the subject, text and HTML of each mail."""
    wishes = {f"session_{session.id}": "in_person" for session in meeting.sessions}
    abdou.sends("/meetings/cap-23/register", **(ABDOU | wishes | {"document_phase": "yes"}))
    personal = abdou.sends(link_in(abdou.last_mail())).headers["Location"]
    abdou.mails()
    with transaction():
        reviewing.approve(db.session.scalars(select(Registration)).one(), COMMAND)
    abdou.mails()
    abdou.sends(f"{personal}/withdrawal")
    for mail in abdou.mails():
        html = mail.get_body(("html",))
        assert html is not None
        yield str(mail["Subject"]), text_of(mail), str(html.get_content())


def test_mails_are_french(abdou: Delegate, meeting: Meeting) -> None:
    mails = list(mails_of_a_registration(abdou, meeting))
    assert [subject for subject, _text, _html in mails] == [
        "Confirmez votre inscription : CAP 23",
        "Inscription reçue : CAP 23",
        "Inscription approuvée : CAP 23",
        "Inscription retirée : CAP 23",
    ]
    assert {Reader(html).language for _subject, _text, html in mails} == {"fr"}
    assert english_in(*(text for _subject, text, _html in mails)) == set()
    assert english_in(*(said for _subject, _text, html in mails for said in Reader(html).said)) == set()

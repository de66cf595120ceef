"""Who writes which mail, and how the templates make one."""

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from tracker.outbox import letters
from tracker.outbox.letters import Letter, UnknownKind

HELLO = {
    "emails/hello/subject.txt": "\nWelcome,\n{{ name }}\n",
    "emails/hello/body.txt": '{% extends "emails/layout.txt" %}{% block content %}\nDear {{ name }}\n{% endblock %}',
    "emails/hello/body.html": (
        '{% extends "emails/layout.html" %}{% from "emails/parts.html" import button %}'
        "{% block title %}Hello{% endblock %}"
        '{% block content %}<p>Dear {{ name }}</p>{{ button("See", "https://t.example/my") }}{% endblock %}'
    ),
}


@pytest.fixture
def hello(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Letter:
    """The mail "hello" as templates make it for somebody with a troublesome name."""
    loader = app.jinja_env.loader
    assert loader is not None
    monkeypatch.setattr(app.jinja_env, "loader", ChoiceLoader([DictLoader(HELLO), loader]))
    with app.test_request_context(base_url="https://t.example"):
        return letters.from_templates("hello", name="Zoë\r\nO'Neil <z>")


def test_a_subject_is_one_line(hello: Letter) -> None:
    assert hello.subject == "Welcome, Zoë O'Neil <z>"


def test_a_plain_text_is_not_escaped_and_ends_with_who_sent_it(hello: Letter) -> None:
    assert hello.text.splitlines() == ["Dear Zoë", "O'Neil <z>", "", "-- ", "Sent automatically by https://t.example/"]


def test_html_is_escaped(hello: Letter) -> None:
    assert hello.html.count("<p>Dear Zoë\r\nO&#39;Neil &lt;z&gt;</p>") == 1
    assert hello.html.count('<a href="https://t.example/my"') == 1


def test_nobody_writes_an_unknown_kind() -> None:
    with pytest.raises(UnknownKind, match="nobody writes mails of the kind 'test_unheard_of'"):
        letters.write("test_unheard_of", {})


def test_a_kind_has_one_writer() -> None:
    with pytest.raises(ValueError, match="two writers for mails of the kind 'test_welcome'"):
        letters.letter("test_welcome")(lambda _about: None)

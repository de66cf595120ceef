"""Mails that only the tests post."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import get_locale

from tracker.outbox.letters import Letter, letter


@letter("test_welcome")
def welcome(about: Mapping[str, Any]) -> Letter:
    name = about["name"]
    return Letter(f"Welcome, {name}", f"Dear {name}\n", f"<p>Dear {name}</p>")


@letter("test_place")
def place(about: Mapping[str, Any]) -> Letter:
    """Says where it was written: in which language, under which address."""
    del about
    text = f"{get_locale()} {url_for('static', filename='favicon.svg', _external=True)}\n"
    return Letter("Place", text, f"<p>{text}</p>")


@letter("test_obsolete")
def obsolete(about: Mapping[str, Any]) -> None:
    del about


@letter("test_broken")
def broken(about: Mapping[str, Any]) -> Letter:
    message = f"no registration {about['registration_id']}"
    raise RuntimeError(message)

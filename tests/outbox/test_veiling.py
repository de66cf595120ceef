"""What somebody else than the recipient sees of a mail."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask

from tracker.badges import codes
from tracker.outbox.letters import Letter
from tracker.outbox.veiling import veiled
from tracker.registration import links
from tracker.registration.focal import links as focal_links

TOKENS: dict[str, Callable[[UUID], str]] = {
    "confirmation": links.confirming,
    "personal page": links.personal,
    "starting again": lambda uid: links.starting_again(17, uid),
    "kept badge": links.keeping_badge,
    "focal point": focal_links.speaking,
    "nomination": focal_links.nominating,
}


def seen(text: str) -> str:
    return veiled(Letter("Subject", text, f'<a href="{text}">{text}</a>'), b"").text


@pytest.mark.parametrize("of", TOKENS)
def test_no_signed_link_is_shown(context: Flask, of: str) -> None:
    for _ in range(50):
        token = TOKENS[of](uuid4())
        said = veiled(Letter(token, f"http://t.example/my/{token}.", f'<a href="/my/{token}">'), b"")
        assert (said.subject, said.text, said.html) == ("•••", "http://t.example/my/•••", '<a href="/my/•••">')


def test_no_badge_code_is_shown_however_it_is_written() -> None:
    for number in range(200):
        code = codes.derive(UUID(int=number), b"k" * 32)
        for written in (code, codes.grouped(code), codes.grouped(code).replace(" ", "-")):
            assert seen(f"Say {written}, please.") == "Say B••• •••• •••• ••••, please."


def test_words_and_plain_addresses_stay() -> None:
    text = "BRUSSELS, 17 November 2026, https://t.example/meetings/cap-23 and BA8X VV32"
    assert seen(text) == text


def test_pictures_become_the_sample() -> None:
    said = veiled(Letter("", "", '<img src="cid:badge" alt="x">'), b"PNG")
    assert said.html == '<img src="data:image/png;base64,UE5H" alt="x">'

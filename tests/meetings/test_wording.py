"""Numbers and days as an official page prints them."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

from tests.world import at
from tracker.days import day_range
from tracker.i18n import Texts
from tracker.meetings.wording import city, moment, ordinal, typeset


@pytest.mark.pure
@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (1, "1st", "1re"),
        (2, "2nd", "2e"),
        (3, "3rd", "3e"),
        (11, "11th", "11e"),
        (12, "12th", "12e"),
        (18, "18th", "18e"),
        (21, "21st", "21e"),
        (112, "112th", "112e"),
        (223, "223rd", "223e"),
    ],
)
def test_meetings_are_numbered(number: int, english: str, french: str) -> None:
    assert (ordinal(number, "en"), ordinal(number, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("first", "last", "english", "french"),
    [
        ("2026-12-08", "2026-12-08", "8 December 2026", "8 décembre 2026"),
        ("2026-12-08", "2026-12-09", "8–9 December 2026", "8–9 décembre 2026"),
        ("2026-11-30", "2026-12-02", "30 November – 2 December 2026", "30 novembre – 2 décembre 2026"),
        ("2026-12-01", "2026-12-02", "1–2 December 2026", "1er–2 décembre 2026"),
        ("2026-11-21", "2026-12-01", "21 November – 1 December 2026", "21 novembre – 1er décembre 2026"),
        ("2026-12-31", "2027-01-02", "31 December 2026 – 2 January 2027", "31 décembre 2026 – 2 janvier 2027"),
    ],
)
def test_days_are_told_as_short_as_can_be(context: Flask, first: str, last: str, english: str, french: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    with context.test_request_context():
        with force_locale("en"):
            assert day_range(*days) == english
        with force_locale("fr"):
            assert day_range(*days) == french


def test_a_time_says_whose_it_is(context: Flask) -> None:
    with context.test_request_context():
        with force_locale("en"):
            assert moment(at("2026-12-04 18:00"), "Europe/Brussels") == "4 December 2026, 18:00 (Brussels time)"
            assert moment(at("2026-12-04 18:00"), "Asia/Tokyo") == "5 December 2026, 02:00 (Tokyo time)"
        with force_locale("fr"):
            assert city("Europe/Brussels") == "Bruxelles"
            told = "1er décembre 2026 à 18:00 (heure locale\N{NO-BREAK SPACE}: Bruxelles)"
            assert moment(at("2026-12-01 18:00"), "Europe/Brussels") == told


def test_french_signs_do_not_begin_a_line(context: Flask) -> None:
    title = Texts({"en": "Session : what next ?", "fr": "Séance : et après ? « Voilà »"})
    narrow, wide = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
    with context.test_request_context():
        with force_locale("fr"):
            assert typeset(title) == f"Séance{wide}: et après{narrow}? «{narrow}Voilà{narrow}»"
        with force_locale("en"):
            assert typeset(title) == "Session : what next ?"

"""Signed links: whose they are, what for, how long."""

from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.watch import Watch
from tracker.registration import links

AMINA = UUID("00000000-0000-4000-8000-00000000a111")


def test_a_link_names_its_person(context: Flask, watch: Watch) -> None:
    assert links.person(links.personal(AMINA)) == AMINA
    assert links.confirmed(links.confirming(AMINA)) == AMINA


def test_a_link_is_good_for_one_purpose(context: Flask, watch: Watch) -> None:
    with pytest.raises(links.LinkNotValid):
        links.confirmed(links.personal(AMINA))
    with pytest.raises(links.LinkNotValid):
        links.person(links.confirming(AMINA))


def test_a_confirmation_waits_seven_days(context: Flask, watch: Watch) -> None:
    watch.says("2026-11-01 09:00")
    token = links.confirming(AMINA)
    watch.says("2026-11-08 09:00")
    assert links.confirmed(token) == AMINA
    watch.moves_on(seconds=1)
    with pytest.raises(links.LinkExpired) as expired:
        links.confirmed(token)
    assert expired.value.uid == AMINA


def test_a_personal_link_has_no_date(context: Flask, watch: Watch) -> None:
    token = links.personal(AMINA)
    watch.moves_on(days=3650)
    assert links.person(token) == AMINA


@pytest.mark.parametrize("cut", ["", ".", "a111", "é", "null", "a111.kgs", "x" * 4000])
def test_what_is_no_link(context: Flask, watch: Watch, cut: str) -> None:
    for read in (links.person, links.confirmed):
        with pytest.raises(links.LinkNotValid):
            read(cut)


@given(place=st.integers(min_value=0), letter=st.sampled_from("0123456789abcdefXYZ-_."))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_a_changed_letter_makes_it_void(context: Flask, place: int, letter: str) -> None:
    token = links.personal(AMINA)
    at = place % (len(token) - 1)  # the last letter of a signature holds two bits that say nothing
    forged = token[:at] + letter + token[at + 1 :]
    if forged == token:
        assert links.person(forged) == AMINA
    else:
        with pytest.raises(links.LinkNotValid):
            links.person(forged)

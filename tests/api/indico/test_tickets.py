"""A badge in the app's own form."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests import world
from tests.api.indico.phone import AppError, Phone, is_address
from tracker.accounts.models import User
from tracker.api.indico import addresses, identity, numbers, proofs, tickets
from tracker.badges import issuing
from tracker.config import Settings
from tracker.db import transaction
from tracker.meetings.models import Meeting

KEY = b"a key of the installation"


def ticket(of: UUID, settings: Settings) -> str:
    """What the QR code says."""
    secret = tickets.of_badge(of, identity.secret(settings))
    return tickets.text(secret, addresses.in_ticket(identity.base_url(settings)))


def test_a_ticket_checks_in_as_the_badge_does(phone: Phone, meeting: Meeting, settings: Settings) -> None:
    amina = world.registration(meeting, "Amina Diallo")
    badge = issuing.valid(amina.id)
    assert badge is not None
    shown = phone.scans(ticket(badge.id, settings))
    assert shown is not None
    assert shown["checked_in"] is True
    assert [call.split(" ")[0] for call in phone.calls] == ["GET", "GET", "PATCH", "GET", "GET"]


def test_another_badge_voids_the_ticket(phone: Phone, meeting: Meeting, settings: Settings) -> None:
    amina = world.registration(meeting, "Amina Diallo")
    badge = issuing.valid(amina.id)
    assert badge is not None
    before = ticket(badge.id, settings)
    with transaction():
        issuing.issue(amina.id)
    with pytest.raises(AppError, match="410"):
        phone.scans(before)


def test_the_page_of_a_badge_shows_its_ticket(client: FlaskClient, meeting: Meeting, dario: User) -> None:
    amina = world.registration(meeting, "Amina Diallo")
    browser = world.sign_in(client, dario)
    page = browser.get(f"/meetings/cap-23/badges/{amina.id}/ticket")
    assert (page.status_code, page.text.count("QR code of the badge")) == (200, 1)
    with transaction():
        issuing.revoke(amina.id, "lost")
    assert browser.get(f"/meetings/cap-23/badges/{amina.id}/ticket").status_code == 409


@pytest.mark.pure
@pytest.mark.parametrize(
    ("public", "base", "in_ticket"),
    [
        ("https://meet.example.org", "https://meet.example.org/indico/", "meet.example.org/indico/"),
        ("https://meet.example.org/", "https://meet.example.org/indico/", "meet.example.org/indico/"),
        ("https://example.org/meet", "https://example.org/meet/indico/", "example.org/meet/indico/"),
        (
            "https://meet.example.org:8443",
            "https://meet.example.org:8443/indico/",
            "https://meet.example.org:8443/indico/",
        ),
        ("http://localhost:8000", "http://localhost:8000/indico/", "http://localhost:8000/indico/"),
    ],
)
def test_the_app_makes_the_server_s_address_again(public: str, base: str, in_ticket: str) -> None:
    assert (addresses.base(public), addresses.in_ticket(base)) == (base, in_ticket)
    assert (in_ticket if is_address(in_ticket) else f"https://{in_ticket}") == base


@pytest.mark.pure
@given(badge=st.uuids(), other=st.binary(min_size=16, max_size=40))
def test_a_ticket_leads_back_to_its_badge_and_needs_the_key(badge: UUID, other: bytes) -> None:
    secret = tickets.of_badge(badge, KEY)
    assert tickets.badge_of(secret, KEY) == badge
    if other != KEY:
        assert tickets.badge_of(secret, other) != badge


@pytest.mark.pure
def test_a_ticket_says_what_the_app_reads() -> None:
    told: dict[str, Any] = json.loads(tickets.text(UUID("01234567-89ab-cdef-0123-456789abcdef"), "example.org/indico/"))
    assert told == {"i": [2, "example.org/indico/", "ASNFZ4mrze8BI0VniavN7w=="]}


@pytest.mark.pure
@given(registration=st.integers(1, 2**31), session=st.integers(1, numbers.SESSIONS - 1))
def test_a_number_is_of_one_person_at_one_session(registration: int, session: int) -> None:
    joined = numbers.joined(registration, session)
    assert numbers.parted(joined) == (registration, session)
    assert joined < 2**53


@pytest.mark.pure
@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("https://checkin.getindico.io/auth/redirect", True),
        ("https://checkin.getindico.io", False),
        ("http://checkin.getindico.io/auth/redirect", False),
        ("https://checkin.getindico.io:444/auth/redirect", False),
        ("https://CHECKIN.getindico.io/auth/redirect", False),
        ("https://checkin.getindico.io/a;script-src evil.example", False),
        ("https://checkin.getindico.io/\n", False),
        ("https://checkin.getindico.io/#here", False),
        ("https://checkin.getindico.io\\@evil.example/", False),
        ("http://localhost:3000/auth/redirect", True),
        ("http://localhost:3000.evil.example/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_where_the_app_may_be_sent_back(address: str, is_allowed: bool) -> None:  # noqa: FBT001 (what a case expects)
    allowed = ("https://checkin.getindico.io/", "http://localhost:3000/")
    assert addresses.may_return_to(address, allowed) is is_allowed


@pytest.mark.pure
def test_the_example_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert proofs.proves(verifier, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    assert not proofs.proves(verifier, verifier)
    assert not proofs.proves("short", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")


@pytest.mark.pure
def test_the_installation_keeps_its_number(settings: Settings) -> None:
    assert identity.client_id(settings) == identity.client_id(replace(settings, public_url="https://other.example"))
    assert identity.client_id(settings) != identity.client_id(replace(settings, badge_secret="c" * 64))

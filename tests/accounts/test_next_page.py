"""Where signing in leads: never to another site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.accounts.next_page import after, is_own_path

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("target", ["/", "/work", "/meetings/cap-23/registrations?state=pending&page=2", "/réunions"])
def test_pages_of_the_site(target: str) -> None:
    assert after(target, "/work") == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "work",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "https://evil.example/",
        "https:/evil.example",
        "javascript:alert(1)",
    ],
)
def test_everything_else_leads_to_the_first_page(target: str | None) -> None:
    assert after(target, "/work") == "/work"


@given(st.text(st.sampled_from("/\\:@?#. \t\nhtpsevil"), max_size=20))
def test_what_is_accepted_stays_on_the_site_as_browsers_read_it(target: str) -> None:
    as_read = "".join(c for c in target if c not in "\t\n\r").replace("\\", "/")
    if is_own_path(target):
        assert urlsplit(urljoin("https://meetings.example/login", as_read)).netloc == "meetings.example"

"""A page as somebody sees it, and what they may have done on it."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from playwright.sync_api import Page, expect

from tracker.accounts.models import User

Act = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as somebody sees it, perhaps after having done something on it."""

    name: str
    path: str
    by: User | None = None
    act: Act | None = None
    status: HTTPStatus = HTTPStatus.OK  # of the last answer


def opens(summary: str) -> Act:
    """Open the first menu or disclosure of that kind."""
    return lambda page: page.locator(summary).first.click()


def sends(page: Page) -> None:
    """Send the form as it stands; its errors are summed up."""
    page.locator("form.form button.button-primary").click()
    expect(page.locator(".error-summary")).to_be_focused()

"""The person behind a personal link, for the pages of papers and letters."""

from tracker import clock
from tracker.registration import links, pages, queries
from tracker.registration.models import Registration


def person(token: str) -> Registration:
    """Whose link it is: LinkNotValid, RegistrationGone, PersonalPageClosed."""
    registration = queries.registration(links.person(token))
    pages.check_kept(registration, clock.now())
    return registration

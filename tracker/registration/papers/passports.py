"""What an invitation letter says of a passport and a stay, and how long that is kept. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

KEPT = timedelta(days=30)  # after the visa was issued or the meeting has ended, whichever comes first


@dataclass(frozen=True, slots=True)
class Passport:
    """The person as the passport names them, and the days of the stay."""

    full_name: str
    nationality: str
    passport_number: str
    passport_expires: date
    born_on: date
    arrives_on: date
    leaves_on: date


def erased_on(visa_issued_on: date | None, meeting_ends_on: date | None) -> date | None:
    """The first day on which nobody needs the passport data any more; None while no end is known.

    >>> erased_on(date(2026, 10, 20), date(2026, 11, 18))
    datetime.date(2026, 11, 19)
    """
    ends = [day for day in (visa_issued_on, meeting_ends_on) if day]
    return min(ends) + KEPT if ends else None

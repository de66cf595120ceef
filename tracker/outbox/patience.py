"""How long to wait for what. Pure."""

from datetime import timedelta

ATTEMPTS = 12
KEPT = timedelta(days=30)  # how long a mail that is done stays to be looked at
BUSINESS_KEPT = timedelta(days=365)  # the same for what was said about a meeting: "did we tell her in March?"

_LONGEST = 60  # minutes
_STEPS = 16  # that one mail may make the server wait its full timeout: sign-in, envelope, text, each with its answer


def wait_after(attempt: int, chance: float) -> timedelta:
    """How long to wait after the failed attempt of that number (from 1): 1, 2, 4 … 60 minutes, up to a quarter more.

    `chance` between 0 and 1 spreads the mails that failed together.
    """
    minutes = min(2 ** (attempt - 1), _LONGEST)
    return timedelta(minutes=minutes * (1 + chance / 4))


def lease(timeout: int) -> timedelta:
    """For how long a mail belongs to the worker that took it; `timeout` is that of one step of a delivery, in s."""
    return timedelta(minutes=1, seconds=_STEPS * timeout)

"""What the personal page and the review page say of somebody's papers and invitation letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker import clock
from tracker.registration.models import Registration
from tracker.registration.papers import needs, requesting
from tracker.registration.papers.models import VisaRequest
from tracker.registration.papers.needs import Asked


@dataclass(frozen=True, slots=True)
class Own:
    """Papers and letter of one person."""

    asked: Sequence[Asked]
    visa: VisaRequest | None
    may_ask_for_visa: bool

    @property
    def is_missing(self) -> bool:
        return any(one.is_missing for one in self.asked)


def of(registration: Registration) -> Own:
    """Everything at once (3 statements)."""
    visa = requesting.of(registration)
    return Own(needs.asked(registration), visa, requesting.may_ask(registration, clock.now()))

"""The seats that a list would take, counted row by row before anything is written. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tracker.people.models import Delegation
from tracker.registration import adopt
from tracker.registration.details import Details
from tracker.registration.importing.roll import Known
from tracker.registration.models import SEATED
from tracker.registration.seats.rules import NOTHING, Demand, Full, Key, Limit, judge, keys


class Book:
    """The seats of a meeting: those that are held, and those of the rows so far."""

    def __init__(self, limits: Sequence[Limit], taken: Mapping[Key, int], senders: Mapping[int, Delegation]) -> None:
        self._limits = limits
        self._taken = Counter(taken)
        self._by_code = {one.code: one.id for one in senders.values()}
        self._new: dict[str, int] = {}  # organizations that get a delegation when they are written

    def take(self, wanted: Details, known: Known | None = None) -> Full | None:
        """Count these seats in place of those held; where they are full, count nothing and say which limits are."""
        if not self._limits or (known is not None and known.state not in SEATED):
            return None
        demand, held = self._demand(wanted), self._demand(known.details) if known else NOTHING
        if demand == held:
            return None
        found = judge(demand, self._limits, self._taken, held)
        if isinstance(found, Full):
            return found
        self._taken.subtract(keys(held, self._limits))
        self._taken.update(keys(demand, self._limits))
        return None

    def _demand(self, details: Details) -> Demand:
        sender = details.delegation_id or self._adopted(details)
        return Demand(sender, details.category, frozenset(details.choices.items()))

    def _adopted(self, details: Details) -> int | None:
        """The number of the delegation that the organization is or will be; those to come have negative ones."""
        kind = adopt.KINDS.get(details.category)
        if kind is None or not details.organization:
            return None
        code = adopt.code_of(kind, details.organization)
        return self._by_code.get(code) or self._new.setdefault(code, -1 - len(self._new))

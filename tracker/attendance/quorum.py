"""Whether enough delegations are represented: one pure rule.

Delegations count, not heads, and at an instant. Of those entitled more than a share must be represented (WCO
Convention, Article VIII (b): more than half of the Members entitled to vote), or a number; a working group has no rule.
Who is on the screen represents where the body says so. A union counts as many delegations as the meeting gives it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from tracker.attendance.presence import Way
from tracker.meetings.models import QuorumRule


@dataclass(frozen=True, slots=True)
class Rule:
    """A meeting's rule."""

    kind: QuorumRule
    percent: int = 50
    number: int = 1
    screen: bool = True

    def needed(self, entitled: int) -> int | None:
        """How many must be represented; None where there is no rule.

        >>> Rule(QuorumRule.MORE_THAN, percent=50).needed(187)
        94
        """
        if self.kind is QuorumRule.NONE:
            return None
        if self.kind is QuorumRule.AT_LEAST:
            return self.number
        return int(Fraction(self.percent * entitled, 100)) + 1


@dataclass(frozen=True, slots=True)
class Entitled:
    """A delegation that counts, and as how many."""

    id: int
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Quorum:
    """The state of the quorum at an instant, in delegations by their weight."""

    entitled: int
    in_room: int
    on_screen: int  # and nobody in the room
    needed: int | None
    room: tuple[int, ...]  # delegations
    screen: tuple[int, ...]
    missing: tuple[int, ...]
    counts_screen: bool

    @property
    def represented(self) -> int:
        return self.in_room + (self.on_screen if self.counts_screen else 0)

    @property
    def is_met(self) -> bool | None:
        """None where there is no rule."""
        return None if self.needed is None else self.represented >= self.needed


def quorum(rule: Rule, entitled: Sequence[Entitled], present: Mapping[int, Way]) -> Quorum:
    """The quorum where `present` says how each delegation is there; others may be in it and do not count."""
    room = tuple(one.id for one in entitled if present.get(one.id) in {Way.ROOM, Way.BOTH})
    screen = tuple(one.id for one in entitled if present.get(one.id) is Way.SCREEN)
    weights = {one.id: one.weight for one in entitled}
    whole = sum(weights.values())
    there = {*room, *(screen if rule.screen else ())}
    return Quorum(
        entitled=whole,
        in_room=sum(weights[id_] for id_ in room),
        on_screen=sum(weights[id_] for id_ in screen),
        needed=rule.needed(whole),
        room=room,
        screen=screen,
        missing=tuple(one.id for one in entitled if one.id not in there),
        counts_screen=rule.screen,
    )


@dataclass(frozen=True, slots=True)
class Being:
    """Somebody of a delegation was there, from when until when."""

    delegation: int
    since: datetime
    until: datetime
    way: Way  # ROOM or SCREEN


def present_at(beings: Iterable[Being], at: datetime) -> dict[int, Way]:
    """How each delegation is there at that instant; the beginning of a stay is in it, its end is not."""
    found: dict[int, Way] = {}
    for being in beings:
        if being.since <= at < being.until:
            before = found.get(being.delegation, being.way)
            found[being.delegation] = being.way if before is being.way else Way.BOTH
    return found


def met_since(rule: Rule, entitled: Sequence[Entitled], beings: Sequence[Being], at: datetime) -> datetime | None:
    """Since when the quorum has been met without a break until that instant; None if it is not met then.

    One walk through the moments at which somebody came or went: a thousand people are no more than two thousand steps.
    """
    weights = {one.id: one.weight for one in entitled}
    needed = rule.needed(sum(weights.values()))
    if needed is None:
        return None
    there = dict.fromkeys(weights, 0)  # how many people of each delegation
    represented, since = 0, None
    for moment, steps in groupby(_steps(rule, weights, beings, at), key=itemgetter(0)):
        for _moment, delegation, step in steps:
            before, after = there[delegation], there[delegation] + step
            there[delegation] = after
            represented += weights[delegation] * (bool(after) - bool(before))
        since = (since or moment) if represented >= needed else None
    return (since or at) if represented >= needed else None


def _steps(
    rule: Rule, weights: Mapping[int, int], beings: Iterable[Being], at: datetime
) -> list[tuple[datetime, int, int]]:
    """Who came (1) and who went (-1) until that instant, in order; of one moment, those who came first."""
    counting = [
        being
        for being in beings
        if being.delegation in weights and being.since < being.until and (rule.screen or being.way is Way.ROOM)
    ]
    came = [(being.since, being.delegation, 1) for being in counting if being.since <= at]
    went = [(being.until, being.delegation, -1) for being in counting if being.until <= at]
    return sorted(came + went, key=lambda step: (step[0], -step[2]))

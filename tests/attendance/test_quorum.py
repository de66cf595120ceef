"""Whether enough delegations are represented."""

from datetime import datetime

import pytest

from tracker.attendance.presence import Way
from tracker.attendance.quorum import Being, Entitled, Rule, met_since, present_at, quorum
from tracker.meetings.models import QuorumRule

pytestmark = pytest.mark.pure

BE, CI, CN, DE, EU = 1, 2, 3, 4, 9
MEMBERS = [Entitled(BE), Entitled(CI), Entitled(CN), Entitled(DE)]
HALF = Rule(QuorumRule.MORE_THAN, percent=50)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-17T{wall.zfill(5)}:00+00:00")


def test_more_than_half_of_the_council() -> None:
    """WCO Convention, Article VIII (b): of 187 Members 94."""
    assert HALF.needed(187) == 94
    assert HALF.needed(4) == 3
    assert Rule(QuorumRule.MORE_THAN, percent=66).needed(3) == 2


@pytest.mark.parametrize(
    ("rule", "present", "represented", "met"),
    [
        (HALF, {BE: Way.ROOM, CI: Way.SCREEN}, 2, False),
        (HALF, {BE: Way.ROOM, CI: Way.SCREEN, CN: Way.BOTH}, 3, True),
        (Rule(QuorumRule.MORE_THAN, screen=False), {BE: Way.ROOM, CI: Way.SCREEN, CN: Way.BOTH}, 2, False),
        (Rule(QuorumRule.AT_LEAST, number=2), {BE: Way.ROOM, CI: Way.SCREEN}, 2, True),
        (Rule(QuorumRule.NONE), {}, 0, None),
        (HALF, {BE: Way.ROOM, EU: Way.ROOM, 77: Way.ROOM}, 1, False),  # who is not entitled does not count
    ],
)
def test_the_rule(rule: Rule, present: dict[int, Way], represented: int, met: bool | None) -> None:  # noqa: FBT001
    found = quorum(rule, MEMBERS, present)
    assert (found.represented, found.is_met) == (represented, met)


def test_a_union_counts_as_its_weight() -> None:
    found = quorum(HALF, [*MEMBERS, Entitled(EU, 27)], {EU: Way.ROOM})
    assert (found.entitled, found.represented, found.needed, found.is_met) == (31, 27, 16, True)


def test_who_is_missing() -> None:
    found = quorum(HALF, MEMBERS, {BE: Way.ROOM, CI: Way.SCREEN})
    assert (found.room, found.screen, found.missing) == ((BE,), (CI,), (CN, DE))
    strict = quorum(Rule(QuorumRule.MORE_THAN, screen=False), MEMBERS, {CI: Way.SCREEN})
    assert strict.missing == (BE, CI, CN, DE)


def test_at_an_instant_and_since_when() -> None:
    """Belgium and China come at nine; Côte d'Ivoire joins at ten and leaves at eleven; Germany comes at 10:30."""
    beings = [
        Being(BE, at("9:00"), at("12:00"), Way.ROOM),
        Being(CN, at("9:00"), at("12:00"), Way.ROOM),
        Being(CI, at("10:00"), at("11:00"), Way.SCREEN),
        Being(CI, at("10:10"), at("10:20"), Way.ROOM),
        Being(DE, at("10:30"), at("12:00"), Way.SCREEN),
    ]
    assert present_at(beings, at("10:15"))[CI] is Way.BOTH
    assert quorum(HALF, MEMBERS, present_at(beings, at("9:59"))).is_met is False
    assert met_since(HALF, MEMBERS, beings, at("9:59")) is None
    assert met_since(HALF, MEMBERS, beings, at("11:30")) == at("10:00")  # Germany was there before Côte d'Ivoire left
    assert met_since(HALF, MEMBERS, beings, at("12:00")) is None

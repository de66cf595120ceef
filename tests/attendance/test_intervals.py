"""Unions, bounds and gaps."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attendance.intervals import Interval, clip, length, union, without

pytestmark = pytest.mark.pure

MIDNIGHT = datetime(2026, 11, 17, tzinfo=UTC)
minutes = st.integers(0, 300)
spans = st.lists(st.tuples(minutes, minutes), max_size=8)


def interval(since: int, until: int) -> Interval:
    return MIDNIGHT + timedelta(minutes=since), MIDNIGHT + timedelta(minutes=until)


def moments(found: list[Interval]) -> set[int]:
    """Each minute by itself: slow, and nothing like the product's own way."""
    return {
        minute
        for since, until in found
        for minute in range(
            int((since - MIDNIGHT).total_seconds() // 60), int((until - MIDNIGHT).total_seconds() // 60)
        )
    }


@given(spans)
def test_a_union_holds_every_moment_once(given_spans: list[tuple[int, int]]) -> None:
    intervals = [interval(*span) for span in given_spans]
    found = union(intervals)
    assert moments(found) == moments(intervals)
    assert length(found) == timedelta(minutes=len(moments(intervals)))
    assert all(earlier[1] < later[0] for earlier, later in pairwise(found))


@given(spans, minutes, minutes)
def test_clipped_to_bounds(given_spans: list[tuple[int, int]], starts: int, ends: int) -> None:
    found = union(interval(*span) for span in given_spans)
    assert moments(clip(found, *interval(starts, ends))) == moments(found) & set(range(starts, ends))


@given(spans, spans)
def test_less_the_gaps(given_spans: list[tuple[int, int]], gaps: list[tuple[int, int]]) -> None:
    found, breaks = union(interval(*span) for span in given_spans), union(interval(*span) for span in gaps)
    assert moments(without(found, breaks)) == moments(found) - moments(breaks)

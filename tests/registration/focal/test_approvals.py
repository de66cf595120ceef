"""Whose approval is missing: every case."""

from itertools import product

import pytest

from tracker.meetings.models import ApprovalPolicy
from tracker.registration.focal.approvals import missing
from tracker.registration.focal.models import Approver

pytestmark = pytest.mark.pure

NOBODY: frozenset[Approver] = frozenset()
O, F = frozenset({Approver.ORGANIZER}), frozenset({Approver.FOCAL_POINT})  # noqa: E741 (as in the table)
GIVEN = (NOBODY, O, F, O | F)


@pytest.mark.parametrize(
    ("policy", "left"),
    [
        # given:                        nobody, organizer, focal point, both
        (ApprovalPolicy.ORGANIZER, (O, NOBODY, O, NOBODY)),
        (ApprovalPolicy.FOCAL_POINT, (F, F, NOBODY, NOBODY)),
        (ApprovalPolicy.BOTH, (O | F, F, O, NOBODY)),
        (ApprovalPolicy.NOMINATION, (F, F, NOBODY, NOBODY)),
    ],
)
def test_with_a_focal_point(policy: ApprovalPolicy, left: tuple[frozenset[Approver], ...]) -> None:
    found = tuple(missing(policy, given, has_focal_point=True, by_focal_point_themselves=False) for given in GIVEN)
    assert found == left


@pytest.mark.parametrize(
    ("policy", "left"),
    [
        (ApprovalPolicy.ORGANIZER, (O, NOBODY, O, NOBODY)),
        (ApprovalPolicy.FOCAL_POINT, (NOBODY, NOBODY, NOBODY, NOBODY)),
        (ApprovalPolicy.BOTH, (O, NOBODY, O, NOBODY)),
        (ApprovalPolicy.NOMINATION, (NOBODY, NOBODY, NOBODY, NOBODY)),
    ],
)
def test_a_focal_point_needs_no_second_one(policy: ApprovalPolicy, left: tuple[frozenset[Approver], ...]) -> None:
    found = tuple(missing(policy, given, has_focal_point=True, by_focal_point_themselves=True) for given in GIVEN)
    assert found == left


@pytest.mark.parametrize("policy", ApprovalPolicy)
def test_the_organizer_stands_in_where_there_is_no_focal_point(policy: ApprovalPolicy) -> None:
    found = [missing(policy, given, has_focal_point=False, by_focal_point_themselves=False) for given in (NOBODY, O)]
    assert found == [O, NOBODY]


def test_what_a_focal_point_approved_holds_after_they_ended() -> None:
    kept = missing(ApprovalPolicy.FOCAL_POINT, F, has_focal_point=False, by_focal_point_themselves=False)
    assert kept == NOBODY


def test_who_has_approved_is_never_missing() -> None:
    cases = product(ApprovalPolicy, GIVEN, (True, False), (True, False))
    wrong = [
        case
        for case in cases
        if missing(case[0], case[1], has_focal_point=case[2], by_focal_point_themselves=case[3]) & case[1]
    ]
    assert wrong == []

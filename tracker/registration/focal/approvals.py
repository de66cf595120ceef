"""Whose approval a registration still needs. Pure."""

from collections.abc import Collection

from tracker.meetings.models import ApprovalPolicy
from tracker.registration.focal.models import Approver

_NEEDED = {
    ApprovalPolicy.ORGANIZER: frozenset({Approver.ORGANIZER}),
    ApprovalPolicy.FOCAL_POINT: frozenset({Approver.FOCAL_POINT}),
    ApprovalPolicy.BOTH: frozenset({Approver.ORGANIZER, Approver.FOCAL_POINT}),
    ApprovalPolicy.NOMINATION: frozenset({Approver.FOCAL_POINT}),
}


def missing(
    policy: ApprovalPolicy,
    given: Collection[Approver],
    *,
    has_focal_point: bool,
    by_focal_point_themselves: bool,
) -> frozenset[Approver]:
    """Who has yet to approve.

    The organizer stands in where a delegation has no focal point. What a focal point says of themselves needs no second
    focal point (as with the designated focal points of the International Telecommunication Union).
    """
    needed = _NEEDED[policy]
    if not has_focal_point and Approver.FOCAL_POINT not in given:
        needed = frozenset({Approver.ORGANIZER})
    elif by_focal_point_themselves:
        needed -= {Approver.FOCAL_POINT}
    return needed - frozenset(given)

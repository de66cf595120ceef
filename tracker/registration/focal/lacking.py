"""Whose approval one registration still needs, as the database knows it."""

from collections.abc import Collection

from tracker.meetings.models import ApprovalPolicy
from tracker.registration.focal import approvals, queries
from tracker.registration.focal.models import Approver
from tracker.registration.models import Registration


def missing(registration: Registration) -> frozenset[Approver]:
    """Whose approval the registration still needs (2 statements; 1 where focal points have no say)."""
    is_theirs = registration.meeting.approval is not ApprovalPolicy.ORGANIZER
    speakers = queries.active(registration.meeting_id, registration.delegation_id) if is_theirs else ()
    given = frozenset(one.approver for one in queries.approvals(registration.id))
    return missing_of(registration, given, [one.email for one in speakers])


def missing_of(
    registration: Registration, given: Collection[Approver], speakers: Collection[str]
) -> frozenset[Approver]:
    """The same from what was read: the approvals, and the addresses of the delegation's focal points."""
    return approvals.missing(
        registration.meeting.approval,
        given,
        has_focal_point=bool(speakers),
        by_focal_point_themselves=registration.email in speakers,
    )

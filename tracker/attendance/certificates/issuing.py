"""Issuing and withdrawing certificates. What was issued never changes: a later one replaces it."""

from collections.abc import Sequence
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import func, select

from tracker import clock
from tracker.attendance.certificates import candidates, queries, setting
from tracker.attendance.certificates.candidates import Candidate
from tracker.attendance.certificates.models import Certificate, CertificateWithdrawal
from tracker.attendance.certificates.queries import Issued, Standing
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict, Invalid
from tracker.meetings.models import Meeting
from tracker.people.names import clean
from tracker.registration.seats import taking

LONGEST_REASON = 1000


class TooEarly(Conflict):
    """The last session has not ended: the figures may change."""


class NotEnough(Invalid):
    """The person is below the meeting's share, and no reason was given."""


class NoCertificateReason(Invalid):
    """A withdrawal needs its reason."""


class NotValid(Conflict):
    """The certificate was replaced or withdrawn before."""


def issue(meeting: Meeting, candidate: Candidate, by: Actor, *, reason: str = "") -> Issued:
    """A certificate of what is known now; the one that stands where it says the same.

    A certificate that was withdrawn is followed by another only for a reason. TooEarly, NotEnough, NotPrintable.
    """
    taking.lock(meeting.id)
    _check_over(meeting)
    given = clean(reason)[:LONGEST_REASON]
    issued = queries.of_person(candidate.registration_id)
    last = issued[-1] if issued else None
    if last and last.standing is Standing.VALID and last.paper == candidate.paper:
        return last
    is_by_rule = candidate.is_enough and not (last and last.standing is Standing.WITHDRAWN)
    if not candidate.attended or not (is_by_rule or given):
        raise NotEnough(_refusal(candidate))
    setting.check([candidate])
    _add(meeting, candidate, by, "" if is_by_rule else given, _next_number(meeting.id))
    return queries.of_person(candidate.registration_id)[-1]


def issue_all(meeting: Meeting, by: Actor) -> Sequence[Issued]:
    """Certificates for all whom the rule gives one, in alphabetical order; those that stand as they are. TooEarly.

    Who was withdrawn one is left out. Where one paper cannot be printed, none is issued: NotPrintable.
    """
    taking.lock(meeting.id)
    _check_over(meeting)
    last = {one.row.registration_id: one for one in queries.of_meeting(meeting.id)}
    entitled = [
        one
        for one in candidates.everybody(meeting)
        if one.is_enough and not ((found := last.get(one.registration_id)) and found.standing is Standing.WITHDRAWN)
    ]
    setting.check(entitled)
    wanted = [one for one in entitled if not (found := last.get(one.registration_id)) or found.paper != one.paper]
    for number, candidate in enumerate(wanted, _next_number(meeting.id)):
        _add(meeting, candidate, by, "", number)
    db.session.flush()
    standing = {
        one.row.registration_id: one for one in queries.of_meeting(meeting.id) if one.standing is Standing.VALID
    }
    return [standing[one.registration_id] for one in entitled if one.registration_id in standing]


def withdraw(meeting: Meeting, issued: Issued, reason: str, by: Actor) -> None:
    """Take a certificate back; whoever verifies it is told so. NoCertificateReason, NotValid."""
    given = clean(reason)[:LONGEST_REASON]
    if not given:
        raise NoCertificateReason(
            _("Give the reason. It stays in the journal; who verifies the paper does not see it.")
        )
    if issued.standing is not Standing.VALID:
        raise NotValid(_("This certificate is not valid any more."))
    row = CertificateWithdrawal(certificate_id=issued.row.id, reason=given, at=clock.now(), actor=by.name)
    db.session.add(row)
    recording.record(by, "certificate.withdrawn", f"certificate {issued.name}", meeting=meeting.slug, reason=given)


def _check_over(meeting: Meeting) -> None:
    if not candidates.is_over(meeting):
        raise TooEarly(_("Certificates are issued once the last session has ended."))


def _refusal(candidate: Candidate) -> str:
    if not candidate.attended:
        return _("The person attended no session: there is nothing to certify.")
    return _("By the rule of the meeting the person gets no certificate. Give a reason to issue one all the same.")


def _next_number(meeting_id: int) -> int:
    chosen = select(func.coalesce(func.max(Certificate.number), 0)).where(Certificate.meeting_id == meeting_id)
    return (db.session.scalar(chosen) or 0) + 1


def _add(meeting: Meeting, candidate: Candidate, by: Actor, reason: str, number: int) -> None:
    row = Certificate(
        uid=uuid4(),
        meeting_id=meeting.id,
        number=number,
        registration_id=candidate.registration_id,
        says=candidate.paper.as_json,
        reason=reason,
        issued_at=clock.now(),
        issued_by=by.name,
    )
    db.session.add(row)
    db.session.flush()
    subject = f"registration {candidate.registration_id}"
    recording.record(by, "certificate.issued", subject, meeting=meeting.slug, number=number, reason=reason)

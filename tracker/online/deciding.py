"""Whose a shown name is, by an organizer's word; and whether a report counts."""

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.errors import Conflict, NotFound
from tracker.meetings.models import Meeting
from tracker.online import queries, receiving
from tracker.online.matching import How, Who, alias_of
from tracker.online.models import OnlineAlias, OnlineReport, ShownName
from tracker.registration.models import Registration


class NotReady(Conflict):
    """The report still has to be told something, or has no stays."""


class NotAtThisMeeting(NotFound):
    """The person is not registered for the meeting of the report."""


def assign(name: ShownName, report: OnlineReport, registration_id: int, by: Actor, *, remember: bool) -> None:
    """The name is that person's; remembered for reports to come where it is asked for and the person has an address."""
    person = db.session.get(Registration, registration_id)
    if person is None or person.meeting_id != report.meeting_id:
        raise NotAtThisMeeting(_("This person is not registered for this meeting."))
    name.registration_id, name.how, name.is_ignored = person.id, How.BY_HAND, False
    if remember and person.email:
        _remember(name, person.email, by)
    _record(by, "report.name_assigned", report, name, registration=person.id)


def ignore(name: ShownName, report: OnlineReport, by: Actor) -> None:
    """Nobody who attends: a machine, a passer-by."""
    name.registration_id, name.how, name.is_ignored = None, None, True
    _forget(name)
    _record(by, "report.name_ignored", report, name)


def release(name: ShownName, report: OnlineReport, by: Actor) -> None:
    """Take a decision back: the name is nobody's again."""
    name.registration_id, name.how, name.is_ignored = None, None, False
    _forget(name)
    _record(by, "report.name_released", report, name)


def apply(report: OnlineReport, meeting: Meeting, by: Actor, *, replaces: int | None = None) -> bool:
    """From now on its stays count, and those of the report that it replaces do not; whether that changes anything."""
    if receiving.questions(report, meeting):
        raise NotReady(_("Say first how the file is to be read."))
    if report.is_applied and report.replaces_id == replaces:
        return False
    report.applied_at, report.undone_at, report.replaces_id = clock.now(), None, replaces
    subject = f"report {report.id}"
    recording.record(by, "report.applied", subject, meeting=meeting.slug, file=report.name, replaces=replaces)
    return True


def undo(report: OnlineReport, meeting: Meeting, by: Actor) -> bool:
    """Its stays count no more; those of the report that it had replaced do again. Whether that changes anything."""
    if not report.is_applied:
        return False
    report.undone_at = clock.now()
    recording.record(by, "report.undone", f"report {report.id}", meeting=meeting.slug, file=report.name)
    return True


def _remember(name: ShownName, person_email: str, by: Actor) -> None:
    known = _alias(name)
    if known is None:
        key = alias_of(Who(name.name, name.email))
        known = OnlineAlias(name=key.name, email=key.email)
        db.session.add(known)
    known.person_email, known.confirmed_at, known.confirmed_by = person_email, clock.now(), by.name


def _forget(name: ShownName) -> None:
    known = _alias(name)
    if known is not None:
        db.session.delete(known)


def _alias(name: ShownName) -> OnlineAlias | None:
    key = alias_of(Who(name.name, name.email))
    return db.session.scalar(select(OnlineAlias).where(OnlineAlias.name == key.name, OnlineAlias.email == key.email))


def _record(by: Actor, action: str, report: OnlineReport, name: ShownName, **details: int) -> None:
    slug = db.session.scalar(select(Meeting.slug).where(Meeting.id == report.meeting_id))
    recording.record(by, action, f"report {report.id}", meeting=slug, name=name.name, email=name.email, **details)


def counting(report: OnlineReport) -> bool:
    """Whether its stays count at this moment (1 statement)."""
    found = select(OnlineReport.id).where(OnlineReport.id == report.id, queries.counts())
    return db.session.scalar(found) is not None

"""Workbooks that take long are made by the worker: asked for, taken, made with a count of what is done, kept a day.

A job is taken for some minutes, and for some more whenever it says how far it is: a worker that dies leaves it to the
next one. After three attempts it has failed.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event
from uuid import UUID, uuid4

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, or_, select, update

from tracker import clock, config
from tracker.accounts.models import User
from tracker.db import db, transaction
from tracker.errors import Conflict, Gone
from tracker.exports import attendance
from tracker.exports.attendance import mails
from tracker.exports.attendance.models import ExportJob
from tracker.exports.attendance.options import Options, asked
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration.models import Registration

log = logging.getLogger(__name__)

LONG = 30_000  # people times sessions; about ten seconds
KEPT = timedelta(days=1)
_LEASE = timedelta(minutes=5)
_ATTEMPTS = 3
STEP = 200  # people between two counts


class JobGone(Gone):
    """The file was removed after a day, or is another meeting's."""


class NotReady(Conflict):
    """The file is asked for before it is made."""


def is_long(meeting: Meeting) -> bool:
    """Whether nobody should wait for the meeting's workbook (1 statement)."""
    return _people(meeting) * len(meeting.sessions) > LONG


def _people(meeting: Meeting) -> int:
    chosen = select(func.count()).select_from(Registration).where(Registration.meeting_id == meeting.id)
    return db.session.scalar(chosen) or 0


def ask(meeting: Meeting, options: Options, language: str, user_id: int) -> ExportJob:
    """Put a workbook on the worker's list."""
    made = ExportJob(
        id=uuid4(),
        meeting_id=meeting.id,
        user_id=user_id,
        options=options.kept,
        language=language,
        asked_at=clock.now(),
        people=_people(meeting),
    )
    db.session.add(made)
    return made


def find(meeting: Meeting, job_id: UUID) -> ExportJob:
    """A job of that meeting, or JobGone (1 statement)."""
    found = db.session.scalar(select(ExportJob).where(ExportJob.id == job_id, ExportJob.meeting_id == meeting.id))
    if found is None or (found.finished_at and not path(job_id).exists()):
        raise JobGone(_("This workbook is no longer here: files are removed after a day. Ask for it again."))
    return found


def finished(meeting: Meeting, job_id: UUID) -> ExportJob:
    """A job whose file is there, or NotReady or JobGone."""
    found = find(meeting, job_id)
    if not found.finished_at:
        raise NotReady(_("The workbook is not ready yet."))
    return found


def path(job_id: UUID) -> Path:
    """Where its file lies."""
    return config.settings().instance / "exports" / str(job_id)


def forget_jobs() -> int:
    """Remove what has lain for a day, and files that are nobody's; how many jobs. A chore of the worker."""
    before = clock.now() - KEPT
    old = db.session.scalars(select(ExportJob).where(ExportJob.asked_at < before)).all()
    for job in old:
        path(job.id).unlink(missing_ok=True)
        db.session.delete(job)
    known = {str(id_) for id_ in db.session.scalars(select(ExportJob.id))}
    for file in (config.settings().instance / "exports").glob("*"):
        if file.name.partition(".")[0] not in known and file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
    return len(old)


# --- The worker's part ---------------------------------------------------------------------------------------------


def run(app: Flask, stop: Event, every: float = 1.0) -> None:
    """Make what is asked for until `stop` is set."""
    while not stop.is_set():
        try:
            while not stop.is_set() and make_next(app):
                pass
        except Exception:
            log.exception("A workbook could not be made; trying again")
        stop.wait(every)


def make_next(app: Flask) -> bool:
    """Make the workbook that has waited longest; whether there was one."""
    with app.test_request_context():
        taken = _take()
        if taken is None:
            return False
        id_, slug, options, language = taken
        path(id_).parent.mkdir(mode=0o700, exist_ok=True)
        with force_locale(language):
            people = attendance.write(meetings.by_slug(slug), path(id_), options, _counter(id_))
        path(id_).chmod(0o600)
        with transaction():
            _finish(id_, people)
    return True


def _take() -> tuple[UUID, str, Options, str] | None:
    with transaction():
        now = clock.now()
        waiting = (
            select(ExportJob)
            .where(
                ExportJob.finished_at.is_(None),
                ExportJob.failed_at.is_(None),
                or_(ExportJob.taken_until.is_(None), ExportJob.taken_until < now),
            )
            .order_by(ExportJob.asked_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        job = db.session.scalar(waiting)
        if job is None:
            return None
        if job.attempts >= _ATTEMPTS:
            job.failed_at = now
            return None
        job.attempts, job.taken_until, job.done = job.attempts + 1, now + _LEASE, 0
        slug = db.session.get_one(Meeting, job.meeting_id).slug
        return job.id, slug, asked(job.options), job.language


def _counter(id_: UUID) -> Callable[[int], None]:
    """Says how far it is, on a connection of its own: the session is reading streams."""

    def count(people: int) -> None:
        if people % STEP:
            return
        said = update(ExportJob).where(ExportJob.id == id_).values(done=people, taken_until=clock.now() + _LEASE)
        with db.engine.begin() as connection:
            connection.execute(said)

    return count


def _finish(id_: UUID, people: int) -> None:
    job = db.session.get(ExportJob, id_)
    if job is None:
        return
    job.finished_at, job.done, job.people = clock.now(), people, people
    mails.tell(job, db.session.get_one(User, job.user_id))

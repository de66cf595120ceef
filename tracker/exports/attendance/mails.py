"""The mail that says that a workbook is ready."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import url_for

from tracker.accounts.models import User
from tracker.db import db
from tracker.exports.attendance.models import ExportJob
from tracker.i18n import current_language
from tracker.meetings.models import Meeting
from tracker.outbox.letters import Letter, from_templates, letter
from tracker.outbox.posting import post


def tell(job: ExportJob, user: User) -> None:
    """Have the mail written to who asked for it."""
    post("workbook_ready", user.email, user.language, job_id=str(job.id))


@letter("workbook_ready")
def workbook_ready(about: Mapping[str, Any]) -> Letter | None:
    """Where it is to be had; nothing if it is gone already. The file itself never travels by mail."""
    job = db.session.get(ExportJob, UUID(about["job_id"]))
    user = job and db.session.get(User, job.user_id)
    if job is None or not user or user.deactivated_at:
        return None
    meeting = db.session.get_one(Meeting, job.meeting_id)
    return from_templates(
        "workbook_ready",
        person=user.name,
        meeting=meeting.title.best(current_language())[0],
        link=url_for("workbook.job", slug=meeting.slug, job_id=job.id, _external=True),
    )

"""The route that says whether and when people are reminded."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.mailing import page, reminding
from tracker.mailing import reminder_mails as _letters  # noqa: F401 (writes what reminding posts)
from tracker.mailing.forms import RemindersForm
from tracker.meetings import queries as meetings

bp = Blueprint("reminders", __name__)


@bp.post("/meetings/<slug>/messages/reminders")
@require(Permission.REVIEW)
def change(slug: str) -> ResponseReturnValue:
    form = RemindersForm()
    if not form.validate():
        return page.render(meetings.by_slug(slug), form), HTTPStatus.UNPROCESSABLE_ENTITY
    before_deadline, before_meeting = form.days
    with transaction():
        reminding.set_days(meetings.by_slug(slug), before_deadline, before_meeting, signed_in().actor)
    flash(_("The reminders are set."), "good")
    return redirect(url_for("messages.index", slug=slug), HTTPStatus.SEE_OTHER)

"""How the meeting counts attendance: the page of its rules."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.attendance import ruling
from tracker.attendance.forms import RULES, rules_form
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import QuorumRule

bp = Blueprint("attendance_settings", __name__)


@bp.route("/meetings/<slug>/attendance/rules", methods=["GET", "POST"])
@require(Permission.REVIEW)
def edit(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    form = rules_form(meeting)
    if request.method != "POST":
        return render_template("attendance/rules.html", meeting=meeting, form=form)
    if not form.validate():
        page = render_template("attendance/rules.html", meeting=meeting, form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        form.meeting = meetings.by_slug(slug)
        rules = {name: form[name].data for name in RULES} | {"quorum": QuorumRule(form.quorum.data)}
        changed = ruling.change(form.meeting, rules, form.breaks, signed_in().actor)
    flash(_("The rules are saved. Every figure follows them.") if changed else _("Nothing was changed."), "good")
    return redirect(url_for(".edit", slug=slug), HTTPStatus.SEE_OTHER)

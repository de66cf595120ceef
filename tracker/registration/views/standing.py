"""Routes for what makes one person an exception: sessions opened or closed to them, functions at the meeting."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.registration import admitting, appointing, review_page, review_queries
from tracker.registration.focal.models import OfficerFunction
from tracker.registration.models import Registration
from tracker.registration.review_forms import ReasonForm, ReissueForm
from tracker.registration.standing_forms import ADMITTED, OfficeForm, exception_form

bp = Blueprint("standing", __name__)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/exceptions")
@require(Permission.REVIEW)
def create_exception(slug: str, registration_id: int) -> ResponseReturnValue:
    found = review_queries.registration(slug, registration_id)
    form = exception_form(found.meeting.sessions)
    if not form.validate():
        page = review_page.render(found, ReasonForm(blank=True), ReissueForm(blank=True), exception=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        found = _to_change(slug, registration_id)
        session = next(one for one in found.meeting.sessions if one.code == form.exception_session.data)
        is_freed = admitting.except_from_rule(
            found,
            session,
            signed_in().actor,
            is_admitted=form.exception_kind.data == ADMITTED,
            reason=form.exception_reason.data or "",
        )
    flash(_("The exception is saved. The door of the session knows it at once."), "good")
    if is_freed:
        flash(_("The person had chosen this session. It is taken out, the seat is free, and they are told."), "info")
    return _to(slug, registration_id)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/exceptions/<code>/removal")
@require(Permission.REVIEW)
def end_exception(slug: str, registration_id: int, code: str) -> ResponseReturnValue:
    with transaction():
        admitting.end_exception(_to_change(slug, registration_id), code, signed_in().actor)
    flash(_("The exception has ended. The rule for the category holds again."), "good")
    return _to(slug, registration_id)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/offices")
@require(Permission.REVIEW)
def create_office(slug: str, registration_id: int) -> ResponseReturnValue:
    form = OfficeForm()
    if not form.validate():
        found = review_queries.registration(slug, registration_id)
        page = review_page.render(found, ReasonForm(blank=True), ReissueForm(blank=True), office=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        function = OfficerFunction(form.office_function.data)
        appointing.appoint(_to_change(slug, registration_id), function, form.title, signed_in().actor)
    flash(_("The function is saved. A badge already printed does not show it: print it again."), "good")
    return _to(slug, registration_id)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/offices/<function>/removal")
@require(Permission.REVIEW)
def end_office(slug: str, registration_id: int, function: str) -> ResponseReturnValue:
    with transaction():
        appointing.dismiss(_to_change(slug, registration_id), function, signed_in().actor)
    flash(_("The function is removed. A badge already printed still shows it: print it again."), "good")
    return _to(slug, registration_id)


def _to_change(slug: str, registration_id: int) -> Registration:
    return review_queries.registration(slug, registration_id, to_change=True)


def _to(slug: str, registration_id: int) -> ResponseReturnValue:
    return redirect(url_for("review.show", slug=slug, registration_id=registration_id), HTTPStatus.SEE_OTHER)

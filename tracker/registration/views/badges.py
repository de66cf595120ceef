"""Routes of badges: one on paper, and another one for somebody who lost theirs."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.registration import cards, reissuing, review_page, review_queries
from tracker.registration.badges import setting
from tracker.registration.badges.wording import LAYOUTS
from tracker.registration.reissuing import NoBadge
from tracker.registration.review_forms import ReasonForm, ReissueForm

bp = Blueprint("badges", __name__)


@bp.get("/meetings/<slug>/badges/<int:registration_id>")
@require(Permission.SCAN)
def show(slug: str, registration_id: int) -> ResponseReturnValue:
    """The valid badge at its size, for whoever prints it at the desk."""
    found = review_queries.registration(slug, registration_id)
    card = cards.card(found)
    if card is None:
        raise NoBadge(_("This person has no valid badge: only an approved registration has one."))
    look = setting.of(found.meeting_id).look
    return render_template(
        "badges/show.html", card=card, look=look, paper=LAYOUTS[look.desk], slug=slug, registration_id=registration_id
    )


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/badges")
@require(Permission.REVIEW)
def reissue(slug: str, registration_id: int) -> ResponseReturnValue:
    form = ReissueForm()
    if not form.validate():
        found = review_queries.registration(slug, registration_id)
        return review_page.render(found, ReasonForm(blank=True), form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        found = review_queries.registration(slug, registration_id, to_change=True)
        reissuing.reissue(found, signed_in().actor, form.reason.data or "")
    flash(_("A new badge is issued. The earlier one is no longer valid."), "good")
    return redirect(url_for("review.show", slug=slug, registration_id=registration_id), HTTPStatus.SEE_OTHER)

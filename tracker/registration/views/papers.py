"""Routes of papers: for their person, for organizers, and the rules of a meeting."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import RequestEntityTooLarge

from tracker import clock
from tracker.access import Permission, public, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.people import categories
from tracker.registration import registering, review_queries
from tracker.registration.models import Registration
from tracker.registration.papers import forms, mails, needs, receiving, reminding, ruling, serving, storing, wording
from tracker.registration.papers.forms import Matrix, PaperForm
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.papers.needs import Asked, Purpose
from tracker.registration.papers.pdfs import Flaw
from tracker.registration.papers.people import person
from tracker.registration.papers.reminding import Reminded

bp = Blueprint("papers", __name__)

# More than a paper may have: a server that stops reading cuts the line before a browser has heard why.
LARGEST_REQUEST = 16 * 1024 * 1024
_UPLOADS = {"papers.own", "papers.of_person"}
WRITERS = (mails.paper_missing, mails.visa_letter)  # known to the outbox once their module is


class UnknownKind(Invalid):
    """A file was sent for no kind of paper and no question of the meeting."""


@bp.url_value_preprocessor
def let_files_in(endpoint: str | None, values: dict[str, object] | None) -> None:
    """Uploads alone may be large; this runs before anything reads the form."""
    del values
    if endpoint in _UPLOADS:
        request.max_content_length = LARGEST_REQUEST


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Back to where the file came from, with the limit."""
    del error
    flash(wording.flaw_sentence(Flaw.TOO_LARGE), "bad")
    given = request.view_args or {}
    if request.endpoint == "papers.own":
        return _own_page(given["token"]), HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    found = review_queries.registration(given["slug"], given["registration_id"])
    return _review_page(found), HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the pages of this area call papers."""
    return {"paper_name": wording.named, "marked_paper_name": wording.marked_name, "paper_needs": wording.NEEDS}


@bp.route("/my/<token>/papers", methods=["GET", "POST"])
@public
def own(token: str) -> ResponseReturnValue:
    if request.method != "POST":
        return _own_page(token)
    form = forms.paper_form(_purpose(person(token)))
    if not form.validate():
        return _own_page(token, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        registration = person(token)
        receiving.receive(registration, _purpose(registration), form.upload, registering.delegate(registration))
    flash(_("Your file is here. You may exchange it for a better one."), "good")
    return redirect(url_for(".own", token=token), HTTPStatus.SEE_OTHER)


@bp.get("/my/<token>/papers/<int:paper_id>")
@public
def own_copy(token: str, paper_id: int) -> ResponseReturnValue:
    """One's own file; nobody else's business, so nothing is recorded."""
    paper = needs.paper(person(token), paper_id)
    return serving.copy(paper, storing.read(paper.stored_as))


@bp.route("/meetings/<slug>/registrations/<int:registration_id>/papers", methods=["GET", "POST"])
@require(Permission.REVIEW)
def of_person(slug: str, registration_id: int) -> ResponseReturnValue:
    if request.method != "POST":
        return _review_page(review_queries.registration(slug, registration_id))
    found = review_queries.registration(slug, registration_id)
    form = forms.paper_form(_purpose(found))
    if not form.validate():
        return _review_page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        found = review_queries.registration(slug, registration_id, to_change=True)
        receiving.receive(found, _purpose(found), form.upload, signed_in().actor)
    flash(_("The file is here."), "good")
    return redirect(url_for(".of_person", slug=slug, registration_id=registration_id), HTTPStatus.SEE_OTHER)


@bp.post("/meetings/<slug>/registrations/<int:registration_id>/papers/<int:paper_id>/copies")
@require(Permission.REVIEW)
def copy(slug: str, registration_id: int, paper_id: int) -> ResponseReturnValue:
    """The file, and a line in the journal that says who took it."""
    with transaction():
        found = review_queries.registration(slug, registration_id)
        paper = needs.paper(found, paper_id)
        content = receiving.hand_out(found, paper, signed_in().actor)
        return serving.copy(paper, content)


@bp.get("/my/<token>/photo")
@public
def own_photo(token: str) -> ResponseReturnValue:
    return serving.picture(needs.photo(person(token)))


@bp.get("/meetings/<slug>/registrations/<int:registration_id>/photo")
@require(Permission.REVIEW)
def photo(slug: str, registration_id: int) -> ResponseReturnValue:
    """The photo beside the rest of the registration that it belongs to."""
    return serving.picture(needs.photo(review_queries.registration(slug, registration_id)))


@bp.route("/meetings/<slug>/papers", methods=["GET", "POST"])
@require(Permission.REVIEW)
def rules(slug: str) -> ResponseReturnValue:
    meeting = review_queries.meeting(slug)
    matrix = forms.matrix(needs.rules(meeting.id), categories.labels(categories.of(meeting.id)))
    if request.method != "POST":
        return _rules_page(slug, matrix)
    if not matrix.form.validate():
        return _rules_page(slug, matrix), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        ruling.rule(review_queries.meeting(slug), matrix.wanted, signed_in().actor)
    flash(_("Saved. It holds at once for everybody who is registered."), "good")
    return redirect(url_for(".rules", slug=slug), HTTPStatus.SEE_OTHER)


@bp.post("/meetings/<slug>/papers/reminders")
@require(Permission.REVIEW)
def reminders(slug: str) -> ResponseReturnValue:
    with transaction():
        reminded = reminding.remind(review_queries.meeting(slug), signed_in().actor)
    _tell(reminded)
    return redirect(url_for(".rules", slug=slug), HTTPStatus.SEE_OTHER)


def _tell(reminded: Reminded) -> None:
    if reminded.told:
        flash(ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", reminded.told), "good")
    if reminded.rested:
        flash(
            ngettext(
                "%(num)s person was reminded within the last day and is left in peace.",
                "%(num)s people were reminded within the last day and are left in peace.",
                reminded.rested,
            ),
            "info",
        )
    if reminded.unreachable:
        flash(
            ngettext(
                "%(num)s person has no e-mail address.",
                "%(num)s people have no e-mail address.",
                reminded.unreachable,
            ),
            "warn",
        )


def _purpose(registration: Registration) -> Purpose:
    found = needs.purpose(registration.meeting_id, request.form.get("kind", ""))
    if found is None:
        raise UnknownKind(_("Choose a file with one of the fields of the page."))
    return found


def _own_page(token: str, sent: PaperForm | None = None) -> str:
    registration = person(token)
    asked = needs.asked(registration)
    return render_template(
        "registration/papers/own.html",
        r=registration,
        token=token,
        asked=asked,
        forms=forms.paper_forms([one for one in asked if receiving.may_send(registration, one, clock.now())], sent),
        sent=sent,
        may_upload=receiving.may_upload(registration),
    )


def _is_open(found: Registration, one: Asked) -> bool:
    """An organizer is bound to no deadline."""
    return receiving.may_upload(found) and one.need is not Need.OFF


def _review_page(found: Registration, sent: PaperForm | None = None) -> str:
    asked = needs.asked(found)
    return render_template(
        "registration/papers/of_person.html",
        r=found,
        meeting=found.meeting,
        asked=asked,
        forms=forms.paper_forms([one for one in asked if _is_open(found, one)], sent),
        sent=sent,
    )


def _rules_page(slug: str, matrix: Matrix) -> str:
    meeting = review_queries.meeting(slug)
    return render_template(
        "registration/papers/rules.html",
        meeting=meeting,
        matrix=matrix,
        kinds=list(PaperKind),
        meanings=wording.MEANINGS,
        lacking=needs.lacking(meeting.id),
        is_required=bool(needs.requiring(meeting.id)),
    )

"""Routes of a meeting's form for its organizer: which fields it has for whom, and its own questions."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.errors import Invalid, NotFound
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.registration import forms as registration_forms
from tracker.registration import queries as registrations
from tracker.registration.questions import editing, needs, queries
from tracker.registration.questions.editing import Direction
from tracker.registration.questions.forms import NeedsForm, QuestionForm, needs_form, question_form
from tracker.registration.questions.models import Question
from tracker.registration.questions.standard import STANDARD
from tracker.registration.questions.wording import FIELDS, KINDS, NEEDS

bp = Blueprint("questions", __name__)


class NoSuchField(NotFound):
    """The form has no field of that name that could be changed."""


class NotADirection(Invalid):
    """A question moves up or down."""


@bp.get("/meetings/<slug>/form")
@require(Permission.REVIEW)
def index(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    asked = queries.questions(meeting.id)
    there = {one.code for one in asked}
    return render_template(
        "registration/questions/index.html",
        meeting=meeting,
        rules=queries.rules(meeting.id),
        need=needs.need,
        fields=FIELDS,
        need_words=NEEDS,
        kind_words=KINDS,
        labels=categories.labels(categories.of(meeting.id)),
        questions=asked,
        by_code={one.code: one for one in asked},
        counts=queries.counts(meeting.id),
        standard={code: one for code, one in STANDARD.items() if code not in there},
    )


@bp.get("/meetings/<slug>/form/preview")
@require(Permission.REVIEW)
def preview(slug: str) -> ResponseReturnValue:
    """The form as delegates see it, before registration opens too. It cannot be sent."""
    meeting = meetings.by_slug(slug)
    form = registration_forms.blank(meeting, registrations.delegations())
    return render_template("registration/questions/preview.html", meeting=meeting, form=form)


@bp.route("/meetings/<slug>/form/fields/<field>", methods=["GET", "POST"])
@require(Permission.REVIEW)
def edit_field(slug: str, field: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    if field not in needs.FIELDS:
        raise NoSuchField(_("The form has no field of that name that could be changed."))
    form = needs_form(field, queries.rules(meeting.id), categories.labels(categories.of(meeting.id)))
    if request.method != "POST":
        return _field_page(meeting, form)
    if not form.validate():
        return _field_page(meeting, form), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = form.wanted
    with transaction():
        editing.set_needs(meetings.by_slug(slug), field, wanted, signed_in().actor)
    flash(_("The form is changed. Those who are registered keep what they said."), "good")
    return _to_form(slug)


@bp.post("/meetings/<slug>/form/standard")
@require(Permission.REVIEW)
def switch_on(slug: str) -> ResponseReturnValue:
    with transaction():
        made = editing.switch_on(meetings.by_slug(slug), request.form.get("code", ""), signed_in().actor)
        number = made.id
    flash(_("The form asks this from now on. Check the reason that it gives."), "good")
    return redirect(url_for(".edit", slug=slug, question_id=number), HTTPStatus.SEE_OTHER)


@bp.route("/meetings/<slug>/form/questions/new", methods=["GET", "POST"])
@require(Permission.REVIEW)
def add(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    form = question_form(None, queries.questions(meeting.id), categories.of(meeting.id))
    if request.method != "POST":
        return _question_page(meeting, form, None)
    if not form.validate():
        return _question_page(meeting, form, None), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = form.wanted
    with transaction():
        editing.add(meetings.by_slug(slug), wanted, signed_in().actor)
    flash(_("The form asks this from now on."), "good")
    return _to_form(slug)


@bp.route("/meetings/<slug>/form/questions/<int:question_id>", methods=["GET", "POST"])
@require(Permission.REVIEW)
def edit(slug: str, question_id: int) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    question = queries.question(meeting.id, question_id)
    form = question_form(question, queries.questions(meeting.id), categories.of(meeting.id))
    if request.method != "POST":
        return _question_page(meeting, form, question)
    if not form.validate():
        return _question_page(meeting, form, question), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = form.wanted
    with transaction():
        meeting = meetings.by_slug(slug)
        editing.change(meeting, queries.question(meeting.id, question_id), wanted, signed_in().actor)
    flash(_("The question is changed. What people answered stays."), "good")
    return _to_form(slug)


@bp.post("/meetings/<slug>/form/questions/<int:question_id>/position")
@require(Permission.REVIEW)
def move(slug: str, question_id: int) -> ResponseReturnValue:
    given = request.form.get("direction", "")
    if given not in set(Direction):
        raise NotADirection(_("Use one of the buttons beside the question."))
    with transaction():
        meeting = meetings.by_slug(slug)
        editing.move(meeting, queries.question(meeting.id, question_id), Direction(given), signed_in().actor)
    return _to_form(slug)


@bp.post("/meetings/<slug>/form/questions/<int:question_id>/removal")
@require(Permission.REVIEW)
def remove(slug: str, question_id: int) -> ResponseReturnValue:
    with transaction():
        meeting = meetings.by_slug(slug)
        editing.remove(meeting, queries.question(meeting.id, question_id), signed_in().actor, clock.now())
    flash(_("The form does not ask this any more."), "good")
    return _to_form(slug)


def _to_form(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


def _field_page(meeting: Meeting, form: NeedsForm) -> str:
    return render_template("registration/questions/field.html", meeting=meeting, form=form, label=FIELDS[form.name])


def _question_page(meeting: Meeting, form: QuestionForm, question: Question | None) -> str:
    answers = queries.counts(meeting.id).get(question.id, 0) if question else 0
    return render_template(
        "registration/questions/question.html",
        meeting=meeting,
        form=form,
        question=question,
        answers=answers,
        kind_words=KINDS,
    )

"""Routes of the categories of participants, for the organizer of a meeting."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.errors import NotFound
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.people import categories, setting
from tracker.people.categories import DEFAULTS
from tracker.people.forms import COLOURS, KINDS, PATTERNS, CategoryForm, category_form
from tracker.people.models import Category

bp = Blueprint("categories", __name__)


@bp.app_context_processor
def words() -> dict[str, object]:
    """What a meeting calls the categories, for pages of areas that know codes only (1 statement where it is asked)."""
    return {"category_labels": lambda meeting_id: categories.marked_labels(categories.of(meeting_id))}


class NoSuchCategory(NotFound):
    """There is no category of that code."""


@bp.get("/meetings/<slug>/categories")
@require(Permission.REVIEW)
def index(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    return render_template(
        "people/categories.html",
        meeting=meeting,
        rules=categories.of(meeting.id),
        kinds=KINDS,
        access={code: setting.kinds_open_to(meeting, code) for code in Category},
    )


@bp.route("/meetings/<slug>/categories/<category>", methods=["GET", "POST"])
@require(Permission.REVIEW)
def edit(slug: str, category: str) -> ResponseReturnValue:
    meeting, code = meetings.by_slug(slug), _category(category)
    form = category_form(meeting, categories.of(meeting.id)[code])
    if request.method != "POST":
        return _page(meeting, form)
    if not form.validate():
        return _page(meeting, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        meeting = meetings.by_slug(slug)
        kinds = [kind for kind in KINDS if kind.value in (form.kinds.data or ())]
        setting.change(meeting, form.wanted, kinds, signed_in().actor)
    flash(_("The category is saved. Badges already printed stay as they are."), "good")
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


def _category(code: str) -> Category:
    if code not in set(Category):
        raise NoSuchCategory(_("There is no category %(code)s.", code=code))
    return Category(code)


def _page(meeting: Meeting, form: CategoryForm) -> str:
    usual = DEFAULTS[form.category]
    return render_template(
        "people/category.html", meeting=meeting, form=form, usual=usual, colours=COLOURS, patterns=PATTERNS
    )

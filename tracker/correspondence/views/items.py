"""Routes of organizers: the items of a meeting, their documents, what was said, what came of them."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.correspondence import inviting, queries, setting, wording
from tracker.correspondence.forms import DocumentForm, ItemForm, OutcomeForm, item_form
from tracker.correspondence.models import Item, ItemDocument
from tracker.correspondence.setting import CodeTaken, ItemSpokenOn
from tracker.correspondence.words import silence_holds
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.registration.papers import serving

bp = Blueprint("items", __name__)

_FORM = 1024 * 1024  # bytes beside the file


@bp.url_value_preprocessor
def let_documents_in(endpoint: str | None, values: dict[str, object] | None) -> None:
    """Documents alone may be large; this runs before anything reads the form."""
    del values
    if endpoint == f"{bp.name}.attach":
        request.max_content_length = setting.DOCUMENT + _FORM


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the pages of this area call things."""
    return {
        "item_kinds": wording.SHORT_KINDS,
        "say_words": wording.SAY,
        "result_words": wording.RESULT_WORDS,
        "result_kinds": wording.RESULT_KINDS,
    }


@bp.get("/meetings/<slug>/items")
@require(Permission.VIEW)
def index(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    return render_template(
        "correspondence/items.html",
        meeting=meeting,
        accounts=queries.accounts(meeting.id),
        taking_part=queries.taking_part(meeting.id),
        to_tell=len(inviting.to_tell(meeting.id)),
        now=clock.now(),
    )


@bp.post("/meetings/<slug>/items/invitations")
@require(Permission.REVIEW)
def tell(slug: str) -> ResponseReturnValue:
    with transaction():
        told = inviting.tell(meetings.by_slug(slug), signed_in().actor)
    flash(ngettext("%(num)s person is told by e-mail.", "%(num)s people are told by e-mail.", told), "good")
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


@bp.route("/meetings/<slug>/items/new", methods=["GET", "POST"])
@require(Permission.REVIEW)
def add(slug: str) -> ResponseReturnValue:
    form = item_form(meetings.by_slug(slug))
    if request.method == "GET" or not form.validate():
        return _form_page(slug, form, None)
    try:
        with transaction():
            code = setting.add(meetings.by_slug(slug), Item(position=0, **form.values), signed_in().actor).code
    except CodeTaken as error:
        form.code.errors = [str(error)]
        return _form_page(slug, form, None)
    return _to_item(slug, code)


@bp.get("/meetings/<slug>/items/<code>")
@require(Permission.VIEW)
def show(slug: str, code: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    return _item_page(meeting, queries.item(meeting.id, code), DocumentForm(blank=True), OutcomeForm(blank=True))


@bp.route("/meetings/<slug>/items/<code>/settings", methods=["GET", "POST"])
@require(Permission.REVIEW)
def change(slug: str, code: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    item = queries.item(meeting.id, code)
    form = item_form(meeting, item)
    if request.method == "GET" or not form.validate():
        return _form_page(slug, form, item)
    try:
        with transaction():
            meeting = meetings.by_slug(slug)
            item = queries.item(meeting.id, code, to_change=True)
            setting.change(item, meeting, signed_in().actor, **form.values)
            code = item.code
    except CodeTaken as error:
        form.code.errors = [str(error)]
        return _form_page(slug, form, item)
    except ItemSpokenOn as error:
        form.kind.errors = [str(error)]
        return _form_page(slug, form, item)
    return _to_item(slug, code)


@bp.post("/meetings/<slug>/items/<code>/removal")
@require(Permission.REVIEW)
def remove(slug: str, code: str) -> ResponseReturnValue:
    with transaction():
        meeting = meetings.by_slug(slug)
        setting.remove(queries.item(meeting.id, code, to_change=True), meeting, signed_in().actor)
    flash(_("Item %(code)s was removed.", code=code), "good")
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


@bp.post("/meetings/<slug>/items/<code>/documents")
@require(Permission.REVIEW)
def attach(slug: str, code: str) -> ResponseReturnValue:
    form = DocumentForm()
    meeting = meetings.by_slug(slug)
    if not form.validate():
        page = _item_page(meeting, queries.item(meeting.id, code), form, OutcomeForm(blank=True))
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        meeting = meetings.by_slug(slug)
        item = queries.item(meeting.id, code, to_change=True)
        setting.attach(item, meeting, form.attachment, signed_in().actor)
    return _to_item(slug, code)


@bp.get("/meetings/<slug>/items/<code>/documents/<int:document_id>")
@require(Permission.VIEW)
def download(slug: str, code: str, document_id: int) -> ResponseReturnValue:
    found: ItemDocument = queries.document(queries.item(meetings.by_slug(slug).id, code), document_id)
    return serving.pdf(found.content, found.name)


@bp.post("/meetings/<slug>/items/<code>/documents/<int:document_id>/removal")
@require(Permission.REVIEW)
def detach(slug: str, code: str, document_id: int) -> ResponseReturnValue:
    with transaction():
        meeting = meetings.by_slug(slug)
        item = queries.item(meeting.id, code, to_change=True)
        setting.detach(item, queries.document(item, document_id), meeting, signed_in().actor)
    return _to_item(slug, code)


@bp.post("/meetings/<slug>/items/<code>/outcomes")
@require(Permission.REVIEW)
def state_outcome(slug: str, code: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    item = queries.item(meeting.id, code)
    form = OutcomeForm()
    form.offer(item.kind)
    if not form.validate():
        return _item_page(meeting, item, DocumentForm(blank=True), form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        meeting = meetings.by_slug(slug)
        item = queries.item(meeting.id, code, to_change=True)
        setting.state_outcome(item, meeting, form.stated, signed_in().actor)
    flash(_("The outcome is on record."), "good")
    return _to_item(slug, code)


def _item_page(meeting: Meeting, item: Item, document: DocumentForm, outcome: OutcomeForm) -> str:
    account = queries.account(item)
    outcome.offer(item.kind)
    now = clock.now()
    return render_template(
        "correspondence/item.html",
        meeting=meeting,
        account=account,
        item=item,
        words=queries.words([item.id])[item.id],
        names=queries.delegations({d for n in account.figures.nominees for d in (n.by, *n.seconds)}),
        history=queries.history(item),
        document_form=document,
        outcome_form=outcome,
        is_over=now > item.deadline_at,
        silence=silence_holds(account.figures, is_silence=item.is_silence, is_over=now > item.deadline_at),
        now=now,
    )


def _form_page(slug: str, form: ItemForm, item: Item | None) -> ResponseReturnValue:
    page = render_template("correspondence/item_form.html", meeting=meetings.by_slug(slug), form=form, item=item)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _to_item(slug: str, code: str) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=slug, code=code), HTTPStatus.SEE_OTHER)

"""Routes of messages: the list, writing one, looking at it as somebody gets it, sending it."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import security
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.errors import NotFound
from tracker.i18n import current_language
from tracker.mailing import drafting, page, queries, sending, showing, texts
from tracker.mailing.drafting import Wanted
from tracker.mailing.filters import kept
from tracker.mailing.forms import SLOTS, MessageForm, message_form
from tracker.mailing.models import Mailing
from tracker.mailing.queries import Audience
from tracker.mailing.sending import Outcome, Seen
from tracker.mailing.texts import Slot
from tracker.mailing.wording import filter_words
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.registration.models import Registration

bp = Blueprint("messages", __name__)

_DIGITS = 10


@bp.get("/meetings/<slug>/messages")
@require(Permission.REVIEW)
def index(slug: str) -> ResponseReturnValue:
    return page.render(meetings.by_slug(slug))


@bp.route("/meetings/<slug>/messages/new", methods=["GET", "POST"])
@require(Permission.REVIEW)
def write(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    form = _form(meeting)
    if request.method != "POST":
        return _form_page(meeting, form, None)
    if not form.validate():
        return _form_page(meeting, form, None), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = form.wanted
    with transaction():
        number = drafting.create(meetings.by_slug(slug), wanted, signed_in().actor).id
    return _to(slug, number)


@bp.route("/meetings/<slug>/messages/<int:mailing_id>/text", methods=["GET", "POST"])
@require(Permission.REVIEW)
def edit(slug: str, mailing_id: int) -> ResponseReturnValue:
    meeting, mailing = meetings.by_slug(slug), queries.mailing(slug, mailing_id)
    drafting.check_draft(mailing)
    form = _form(meeting, Wanted(mailing.subject, mailing.text, kept(mailing.filter)))
    if request.method != "POST":
        return _form_page(meeting, form, mailing)
    if not form.validate():
        return _form_page(meeting, form, mailing), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = form.wanted
    with transaction():
        drafting.change(_to_change(slug, mailing_id), wanted, signed_in().actor)
    return _to(slug, mailing_id)


@bp.get("/meetings/<slug>/messages/<int:mailing_id>")
@require(Permission.REVIEW)
def show(slug: str, mailing_id: int) -> ResponseReturnValue:
    mailing = queries.mailing(slug, mailing_id)
    return _sent_page(slug, mailing) if mailing.sent_at else _preview_page(slug, mailing)


@bp.get("/meetings/<slug>/messages/<int:mailing_id>/people/<int:registration_id>")
@require(Permission.REVIEW)
def look(slug: str, mailing_id: int, registration_id: int) -> ResponseReturnValue:
    """The mail itself, for the frame of the page."""
    mailing = queries.mailing(slug, mailing_id)
    people = queries.registrations([registration_id])
    if not people or people[0].meeting_id != mailing.meeting_id:
        raise NotFound(_("This meeting has no registration %(number)s.", number=registration_id))
    return mail_response(showing.preview(mailing, people[0]).html)


@bp.post("/meetings/<slug>/messages/<int:mailing_id>/sending")
@require(Permission.REVIEW)
def send(slug: str, mailing_id: int) -> ResponseReturnValue:
    seen = Seen(_number("version"), _number("count"))
    with transaction():
        answer = sending.send(_to_change(slug, mailing_id), seen, signed_in().actor)
    if answer.outcome is Outcome.SENT:
        flash(ngettext("Sent to %(num)s person.", "Sent to %(num)s people.", answer.count), "good")
        return _to(slug, mailing_id)
    if answer.outcome is Outcome.SENT_BEFORE:
        flash(_("This message was sent already. It was not sent again."), "info")
        return _to(slug, mailing_id)
    if answer.outcome is Outcome.NOBODY:
        flash(_("Nobody would get this message. Change whom it goes to."), "warn")
    elif answer.outcome is Outcome.TEXT_CHANGED:
        flash(_("Somebody changed this message since you looked at it. Nothing was sent. Look at it again."), "warn")
    else:
        flash(_changed(seen.count, answer.count), "warn")
    return _preview_page(slug, queries.mailing(slug, mailing_id)), HTTPStatus.CONFLICT


@bp.post("/meetings/<slug>/messages/<int:mailing_id>/copies")
@require(Permission.REVIEW)
def copy(slug: str, mailing_id: int) -> ResponseReturnValue:
    with transaction():
        number = drafting.copy(queries.mailing(slug, mailing_id), signed_in().actor).id
    flash(_("This is a new draft with the same text. The first message stays as it was sent."), "info")
    return redirect(url_for(".edit", slug=slug, mailing_id=number), HTTPStatus.SEE_OTHER)


@bp.post("/meetings/<slug>/messages/<int:mailing_id>/removal")
@require(Permission.REVIEW)
def discard(slug: str, mailing_id: int) -> ResponseReturnValue:
    with transaction():
        drafting.discard(_to_change(slug, mailing_id), signed_in().actor)
    flash(_("The draft is gone. Nothing was sent."), "good")
    return redirect(url_for(".index", slug=slug), HTTPStatus.SEE_OTHER)


def mail_response(html: str) -> Response:
    """A mail by itself: its own styles, no scripts, shown in a frame of our own pages only."""
    return Response(html, headers={"Content-Security-Policy": security.MAIL_POLICY})


def framing(page: str) -> Response:
    """A page that shows a mail in a frame."""
    return Response(page, headers={"Content-Security-Policy": security.FRAMING_POLICY})


def _form(meeting: Meeting, wanted: Wanted | None = None) -> MessageForm:
    senders = queries.senders(meeting.id, current_language())
    return message_form(meeting, senders, categories.of(meeting.id), wanted)


def _form_page(meeting: Meeting, form: MessageForm, mailing: Mailing | None) -> str:
    return render_template("mailing/write.html", meeting=meeting, form=form, mailing=mailing, slots=SLOTS)


def _preview_page(slug: str, mailing: Mailing) -> Response:
    meeting = meetings.by_slug(slug)
    wanted = kept(mailing.filter)
    found = queries.audience(meeting.id, wanted)
    person = _chosen(found)
    shown: dict[str, Any] = {"person": person, "preview": showing.preview(mailing, person) if person else None}
    return framing(
        render_template(
            "mailing/preview.html",
            meeting=meeting,
            mailing=mailing,
            audience=found,
            filter_words=filter_words(wanted, meeting),
            has_badge_slot=any(texts.uses(text, Slot.BADGE) for text in mailing.text.by_language.values()),
            **shown,
        )
    )


def _sent_page(slug: str, mailing: Mailing) -> str:
    meeting = meetings.by_slug(slug)
    return render_template(
        "mailing/sent.html",
        meeting=meeting,
        mailing=mailing,
        filter_words=filter_words(kept(mailing.filter), meeting),
        delivery=queries.delivery(mailing),
        failures=queries.failures(mailing),
        people=queries.got(mailing),
    )


def _chosen(found: Audience) -> Registration | None:
    """The recipient that the address names, else the first."""
    given = request.args.get("person", "")
    wanted = int(given) if given.isdecimal() and len(given) < _DIGITS else 0
    ids = [one.id for one in found.reachable]
    chosen = wanted if wanted in ids else ids[0] if ids else 0
    return next(iter(queries.registrations([chosen])), None) if chosen else None


def _changed(then: int, now: int) -> str:
    return _(
        "Nothing was sent yet: when you looked, %(then)s people would have got this message; now it is %(now)s. Send it"
        " if that is right.",
        then=then,
        now=now,
    )


def _number(name: str) -> int:
    given = request.form.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < _DIGITS else -1


def _to_change(slug: str, mailing_id: int) -> Mailing:
    return queries.mailing(slug, mailing_id, to_change=True)


def _to(slug: str, mailing_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=slug, mailing_id=mailing_id), HTTPStatus.SEE_OTHER)

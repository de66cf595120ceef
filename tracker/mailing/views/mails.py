"""Routes of the mails that one person got, as an organizer opens them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission, require
from tracker.errors import NotFound
from tracker.mailing import queries, showing
from tracker.mailing.views.messages import framing, mail_response
from tracker.registration import review_page, review_queries

bp = Blueprint("mails", __name__)


@bp.get("/meetings/<slug>/registrations/<int:registration_id>/mails/<int:message_id>")
@require(Permission.REVIEW)
def show(slug: str, registration_id: int, message_id: int) -> ResponseReturnValue:
    registration = review_queries.registration(slug, registration_id)
    mail = queries.sent_mail(registration, message_id)
    return framing(
        render_template(
            "mailing/mail.html",
            meeting=registration.meeting,
            r=registration,
            mail=mail,
            letter=showing.again(mail),
            kind=review_page.MAILS.get(mail.kind, mail.kind),
            mail_states=review_page.MAIL_STATES,
        )
    )


@bp.get("/meetings/<slug>/registrations/<int:registration_id>/mails/<int:message_id>/content")
@require(Permission.REVIEW)
def look(slug: str, registration_id: int, message_id: int) -> ResponseReturnValue:
    """The mail itself, for the frame of the page."""
    mail = queries.sent_mail(review_queries.registration(slug, registration_id), message_id)
    letter = showing.again(mail)
    if letter is None:
        raise NotFound(_("This e-mail would say nothing any more."))
    return mail_response(letter.html)

"""Pages for those who pair a phone: the QR codes of a meeting's sessions, the phones, a badge for the app."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import GRANTS, Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.api.indico import addresses, identity, numbers, paired, pairing, queries, showing
from tracker.api.indico.models import AppPhone
from tracker.api.indico.paired import Paired
from tracker.api.indico.pairing import NoSuchPhone
from tracker.badges import issuing
from tracker.checkin.queries import session_of
from tracker.config import settings
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.meetings.programme import running_session
from tracker.registration import review_queries
from tracker.registration.models import ADMITTED
from tracker.registration.reissuing import NoBadge

bp = Blueprint("indico_phones", __name__)

SCANNING = tuple(role for role, held in GRANTS.items() if Permission.SCAN in held)


@bp.get("/meetings/<slug>/phones")
@require(Permission.SCAN)
def index(slug: str) -> ResponseReturnValue:
    meeting, now = meetings.by_slug(slug), clock.now()
    phones = paired.phones(meeting, SCANNING)
    return render_template(
        "api/indico/phones.html",
        meeting=meeting,
        running=running_session(meeting.sessions, now, meeting.doors_open_minutes),
        codes=showing.event_codes(queries.event(meeting.id), settings()),
        phones=[phone for phone in phones if not phone.is_over(now)],
        over=[phone for phone in phones if phone.is_over(now)],
        decides={phone.id for phone in phones if _decides(phone, slug)},
        apps=[addresses.origin(app) for app in identity.apps(settings())],
        hours=int(pairing.TOKEN_LIVES.total_seconds() // 3600),
    )


@bp.post("/meetings/<slug>/phones/<uuid:phone_id>/door")
@require(Permission.SCAN)
def place(slug: str, phone_id: UUID) -> ResponseReturnValue:
    """Say at which session's door a phone stands."""
    with transaction():
        meeting = meetings.by_slug(slug)
        session, phone = session_of(meeting, request.form.get("session", "")), _phone(meeting, phone_id)
        pairing.place(phone, session, signed_in().actor)
        name, where = phone.name, str(session.title) if session else _("the session that is on")
    flash(_("%(phone)s now stands at: %(session)s", phone=name, session=where), "good")
    return redirect(url_for(".index", slug=slug), 303)


@bp.post("/meetings/<slug>/phones/<uuid:phone_id>/revocation")
@require(Permission.SCAN)
def revoke(slug: str, phone_id: UUID) -> ResponseReturnValue:
    with transaction():
        phone = _phone(meetings.by_slug(slug), phone_id)
        pairing.revoke(phone, signed_in().actor, at=clock.now())
        name = phone.name
    flash(_("%(phone)s is no longer paired.", phone=name), "good")
    return redirect(url_for(".index", slug=slug), 303)


@bp.get("/meetings/<slug>/badges/<int:registration_id>/ticket")
@require(Permission.SCAN)
def ticket(slug: str, registration_id: int) -> ResponseReturnValue:
    """The badge in the app's own form, for a phone that does not know ours."""
    found = review_queries.registration(slug, registration_id)
    badge = issuing.valid(found.id) if found.state in ADMITTED else None
    if badge is None:
        raise NoBadge(_("This person has no valid badge: only an approved registration has one."))
    symbol = showing.ticket(badge.id, settings())
    return render_template(
        "api/indico/ticket.html", meeting=found.meeting, registration=found, symbol=symbol, slug=slug
    )


@bp.get(f"{addresses.PATH}event/<int:event_id>/manage/registration/<int:form_id>/registrations/<int:number>")
@require(Permission.SIGNED_IN)
def follow(event_id: int, form_id: int, number: int) -> ResponseReturnValue:
    """Where the app's link to a participant leads: our page of the registration."""
    del form_id
    slug = queries.event(event_id).slug
    registration_id, _session_id = numbers.parted(number)
    return redirect(url_for("review.show", slug=slug, registration_id=registration_id), 303)


def _phone(meeting: Meeting, phone_id: UUID) -> AppPhone:
    """A phone that the reader may decide about; NoSuchPhone."""
    listed = {phone.id for phone in paired.phones(meeting, SCANNING) if _decides(phone, meeting.slug)}
    if phone_id not in listed:
        raise NoSuchPhone(_("There is no such phone, or it is not yours to decide about."))
    return pairing.phone(phone_id)


def _decides(phone: Paired, slug: str) -> bool:
    """Everybody about their own phones, an organizer about all of the meeting."""
    return phone.user_id == signed_in().id or signed_in().may(Permission.MANAGE, slug)

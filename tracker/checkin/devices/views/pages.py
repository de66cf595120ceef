"""The organizer's page about desk devices: enrol, see, extend, withdraw."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock, config
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.badges import qr
from tracker.checkin.devices import codes, enrolling, queries
from tracker.checkin.devices.enrolling import HOURS, Wish
from tracker.checkin.devices.forms import EnrolForm, ExtendForm
from tracker.checkin.queries import session_of
from tracker.db import transaction
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting, MeetingSession
from tracker.security import limiter
from tracker.templating import iso

bp = Blueprint("devices", __name__)


@bp.get("/meetings/<slug>/devices")
@require(Permission.MANAGE)
def index(slug: str) -> ResponseReturnValue:
    return _page(meetings.by_slug(slug), EnrolForm())


def _page(meeting: Meeting, form: EnrolForm) -> str:
    form.offer(meeting)
    found = queries.devices(meeting.id)
    return render_template(
        "checkin/devices.html", meeting=meeting, devices=found, form=form, extending=ExtendForm(), now=clock.now()
    )


@bp.post("/meetings/<slug>/devices/codes")
@limiter.limit("60/minute")
@require(Permission.MANAGE)
def create_code(slug: str) -> ResponseReturnValue:
    """The code is shown in the answer itself, for it is kept nowhere."""
    form = EnrolForm()
    if not form.is_good():
        return _page(meetings.by_slug(slug), form)
    with transaction():
        meeting = meetings.by_slug(slug)
        door = session_of(meeting, form.door.data)
        wish = Wish(door, (form.name.data or "").strip(), form.hours.data or HOURS)
        made, code = enrolling.invite(meeting, wish, signed_in().actor, at=clock.now())
        number, until, where = made.id, made.expires_at, door and door.code
    meeting = meetings.by_slug(slug)
    return _shown(meeting, wish.name, session_of(meeting, where), number, code, until), 201


def _shown(  # noqa: PLR0913, PLR0917 (what one page shows)
    meeting: Meeting, name: str, door: MeetingSession | None, number: int, code: str, until: datetime
) -> str:
    home = config.settings().public_url.rstrip("/")
    return render_template(
        "checkin/device_code.html",
        meeting=meeting,
        name=name,
        door=door,
        symbol=qr.svg(f"{home}/desk/#enrol={code}", label=_("Code that makes a device a desk"), module=7),
        address=f"{home}/desk/",
        code=codes.grouped(code),
        until=until,
        status=url_for("devices.show_code", slug=meeting.slug, code_id=number),
    )


@bp.get("/meetings/<slug>/devices/codes/<int:code_id>")
@require(Permission.MANAGE)
def show_code(slug: str, code_id: int) -> ResponseReturnValue:
    """Whether a device has taken the code, for the page that shows it."""
    used = queries.used(slug, code_id)
    return jsonify(used=used.at is not None, name=used.name, until=iso(used.until))


@bp.post("/meetings/<slug>/devices/<uuid:device_id>/withdrawal")
@require(Permission.MANAGE)
def withdraw(slug: str, device_id: UUID) -> ResponseReturnValue:
    with transaction():
        desk = enrolling.withdraw(meetings.by_slug(slug), device_id, signed_in().actor, at=clock.now())
        name = desk.name
    flash(_("%(name)s is a desk no longer. What waits in it can still be handed in.", name=name), "good")
    return redirect(url_for("devices.index", slug=slug), 303)


@bp.post("/meetings/<slug>/devices/<uuid:device_id>/extension")
@require(Permission.MANAGE)
def extend(slug: str, device_id: UUID) -> ResponseReturnValue:
    form = ExtendForm()
    hours = (form.hours.data or HOURS) if form.is_good() else HOURS
    with transaction():
        desk = enrolling.extend(meetings.by_slug(slug), device_id, hours, signed_in().actor, at=clock.now())
        name = desk.name
    flash(_("%(name)s is a desk for %(hours)s hours from now.", name=name, hours=hours), "good")
    return redirect(url_for("devices.index", slug=slug), 303)

"""The organizer's page after a time without a network."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.checkin import queries as checkin
from tracker.checkin.outage import queries, resolving
from tracker.checkin.syncing.payloads import UnreadableFrame
from tracker.checkin.verdicts import Verdict
from tracker.checkin.wording import doubt_word, verdict_word
from tracker.db import transaction
from tracker.meetings import queries as meetings

bp = Blueprint("outage", __name__)


@bp.get("/meetings/<slug>/devices/outage")
@require(Permission.MANAGE)
def show(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    return render_template(
        "checkin/outage.html",
        meeting=meeting,
        doubled=queries.doubled(meeting.id),
        differing=queries.differing(meeting.id),
        admitted=queries.admitted(meeting.id),
        doubtful=queries.doubtful(meeting.id),
        gaps=queries.gaps(meeting.id),
        verdict_word=_verdict_word,
        doubt_word=doubt_word,
        most=queries.AT_MOST,
    )


def _verdict_word(word: str) -> str:
    """A verdict in words; what an unknown release of the page has shown stands as it is."""
    return verdict_word(Verdict(word)) if word in set(Verdict) else word


@bp.get("/meetings/<slug>/devices/outage/<uuid:scan_id>")
@require(Permission.MANAGE)
def admission(slug: str, scan_id: UUID) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    found = queries.admission(meeting.id, scan_id)
    asked = request.args.get("q", found.name)
    people = [] if found.resolved_at else checkin.find(slug, asked)
    return render_template("checkin/admission.html", meeting=meeting, admission=found, asked=asked, people=people)


@bp.post("/meetings/<slug>/devices/outage/<uuid:scan_id>/person")
@require(Permission.MANAGE)
def link(slug: str, scan_id: UUID) -> ResponseReturnValue:
    try:
        person = UUID(request.form.get("person", ""))
    except ValueError as error:
        raise resolving.NobodyThere(_("This meeting has no such registration.")) from error
    with transaction():
        name = resolving.link(meetings.by_slug(slug), scan_id, person, signed_in().actor, at=clock.now())
    flash(_("Counted for %(name)s.", name=name), "good")
    return redirect(url_for("outage.show", slug=slug), 303)


@bp.post("/meetings/<slug>/devices/outage/<uuid:scan_id>/nobody")
@require(Permission.MANAGE)
def leave(slug: str, scan_id: UUID) -> ResponseReturnValue:
    with transaction():
        resolving.leave(meetings.by_slug(slug), scan_id, signed_in().actor, at=clock.now())
    flash(_("Written down: nobody who is registered."), "good")
    return redirect(url_for("outage.show", slug=slug), 303)


@bp.post("/meetings/<slug>/devices/outage/<uuid:scan_id>/reopening")
@require(Permission.MANAGE)
def reopen(slug: str, scan_id: UUID) -> ResponseReturnValue:
    with transaction():
        resolving.reopen(meetings.by_slug(slug), scan_id, signed_in().actor, at=clock.now())
    flash(_("This is open again."), "good")
    return redirect(url_for("outage.admission", slug=slug, scan_id=scan_id), 303)


@bp.post("/meetings/<slug>/devices/files")
@require(Permission.MANAGE)
def read_in(slug: str) -> ResponseReturnValue:
    """The scans that a device has saved in a file, for it could not send them."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise UnreadableFrame(_("Choose the file that the desk has saved."))
    with transaction():
        found = resolving.read_in(meetings.by_slug(slug), upload.read(), signed_in().actor, at=clock.now())
    new = ngettext("%(num)s new scan", "%(num)s new scans", found.new)
    flash(_("%(desk)s: %(new)s, %(known)s known already.", desk=found.desk, new=new, known=found.known), "good")
    for problem in found.refused[:5]:
        flash(_("One scan was not recorded. %(problem)s", problem=problem), "bad")
    return redirect(url_for("outage.show", slug=slug), 303)

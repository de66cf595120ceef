"""Routes of badges on paper: how they look, sheets of them, one for the desk's printer."""

from base64 import b64encode
from http import HTTPStatus
from io import BytesIO

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.db import transaction
from tracker.i18n import LANGUAGES, current_language
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.registration import review_queries
from tracker.registration.badges import asking, forms, previewing, printing, queries, setting, wording
from tracker.registration.badges.forms import LookForm
from tracker.registration.badges.looks import Dress
from tracker.registration.badges.printing import Job

bp = Blueprint("badge_sheets", __name__)

PDF, SVG, PNG = "application/pdf", "image/svg+xml", "image/png"


@bp.get("/meetings/<slug>/badges")
@require(Permission.EXPORT)
def index(slug: str) -> ResponseReturnValue:
    """How many badges there are to print, for whom, and what was printed."""
    meeting = meetings.by_slug(slug)
    wanted = asking.asked(request.args, setting.of(meeting.id).look)
    people, flaws = printing.flaws(meeting, wanted.choice, wanted.layout)
    labels = categories.labels(categories.of(meeting.id))
    return render_template(
        "registration/badges/index.html",
        meeting=meeting,
        wanted=wanted,
        form=forms.print_form(wanted, labels, queries.senders(meeting.id), current_language()),
        people=people,
        flaws=flaws,
        sentence=wording.flaw_sentence,
        layouts=wording.LAYOUTS,
        runs=queries.runs(meeting.id),
        at_desk=queries.at_desk(meeting.id),
        latest_at_desk=queries.latest_at_desk(meeting.id),
        most=printing.MOST,
    )


@bp.post("/meetings/<slug>/badges/runs")
@require(Permission.EXPORT)
def create_run(slug: str) -> ResponseReturnValue:
    """A file of badges. They count as printed once it is made."""
    meeting = meetings.by_slug(slug)
    wanted = asking.asked(request.form, setting.of(meeting.id).look)
    return _file(printing.chosen(meeting, wanted.choice, wanted.layout, two_sided=wanted.two_sided))


@bp.post("/meetings/<slug>/badges/runs/<int:run_id>/copies")
@require(Permission.EXPORT)
def copy_run(slug: str, run_id: int) -> ResponseReturnValue:
    """The same badges once more, but for those that were replaced."""
    return _file(printing.copied(meetings.by_slug(slug), run_id))


def _file(job: Job) -> Response:
    slug, content = job.meeting.slug, printing.pdf(job)
    made = f"{clock.in_zone(clock.now(), job.meeting.timezone):%Y-%m-%d-%H%M}"
    with transaction():
        run = printing.log(job, signed_in().actor)
        name = f"{slug}-badges-{run.id}-{job.layout.value.replace('_', '-')}-{made}.pdf"
    return send_file(BytesIO(content), mimetype=PDF, as_attachment=True, download_name=name)


@bp.route("/meetings/<slug>/badges/settings", methods=["GET", "POST"])
@require(Permission.REVIEW)
def settings(slug: str) -> ResponseReturnValue:
    """Paper, logo, fields, languages; the button "Show" draws what the form says without saving it."""
    meeting = meetings.by_slug(slug)
    form = forms.look_form(setting.of(meeting.id))
    if request.method != "POST":
        return _settings(meeting, form)
    if not form.validate():
        return _settings(meeting, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if request.form.get("action") == "show":
        return _settings(meeting, form)
    with transaction():
        meeting = meetings.by_slug(slug)
        setting.change(meeting, form.dress, signed_in().actor)
    flash(_("The badges are saved. Badges already printed stay as they are."), "good")
    return redirect(url_for(".settings", slug=slug), HTTPStatus.SEE_OTHER)


def _settings(meeting: Meeting, form: LookForm) -> str:
    shown = setting.of(meeting.id) if form.errors else form.dress
    return render_template(
        "registration/badges/settings.html",
        meeting=meeting,
        form=form,
        has_logo=form.logo_now is not None,
        sides=[_embedded(side) for side in previewing.pictures(meeting, shown, form.person.data or "")],
    )


def _embedded(picture: bytes) -> str:
    return f"data:{PNG};base64,{b64encode(picture).decode()}"


@bp.get("/meetings/<slug>/badges/preview")
@require(Permission.REVIEW)
def preview(slug: str) -> ResponseReturnValue:
    """The sides of one badge as the address describes it, for the page that asks while the form is filled in."""
    meeting = meetings.by_slug(slug)
    dress = setting.of(meeting.id)
    look = asking.look(request.args, request.args.getlist("fields"), dress.look, LANGUAGES)
    logo = None if "no_logo" in request.args else dress.logo
    sides = previewing.pictures(meeting, Dress(look, logo), request.args.get("person", ""))
    return jsonify(sides=[_embedded(side) for side in sides])


@bp.get("/meetings/<slug>/badges/<int:registration_id>.svg")
@require(Permission.SCAN)
def picture(slug: str, registration_id: int) -> ResponseReturnValue:
    """One badge for the printer of the desk: drawn here, so that every device prints every letter."""
    return send_file(BytesIO(printing.picture(_single(slug, registration_id))), mimetype=SVG)


@bp.post("/meetings/<slug>/badges/<int:registration_id>/prints")
@require(Permission.SCAN)
def create_print(slug: str, registration_id: int) -> ResponseReturnValue:
    """Put on record that a badge was printed at the desk."""
    with transaction():
        printing.log(_single(slug, registration_id), signed_in().actor)
    return jsonify(printed=True), HTTPStatus.CREATED


def _single(slug: str, registration_id: int) -> Job:
    found = review_queries.registration(slug, registration_id)
    return printing.single(found.meeting, registration_id)

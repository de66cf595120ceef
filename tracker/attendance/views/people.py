"""Who attended, person by person, with the evidence; and an organizer's word beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.attendance import correcting
from tracker.attendance.certificates import candidates
from tracker.attendance.certificates import queries as certificates
from tracker.attendance.correcting import Statement
from tracker.attendance.forms import CorrectionForm, correction_form
from tracker.attendance.presence import Presence, Said, Status, Word
from tracker.attendance.queries import person
from tracker.attendance.queries.corrections import Corrected, corrections_of
from tracker.attendance.queries.person import SeenAtDoor, SeenOnScreen
from tracker.attendance.queries.presences import Row, presence_of, presences
from tracker.attendance.wording import SAID, STATUS_KINDS, STATUSES, WAYS
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting, MeetingSession
from tracker.registration import review_queries

bp = Blueprint("attendees", __name__)
PAGE = 50
_NOTHING = Presence(Status.NOT_REGISTERED)


@bp.context_processor
def words() -> dict[str, object]:
    """What the pages of this area call things."""
    return {"statuses": STATUSES, "status_kinds": STATUS_KINDS, "ways": WAYS, "said_words": SAID, "now": clock.now()}


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom the list shows."""

    q: str
    session: MeetingSession | None
    status: Status | None
    page: int

    @property
    def parameters(self) -> dict[str, str]:
        """As an address carries them, but for the page."""
        all_ = {"q": self.q, "session": self.session.code if self.session else "", "status": self.status or ""}
        return {name: value for name, value in all_.items() if value}

    def fits(self, row: Row) -> bool:
        """Whether the person has that status at the session, or at some session where none is named."""
        if self.session and self.session.id not in row.by_session:
            return self.status is Status.NOT_REGISTERED
        one = [row.by_session[self.session.id]] if self.session else row.by_session.values()
        return self.status is None or any(found.status is self.status for found in one)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list."""

    rows: Sequence[Row]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class AtSession:
    """One person at one session: the figure, where it comes from, and what was said against it."""

    session: MeetingSession
    presence: Presence
    doors: Sequence[SeenAtDoor]
    screens: Sequence[SeenOnScreen]
    words: Sequence[Corrected]  # the last first

    @property
    def standing(self) -> Corrected | None:
        """The word that stands."""
        return next((one for one in self.words if one.withdrawn_at is None), None)


@bp.get("/meetings/<slug>/attendance/people")
@require(Permission.VIEW)
def index(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    shown = _shown(meeting)
    found = person.found(meeting.id, shown.q) if shown.q else None
    rows = [
        row
        for row in presences(meeting, until=clock.now())
        if (found is None or row.participant.id in found) and shown.fits(row)
    ]
    pages = max(1, ceil(len(rows) / PAGE))
    number = min(shown.page, pages)
    page = Page(rows[(number - 1) * PAGE : number * PAGE], number, pages, len(rows))
    return render_template("attendance/people.html", meeting=meeting, shown=shown, page=page)


def _shown(meeting: Meeting) -> Shown:
    status, number = request.args.get("status", ""), request.args.get("page", "")
    return Shown(
        q=request.args.get("q", "").strip()[:200],
        session=next((one for one in meeting.sessions if one.code == request.args.get("session")), None),
        status=Status(status) if status in set(Status) else None,
        page=max(1, int(number)) if number.isascii() and number.isdecimal() and len(number) < 6 else 1,  # noqa: PLR2004
    )


@bp.get("/meetings/<slug>/attendance/people/<int:registration_id>")
@require(Permission.VIEW)
def show(slug: str, registration_id: int) -> ResponseReturnValue:
    return _page(slug, registration_id, None)


@bp.post("/meetings/<slug>/attendance/people/<int:registration_id>/corrections")
@require(Permission.REVIEW)
def correct(slug: str, registration_id: int) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    form = correction_form(meeting.sessions)
    if not form.validate():
        return _page(slug, registration_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        found = review_queries.registration(slug, registration_id)
        session = next(one for one in found.meeting.sessions if one.code == form.session.data)
        word = Word(Said(form.said.data), form.given_minutes)
        correcting.correct(found.meeting, found, Statement(session.id, word, form.reason.data), signed_in().actor)
    flash(_("Your word is recorded beside what was seen."), "good")
    return redirect(url_for(".show", slug=slug, registration_id=registration_id), HTTPStatus.SEE_OTHER)


@bp.post("/meetings/<slug>/attendance/people/<int:registration_id>/corrections/<int:correction_id>/withdrawal")
@require(Permission.REVIEW)
def withdraw(slug: str, registration_id: int, correction_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            meeting = meetings.by_slug(slug)
            correcting.withdraw(meeting, correction_id, request.form.get("reason", ""), signed_in().actor)
    except Invalid as refused:
        flash(str(refused), "bad")
        return _page(slug, registration_id, None), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The correction is withdrawn. It stays on record."), "good")
    return redirect(url_for(".show", slug=slug, registration_id=registration_id), HTTPStatus.SEE_OTHER)


def _page(slug: str, registration_id: int, form: CorrectionForm | None) -> str:
    found = review_queries.registration(slug, registration_id)
    meeting = found.meeting
    row = presence_of(meeting, registration_id, until=clock.now())
    return render_template(
        "attendance/person.html",
        meeting=meeting,
        r=found,
        form=form or correction_form(meeting.sessions, blank=True),
        parts_of=_parts(meeting, row, registration_id),
        certificates=certificates.of_person(registration_id),
        candidate=candidates.one(meeting, registration_id) if candidates.is_over(meeting) else None,
    )


def _parts(meeting: Meeting, row: Row | None, registration_id: int) -> list[AtSession]:
    doors, words_ = person.at_doors(registration_id), corrections_of(registration_id)
    screens = person.on_screens(meeting.id, registration_id)
    return [
        AtSession(
            one,
            row.by_session.get(one.id, _NOTHING) if row else _NOTHING,
            [seen for seen in doors if seen.session_id == one.id],
            [seen for seen in screens if seen.session_id == one.id],
            [word for word in reversed(words_) if word.session_code == one.code],
        )
        for one in meeting.sessions
    ]

"""Making files of badges, and putting on record what was made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from tracker import clock, typesetting
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.badges.layouts import Layout
from tracker.db import db
from tracker.errors import Conflict, NotFound, TrackerError
from tracker.meetings.models import Meeting
from tracker.registration.badges import drawing, filling, queries, setting, wording
from tracker.registration.badges.drawing import Drawing, Flaw
from tracker.registration.badges.filling import Holder
from tracker.registration.badges.looks import BadgeField, Choice, Dress
from tracker.registration.badges.models import BadgePrint, BadgeRun
from tracker.typesetting import NotSet

MOST = 5000  # badges of one file


class NothingToPrint(Conflict):
    """Nobody of the choice has a badge that can be printed."""


class TooMany(Conflict):
    """More badges than one file holds."""


class BadgeReplaced(Conflict):
    """A badge became void while its file was made."""


class NoSuchRun(NotFound):
    """The meeting has no print run of that number."""


class NotMade(TrackerError):
    """The file was not made; nothing is on record."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file of badges to be made."""

    meeting: Meeting
    layout: Layout
    two_sided: bool
    drawing: Drawing
    copy_of: int | None = None
    at_desk: bool = False


def chosen(meeting: Meeting, wanted: Choice, layout: Layout, *, two_sided: bool) -> Job:
    """The badges of a choice. Raises NothingToPrint, TooMany."""
    dress = setting.of(meeting.id)
    holders = filling.in_order(queries.holders(meeting.id, wanted), wanted.order, dress.look.languages[0])
    return _job(meeting, dress, holders, layout, two_sided=two_sided)


def copied(meeting: Meeting, run_id: int) -> Job:
    """The badges of an earlier run that are still valid, on the same paper. Raises NoSuchRun, NothingToPrint."""
    run = db.session.get(BadgeRun, run_id)
    if run is None or run.meeting_id != meeting.id:
        raise NoSuchRun(_("This meeting has no such print run."))
    dress = setting.of(meeting.id)
    job = _job(meeting, dress, queries.of_run(run_id), Layout(run.layout), two_sided=run.two_sided)
    return replace(job, copy_of=run_id)


def single(meeting: Meeting, registration_id: int) -> Job:
    """One person's badge on the paper of the desk. Raises NothingToPrint."""
    return at_desk(meeting, queries.of_person(registration_id))


def at_desk(meeting: Meeting, holders: Sequence[Holder]) -> Job:
    """The badge of somebody who stands at the desk, approved or not, on its paper. Raises NothingToPrint."""
    dress = setting.of(meeting.id)
    job = _job(meeting, dress, holders, dress.look.desk, two_sided=False)
    return replace(job, at_desk=True)


def _job(meeting: Meeting, dress: Dress, holders: Sequence[Holder], layout: Layout, *, two_sided: bool) -> Job:
    if len(holders) > MOST:
        message = _(
            "%(count)s badges are too many for one file: choose a category or a delegation.", count=len(holders)
        )
        raise TooMany(message)
    look = replace(dress.look, two_sided=two_sided)
    drawn = drawing.draw(filling.bearers(meeting, holders, look), look, filling.occasion(meeting, dress), layout)
    if not drawn.drawn:
        reasons = [f"{one.name}: {wording.flaw_sentence(one)}" for one in drawn.flaws[:3]]
        raise NothingToPrint(" ".join(reasons) or _("There is no badge to print."))
    return Job(meeting, layout, two_sided, drawn)


def pdf(job: Job) -> bytes:
    """The file; 1,000 badges take some seconds, in a process of their own. Raises NotMade."""
    try:
        return typesetting.pdf_apart(drawing.TEMPLATE, job.drawing.document, job.drawing.images, made_at=clock.now())
    except NotSet as error:
        raise NotMade(_("The file of the badges could not be made.")) from error


def picture(job: Job) -> bytes:
    """A single badge as SVG, its letters as outlines, so that every device prints every name (some 20 ms)."""
    [drawn] = typesetting.pictures(drawing.TEMPLATE, job.drawing.document, job.drawing.images, kind="svg")
    return drawn


def log(job: Job, by: Actor) -> BadgeRun:
    """Put a file that was made on record. Raises BadgeReplaced where one of its badges has become void meanwhile."""
    badges = [one.badge_id for one in job.drawing.drawn]
    if queries.valid(badges) != len(badges):
        raise BadgeReplaced(_("Somebody's badge was replaced while the file was made. Make it again."))
    run = BadgeRun(
        meeting_id=job.meeting.id,
        layout=job.layout,
        two_sided=job.two_sided,
        people=len(badges),
        at_desk=job.at_desk,
        held_back=len(job.drawing.flaws),
        made_at=clock.now(),
        made_by=by.name,
        copy_of_id=job.copy_of,
    )
    return _recorded(run, badges, job.meeting.slug, by, copy_of=job.copy_of)


@dataclass(frozen=True, slots=True)
class DeskPrint:
    """A badge that a desk device has printed. It is on paper, whatever has become of it since."""

    uid: UUID  # made by the device, so that telling it twice records it once
    badge_id: UUID
    layout: Layout
    at: datetime
    device: UUID


def log_at_desk(meeting_id: int, slug: str, done: DeskPrint, by: Actor) -> BadgeRun:
    """Put on record that a desk of that meeting has printed a badge (3 statements)."""
    run = BadgeRun(
        meeting_id=meeting_id,
        layout=done.layout,
        two_sided=False,
        people=1,
        at_desk=True,
        held_back=0,
        made_at=done.at,
        made_by=by.name,
        uid=done.uid,
    )
    return _recorded(run, [done.badge_id], slug, by, device=str(done.device), badge=str(done.badge_id))


def _recorded(run: BadgeRun, badges: Sequence[UUID], slug: str, by: Actor, **more: str | int | None) -> BadgeRun:
    db.session.add(run)
    db.session.flush()
    db.session.add_all(
        BadgePrint(run_id=run.id, position=place, badge_id=badge_id) for place, badge_id in enumerate(badges, 1)
    )
    recording.record(
        by,
        "badges.printed",
        f"badge run {run.id}",
        meeting=slug,
        layout=run.layout.value,
        people=run.people,
        held_back=run.held_back,
        **more,
    )
    return run


def flaws(meeting: Meeting, wanted: Choice, layout: Layout) -> tuple[int, tuple[Flaw, ...]]:
    """How many badges of a choice there are, and whose cannot be printed, without drawing them all."""
    dress = setting.of(meeting.id)
    holders = queries.holders(meeting.id, wanted)
    look = replace(dress.look, two_sided=False, fields=tuple(f for f in dress.look.fields if f is not BadgeField.PHOTO))
    return len(holders), drawing.flaws(filling.bearers(meeting, holders, look), look, layout)

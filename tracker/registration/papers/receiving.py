"""Taking papers in and handing them out; the journal says who did."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor, ActorKind
from tracker.db import db
from tracker.errors import Conflict, Refused
from tracker.registration import pages, reviewing
from tracker.registration.models import SEATED, Registration, State
from tracker.registration.papers import file_names, needs, storing
from tracker.registration.papers.file_names import JPEG, PDF
from tracker.registration.papers.models import Need, Paper, PaperKind
from tracker.registration.papers.needs import Purpose

MOST = 10  # for one purpose for one person, exchanged ones with them: a link that fell into wrong hands fills no disk


class NotAskedFor(Conflict):
    """Nobody wants this paper of this person, now."""


class ExchangedTooOften(Refused):
    """The paper was exchanged so often that somebody should ask why."""


class SentTooLate(Conflict):
    """The answer to a question can no longer be changed by its person."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in, its content checked already."""

    name: str
    content: bytes


def may_upload(registration: Registration) -> bool:
    """Whether papers of a registration in that state are still of use."""
    return registration.state in SEATED | {State.WAITLISTED}


def may_send(registration: Registration, one: needs.Asked, now: datetime) -> bool:
    """Whether its person may send that file now.

    The answer to a question changes as the others do, until the deadline for changes; what is required and missing is
    welcome later too, and so is a paper that the organizer asks for.
    """
    if not may_upload(registration) or one.need is Need.OFF:
        return False
    return isinstance(one.kind, PaperKind) or one.is_missing or pages.may_change(registration, now)


def receive(registration: Registration, purpose: Purpose, upload: Upload, by: Actor) -> Paper:
    """Keep an upload as the valid paper for its purpose; the former one stays on record.

    The same file again is one file. Whose approval waited for nothing else is approved now. NotAskedFor where the
    category, an answer or the state needs none; SentTooLate by its person after the deadline for changes;
    ExchangedTooOften after MOST files.
    """
    # Where it stands is read anew under the lock: whoever approves at this very moment has done so, or waits.
    db.session.refresh(registration, ["state"], with_for_update=True)
    _check(registration, purpose)
    if by.kind is ActorKind.DELEGATE:
        _check_deadline(registration, purpose)
    digest = hashlib.sha256(upload.content).digest()
    former = db.session.scalar(select(Paper).where(_same(registration, purpose), Paper.replaced_at.is_(None)))
    if former is not None and former.sha256 == digest:
        return former
    if former is not None:
        former.replaced_at = clock.now()
    kept = _kept(registration, purpose, upload, digest, by)
    reviewing.settle(registration)
    return kept


def hand_out(registration: Registration, paper: Paper, by: Actor) -> bytes:
    """The content of a paper for somebody who may see it."""
    content = storing.read(paper.stored_as)
    _record(by, "paper.seen", registration, paper)
    return content


def _check(registration: Registration, purpose: Purpose) -> None:
    if not may_upload(registration):
        raise NotAskedFor(_("This registration is not active, so no papers are needed."))
    if needs.need(registration, purpose) is Need.OFF:
        raise NotAskedFor(_("This meeting does not ask this person for that paper."))
    if (db.session.scalar(select(func.count(Paper.id)).where(_same(registration, purpose))) or 0) >= MOST:
        raise ExchangedTooOften(
            _(
                "This paper was exchanged too often. Write to %(contact)s if it has to be another one.",
                contact=registration.meeting.contact,
            )
        )


def _check_deadline(registration: Registration, purpose: Purpose) -> None:
    asked = next(one for one in needs.asked(registration) if one.key == needs.key(purpose))
    if not may_send(registration, asked, clock.now()):
        raise SentTooLate(
            _(
                "This answer could be changed until the deadline only. Write to %(contact)s if it has to be another.",
                contact=registration.meeting.contact,
            )
        )


def _same(registration: Registration, purpose: Purpose) -> ColumnElement[bool]:
    """All papers that the person sent for it, exchanged ones with them."""
    of = Paper.kind == purpose if isinstance(purpose, PaperKind) else Paper.question_id == purpose.id
    return (Paper.registration_id == registration.id) & of


def _kept(registration: Registration, purpose: Purpose, upload: Upload, digest: bytes, by: Actor) -> Paper:
    received = Paper(
        registration_id=registration.id,
        kind=purpose if isinstance(purpose, PaperKind) else None,
        question_id=None if isinstance(purpose, PaperKind) else purpose.id,
        name=file_names.cleaned(upload.name, JPEG if purpose is PaperKind.PHOTO else PDF),
        stored_as=storing.write(upload.content),
        size=len(upload.content),
        sha256=digest,
        uploaded_at=clock.now(),
        uploaded_by=by.name,
    )
    db.session.add(received)
    db.session.flush()
    _record(by, "paper.received", registration, received)
    return received


def _record(by: Actor, action: str, registration: Registration, paper: Paper) -> None:
    subject, meeting = f"registration {registration.id}", registration.meeting.slug
    recording.record(by, action, subject, meeting=meeting, paper=paper.id, kind=paper.key)

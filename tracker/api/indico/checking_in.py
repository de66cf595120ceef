"""What the app's one button does: a scan in our ledger, or the taking back of one."""

from datetime import datetime, timedelta
from itertools import takewhile
from uuid import UUID, uuid4

from flask_babel import gettext as _

from tracker.api.indico import queries
from tracker.api.indico.queries import Event, Form
from tracker.api.indico.recognizing import Phone
from tracker.badges.codes import Code
from tracker.checkin import queries as doors
from tracker.checkin import scanning
from tracker.checkin.models import Method, ScanUndo
from tracker.checkin.scanning import Judged, Sender
from tracker.checkin.sightings import Sighting
from tracker.checkin.verdicts import Direction
from tracker.db import db
from tracker.errors import Conflict
from tracker.meetings.programme import running_session

UNDO = timedelta(minutes=10)  # a mistake is seen at once; later somebody is leaving


class NotOurs(Conflict):
    """Another desk let the person in, or this one did so too long ago."""


def judge(phone: Phone, event: Event, form: Form, whom: UUID | Code, *, at: datetime) -> list[Judged]:
    """What a desk at that door says of a person's valid badge, or of the badge with a code. Reads only."""
    seen = Sighting(
        id=uuid4(),
        device=phone.id,
        desk=phone.name,
        session=form.code,
        at=at,
        direction=Direction.IN,
        method=Method.APP,
        code="" if isinstance(whom, UUID) else whom,
        person=whom if isinstance(whom, UUID) else None,
    )
    return scanning.judge_all(doors.gates(event.slug, {form.code}), [seen], Sender(phone.user.id), received=at)


def take_back(phone: Phone, form: Form, registration_id: int, *, at: datetime) -> None:
    """Let the person not have come in, if that is this phone's word and young; NotOurs.

    Who is not in stays so: asking twice changes nothing. Nobody is scanned out, for nobody was seen to leave.
    """
    coming = takewhile(lambda one: one.direction is Direction.IN, queries.entries(form.id, registration_id))
    for one in coming:
        if one.device != phone.id:
            raise NotOurs(_("“%(desk)s” scanned this person. Undo it there.", desk=one.desk))
        if at - one.received_at > UNDO:
            raise NotOurs(_("This was too long ago to be undone here. Who leaves is scanned out at a desk."))
        db.session.add(ScanUndo(scan_id=one.scan_id, device=phone.id, at=at, user_id=phone.user.id))


def form_for(phone: Phone, event: Event, *, at: datetime) -> Form:
    """The session that a badge is read for: where the phone was said to stand, else the one that is on."""
    chosen = next((form for form in event.forms if form.id == phone.session_id), None)
    found = chosen or running_session(event.forms, at, event.doors_open_minutes)
    if found is None:
        raise queries.NoSuchForm(_("This meeting has no sessions."))
    return found

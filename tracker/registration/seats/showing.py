"""What the form says beside each way to attend a session: how many seats are left for this person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.people.categories import KINDS
from tracker.people.models import Delegation
from tracker.registration import senders
from tracker.registration.forms import RegistrationForm
from tracker.registration.models import Mode, Registration, State
from tracker.registration.seats import holding, queries
from tracker.registration.seats.models import WhenFull
from tracker.registration.seats.rules import NOTHING, Demand, Fit, Left, Limit, judge, keys, left
from tracker.registration.seats.wording import left_words, sessions, several
from tracker.registration.senders import Sender


@dataclass(frozen=True, slots=True)
class Note:
    """A few words beside one choice; a closed one cannot be made."""

    text: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class FullNotice:
    """What is full, and what the person can do about it."""

    title: str
    next: str
    is_refused: bool


Notes = Mapping[int, Mapping[str, Note]]  # by session and mode


def notes(meeting: Meeting, sender: Sender | None, registered: Registration | None = None) -> Notes | None:
    """The same as `notes_under`, with the limits read for it (2 statements)."""
    return notes_under(queries.limits(meeting.id), meeting, sender, registered)


def notes_under(
    limits: Sequence[Limit], meeting: Meeting, sender: Sender | None, registered: Registration | None = None
) -> Notes | None:
    """For every session of the meeting what is left of its seats (1 statement); None where nothing is limited.

    `registered` is whose form it is: what they hold is theirs, and they cannot give up a seat to wait for another.
    """
    if not limits:
        return None
    held = holding.held(registered) if registered else NOTHING
    may_wait = registered is None or registered.state in {State.DRAFT, State.WAITLISTED}
    wishes = {
        (s.id, mode): _wish(sender, s.id, mode) for s in meeting.sessions for mode in (Mode.IN_PERSON, Mode.ONLINE)
    }
    taken = queries.taken(meeting.id, frozenset().union(*(keys(wish, limits) for wish in wishes.values())))
    found: dict[int, dict[str, Note]] = {session.id: {} for session in meeting.sessions}
    for (session_id, mode), wish in wishes.items():
        room = left(wish, limits, taken, held)
        if room:
            found[session_id][mode.value] = _note(room, may_wait=may_wait)
    return found


def full(draft: Registration, limits: Sequence[Limit]) -> FullNotice | None:
    """What to say before somebody confirms whose seats are gone; None where there are seats (1 statement, else 2)."""
    wish = holding.wanted(draft)
    found = judge(wish, limits, queries.taken(draft.meeting_id, keys(wish, limits)))
    if isinstance(found, Fit):
        return None
    what = several(found.limits, sessions(draft.meeting_id))
    title = _("No seat is left %(what)s", what=what)
    if found.when_full is WhenFull.REFUSE:
        return FullNotice(
            title, _("What you typed is kept. Choose another way to attend, then confirm."), is_refused=True
        )
    next_ = _("If you confirm, you are on the waiting list: when a seat becomes free for you, you receive an e-mail.")
    return FullNotice(title, next_, is_refused=False)


def sender(value: str) -> Sender | None:
    """Whom one value of the form's list stands for, without reading the whole list (at most 1 statement)."""
    others = {senders.value_of(None, category): Sender(category) for category in senders.OTHERS}
    if not value or value in others:
        return others.get(value)
    one = db.session.scalar(select(Delegation).where(Delegation.code == value))
    return Sender(KINDS[one.kind].category, one.id) if one else None


def check(form: RegistrationForm, beside: Notes | None) -> bool:
    """Say at each session that its seats are gone, where that was chosen all the same; whether all are there."""
    wrong = [
        choice
        for choice in form.sessions
        if (note := (beside or {}).get(choice.session.id, {}).get(choice.field.data)) and note.is_closed
    ]
    for choice in wrong:
        message = _("There is no seat left here. Choose another way to attend.")
        choice.field.errors = [*choice.field.errors, message]
    return not wrong


def _wish(sender: Sender | None, session_id: int, mode: Mode) -> Demand:
    sessions = frozenset({(session_id, mode)})
    return Demand(sender.delegation_id, sender.category, sessions) if sender else Demand(sessions=sessions)


def _note(room: Left, *, may_wait: bool) -> Note:
    is_closed = room.seats == 0 and (room.when_full is WhenFull.REFUSE or not may_wait)
    return Note(left_words(Left(0, WhenFull.REFUSE)) if is_closed else left_words(room), is_closed)

"""What of a meeting the plan of a list depends on."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.i18n import current_language
from tracker.meetings.admission import admits
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people import aliases
from tracker.people.models import Category, Delegation
from tracker.registration import adopt
from tracker.registration.importing import roll
from tracker.registration.importing.roll import Roll
from tracker.registration.models import Mode


@dataclass(frozen=True, slots=True)
class Session:
    """A session as a list names it."""

    id: int
    code: str
    modes: frozenset[Mode]  # in which it can be attended
    categories: frozenset[str]  # that may enter


@dataclass(frozen=True, slots=True)
class Setting:
    """A meeting's sessions, its people, and the delegations that may send them."""

    meeting_id: int
    sessions: tuple[Session, ...]
    roll: Roll
    delegations: Mapping[int, Delegation]
    senders: Mapping[str, Delegation]  # by every folded name
    language: str

    def open_to(self, category: Category, mode: Mode) -> dict[int, Mode]:
        """All sessions that somebody of that category may attend in that way, as choices."""
        return {s.id: mode for s in self.sessions if category.value in s.categories and mode in s.modes}

    def sender(self, delegation_id: int | None, organization: str) -> str:
        """Whom somebody comes for, in the reader's language."""
        entry = self.delegations.get(delegation_id) if delegation_id else None
        return entry.name(self.language) if entry else organization

    def is_adopted(self, delegation_id: int | None) -> bool:
        """Whether the delegation was made of an organization that no reference list names."""
        entry = self.delegations.get(delegation_id) if delegation_id else None
        return entry is not None and adopt.is_adopted(entry)


def of(meeting: Meeting) -> Setting:
    """Read it, in three statements besides those of the meeting."""
    delegations = roll.delegations()
    return Setting(
        meeting.id,
        tuple(_session(session, meeting) for session in meeting.sessions),
        roll.of_meeting(meeting.id),
        delegations,
        aliases.index(delegations.values()),
        current_language(),
    )


def _session(session: MeetingSession, meeting: Meeting) -> Session:
    offered = ((Mode.IN_PERSON, session.in_person), (Mode.ONLINE, session.online))
    return Session(
        session.id,
        session.code,
        frozenset(mode for mode, is_offered in offered if is_offered),
        admits(session.kind, session.categories, meeting.access),
    )

"""What registrations and scans say, as parts of statements."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from tracker.checkin.models import Scan, ScanUndo
from tracker.checkin.verdicts import ADMITTING, Direction
from tracker.meetings.models import MeetingSession
from tracker.people.models import Category, Delegation
from tracker.registration.models import DelegateRole, Mode, Registration, State

CHUNK = 1000  # rows taken from the database at a time


@dataclass(frozen=True, slots=True)
class Participant:
    """A person as in the sheet; no contacts, for the sheet is handed on."""

    id: int
    title: str
    family_name: str
    given_name: str
    native_name: str
    name_en: str | None
    name_fr: str | None
    organization: str
    category: Category
    role: DelegateRole
    mode: Mode
    state: State
    region: str | None

    def represents(self, language: str) -> str:
        """The delegation in that language, or the organization."""
        return (self.name_fr if language == "fr" else self.name_en) or self.organization


def _evidence() -> Select[int | None, int | None, datetime]:
    """The scans that let somebody in and were not taken back."""
    return (
        select(Scan.registration_id, Scan.session_id, func.min(Scan.at).label("first_seen"))
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(Scan.verdict.in_(list(ADMITTING)), Scan.direction == Direction.IN, ScanUndo.scan_id.is_(None))
    )


PERSON = (
    Registration.id,
    Registration.title,
    Registration.family_name,
    Registration.given_name,
    Registration.native_name,
    Delegation.name_en,
    Delegation.name_fr,
    Registration.organization,
    Registration.category,
    Registration.role,
    Registration.mode,
    Registration.state,
    Delegation.region,
)


def was_at(*sessions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether somebody was let in at the door of one of these sessions, as a condition on Registration."""
    ids = select(MeetingSession.id).where(*sessions)
    seen = _evidence().with_only_columns(Scan.registration_id)
    return Registration.id.in_(seen.where(Scan.session_id.in_(ids), Scan.registration_id.is_not(None)))

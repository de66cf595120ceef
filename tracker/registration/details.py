"""What a person says of themselves and of the sessions they want, and what follows from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.people.models import Category
from tracker.registration.models import DelegateRole, Mode, SpeakingRight


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """A filled-in form: clean texts no longer than their columns.

    Names are those of the columns of `Registration`, but for `choices` and `answers`, which have rows of their own.
    """

    title: str
    family_name: str
    given_name: str
    native_name: str = ""
    email: str | None  # lower-case; None for somebody whom the desk enters without one
    phone: str = ""
    delegation_id: int | None
    category: Category
    organization: str = ""
    department: str = ""
    position: str = ""
    role: DelegateRole = DelegateRole.DELEGATE
    choices: Mapping[int, Mode] = field(default_factory=dict)  # by the session's id; absent: not attending
    document_phase: bool = False
    language: str = "en"
    interpretation: str = ""
    speaking: SpeakingRight | None = None  # the organizer's word
    accessibility: str = ""
    dietary: str = ""
    consents_needs: bool = False
    comment: str = ""
    consents_listed: bool = False
    consents_photos: bool = False
    consents_news: bool = False
    answers: Mapping[int, str] | None = None  # by question, see questions.answering; None: as they are


def mode_of(modes: Iterable[Mode]) -> Mode:
    """The door that somebody with these choices comes through; without any (on paper alone), not the room's."""
    found = set(modes)
    if len(found) > 1:
        return Mode.MIXED
    return found.pop() if found else Mode.ONLINE

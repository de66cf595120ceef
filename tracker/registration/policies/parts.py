"""The policy of a meeting as values. Delegations, sessions and categories are codes here, as in the file."""

from dataclasses import dataclass

from tracker.i18n import Texts
from tracker.registration.badges.looks import Dress
from tracker.registration.models import Mode
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.questions.models import QuestionKind
from tracker.registration.seats.models import Level, WhenFull

NOTHING = Texts({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """At most so many seats of one mode at one level; a delegation level without a code is for each delegation."""

    level: Level
    mode: Mode
    seats: int
    when_full: WhenFull = WhenFull.REFUSE
    delegation: str | None = None
    category: str | None = None
    session: str | None = None

    @property
    def name(self) -> str:
        """What it limits; a meeting has one number for each."""
        told = (self.level, self.delegation, self.category, self.session, self.mode)
        return " ".join(str(one) for one in told if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNeed:
    """Which paper a category brings."""

    category: str
    kind: PaperKind
    need: Need

    @property
    def name(self) -> str:
        return f"{self.kind} of {self.category}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNeed:
    """Whether the form asks for a field; of one category, or of all that have no line of their own."""

    field: str
    need: Need
    category: str | None = None

    @property
    def name(self) -> str:
        return f"{self.field} of {self.category}" if self.category else self.field


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPart:
    """A question of this meeting alone; asked only if another one, `if_code`, has the answer `if_answer`."""

    code: str
    kind: QuestionKind
    label: Texts
    need: Need
    hint: Texts = NOTHING
    options: tuple[Texts, ...] = ()
    categories: tuple[str, ...] | None = None  # None: asked of all
    if_code: str | None = None
    if_answer: str | None = None

    @property
    def name(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All of it. None leaves what the meeting has; an empty part takes it away. Questions stand in their order."""

    seats: tuple[Seats, ...] | None = None
    papers: tuple[PaperNeed, ...] | None = None
    fields: tuple[FieldNeed, ...] | None = None
    questions: tuple[QuestionPart, ...] | None = None
    badges: Dress | None = None

"""The policy tables of a meeting file in, a Policy out, and all that is wrong with it. Pure."""

from collections.abc import Collection, Mapping

from tracker.meetings.files.fields import Fields
from tracker.registration.models import Mode
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.policies import badges
from tracker.registration.policies.checking import problems_between
from tracker.registration.policies.parts import FieldNeed, PaperNeed, Policy, QuestionPart, Seats
from tracker.registration.questions.models import QuestionKind
from tracker.registration.seats.models import Level, WhenFull

SEAT_KEYS = ("level", "mode", "seats", "when_full", "delegation", "category", "session")
PAPER_KEYS = ("category", "kind", "need")
FIELD_KEYS = ("field", "category", "need")
QUESTION_KEYS = ("code", "kind", "label", "hint", "options", "need", "categories", "if_code", "if_answer")
MOST_SEATS = 100_000


def read(tables: Mapping[str, object], sessions: Collection[str], problems: list[str]) -> Policy:
    """The policy that these tables describe; every problem is added to `problems` with its place.

    `sessions` are the codes of the meeting's sessions.
    """
    top = Fields(tables, "", tuple(tables), problems)
    policy = Policy(
        seats=tuple(_seats(row) for row in top.rows("seats", SEAT_KEYS)) if "seats" in tables else None,
        papers=tuple(_paper(row) for row in top.rows("papers", PAPER_KEYS)) if "papers" in tables else None,
        fields=tuple(_field(row) for row in top.rows("fields", FIELD_KEYS)) if "fields" in tables else None,
        questions=tuple(_question(row) for row in top.rows("questions", QUESTION_KEYS, "code"))
        if "questions" in tables
        else None,
        badges=badges.read(top.table_of("badges", badges.KEYS)) if "badges" in tables else None,
    )
    problems += problems_between(policy, sessions)
    return policy


def _seats(row: Fields) -> Seats:
    return Seats(
        level=row.one_of("level", Level),
        mode=row.one_of("mode", Mode),
        seats=row.number("seats", 0, MOST_SEATS),
        when_full=row.one_of("when_full", WhenFull, WhenFull.REFUSE),
        delegation=_optional(row, "delegation", 40),
        category=_category(row),
        session=_optional(row, "session", 20),
    )


def _paper(row: Fields) -> PaperNeed:
    return PaperNeed(
        category=row.category("category"), kind=row.one_of("kind", PaperKind), need=row.one_of("need", Need)
    )


def _field(row: Fields) -> FieldNeed:
    return FieldNeed(field=row.text("field", 40), category=_category(row), need=row.one_of("need", Need))


def _question(row: Fields) -> QuestionPart:
    return QuestionPart(
        code=row.code("code", 40, r"[a-z0-9]+([-_][a-z0-9]+)*", "arrival-day"),
        kind=row.one_of("kind", QuestionKind),
        label=row.texts("label"),
        hint=row.texts("hint", required=False),
        options=row.several_texts("options"),
        need=row.one_of("need", Need, Need.OPTIONAL),
        categories=row.categories("categories"),
        if_code=_optional(row, "if_code", 40),
        if_answer=_optional(row, "if_answer", 200),
    )


def _category(row: Fields) -> str | None:
    return row.category("category") or None if "category" in row.table else None


def _optional(row: Fields, key: str, longest: int) -> str | None:
    return row.text(key, longest) or None if key in row.table else None

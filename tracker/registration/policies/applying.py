"""A policy into the tables of a meeting, and back. Applying it again changes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Select, exists, select

from tracker.audit.models import Actor
from tracker.audit.recording import record
from tracker.db import Base, db
from tracker.errors import Conflict, Invalid
from tracker.i18n import Texts
from tracker.meetings.admission import in_order
from tracker.meetings.files.differences import parts
from tracker.meetings.models import Meeting
from tracker.people.models import Category, Delegation
from tracker.registration.badges import setting as badges
from tracker.registration.badges.looks import USUAL
from tracker.registration.papers.models import Paper, PaperRule
from tracker.registration.policies.parts import FieldNeed, PaperNeed, Policy, QuestionPart, Seats
from tracker.registration.policies.writing import Part
from tracker.registration.questions.models import FieldRule, Question, QuestionAnswer
from tracker.registration.seats.models import SeatLimit

Row = SeatLimit | PaperRule | FieldRule | Question
Rule = TypeVar("Rule", SeatLimit, PaperRule, FieldRule)


class NoSuchDelegation(Invalid):
    """The policy names a delegation that is in no list."""


class QuestionAnswered(Conflict):
    """People have answered the question, so it can neither go nor be answered in another way."""


def dump(meeting: Meeting) -> Policy:
    """The policy that the meeting has; a part without anything is None (7 statements)."""
    codes = _Codes(meeting)
    return Policy(
        seats=tuple(codes.seats(row) for row in _rows(meeting, SeatLimit)) or None,
        papers=tuple(_paper(row) for row in _rows(meeting, PaperRule)) or None,
        fields=tuple(_field(row) for row in _rows(meeting, FieldRule)) or None,
        questions=tuple(_question(row) for row in _questions(meeting)) or None,
        badges=None if (dress := badges.of(meeting.id)) == USUAL else dress,
    )


def load(meeting: Meeting, wanted: Policy, by: Actor) -> tuple[str, ...]:
    """Make the policy what `wanted` says; the changes in words. NoSuchDelegation, QuestionAnswered."""
    codes, changes = _Codes(meeting), list[str]()
    if wanted.seats is not None:
        there = {codes.seats(row).name: row for row in _rows(meeting, SeatLimit)}
        before = {name: codes.seats(row) for name, row in there.items()}
        changes += _make("seats", there, before, {one.name: (one, codes.limit(one)) for one in wanted.seats})
    if wanted.papers is not None:
        papers = {_paper(row).name: row for row in _rows(meeting, PaperRule)}
        asked = {one.name: (one, _paper_rule(meeting, one)) for one in wanted.papers}
        changes += _make("paper", papers, {name: _paper(row) for name, row in papers.items()}, asked)
    if wanted.fields is not None:
        rules = {_field(row).name: row for row in _rows(meeting, FieldRule)}
        needs = {one.name: (one, _field_rule(meeting, one)) for one in wanted.fields}
        changes += _make("field", rules, {name: _field(row) for name, row in rules.items()}, needs)
    if wanted.questions is not None:
        changes += _load_questions(meeting, wanted.questions)
    if changes:
        db.session.flush()
        record(by, "policy.changed", f"meeting {meeting.slug}", meeting=meeting.slug, changes="; ".join(changes))
    if wanted.badges is not None and (dressed := badges.change(meeting, wanted.badges, by)):
        changes.append(f"badges: {', '.join(dressed)}")
    return tuple(changes)


def _load_questions(meeting: Meeting, wanted: Sequence[QuestionPart]) -> Iterator[str]:
    there = {row.code: row for row in _questions(meeting)}
    before = {code: _question(row) for code, row in there.items()}
    _refuse_changing_answered(there, {one.code: one for one in wanted})
    asked = {one.code: (one, _question_row(meeting, one, place)) for place, one in enumerate(wanted, 1)}
    yield from _make("question", there, before, asked)
    if [code for code in before if code in asked] != [code for code in asked if code in before]:
        yield "questions: order"
    for place, code in enumerate(asked, 1):
        if code in there:
            there[code].position = place


def _refuse_changing_answered(there: Mapping[str, Question], wanted: Mapping[str, QuestionPart]) -> None:
    touched = [row.id for code, row in there.items() if code not in wanted or wanted[code].kind is not row.kind]
    written = exists().where(QuestionAnswer.question_id == Question.id)
    sent = exists().where(Paper.question_id == Question.id)
    found = db.session.scalars(select(Question.code).where(Question.id.in_(touched), written | sent)).all()
    if found:
        message = f"{', '.join(sorted(found))}: people have answered; the question stays, and so does its kind"
        raise QuestionAnswered(message)


def _make(
    kind: str, there: Mapping[str, Row], before: Mapping[str, Part], wanted: Mapping[str, tuple[Part, Row]]
) -> Iterator[str]:
    """Let the rows be what is wanted, each by its name; one line for each change."""
    for name, row in there.items():
        if name not in wanted:
            db.session.delete(row)
        elif before[name] != wanted[name][0]:
            _copy(wanted[name][1], row)
    db.session.add_all(row for name, (_part, row) in wanted.items() if name not in there)
    yield from parts(kind, before, {name: part for name, (part, _row) in wanted.items()})


def _copy(source: Row, target: Row) -> None:
    for column in Base.metadata.tables[target.__tablename__].columns:
        if not column.primary_key:
            setattr(target, column.key, getattr(source, column.key))


class _Codes:
    """Sessions and delegations by code and by number, for one meeting."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.sessions = {session.code: session.id for session in meeting.sessions}
        self.delegations = dict(iter(db.session.execute(select(Delegation.code, Delegation.id))))

    def seats(self, row: SeatLimit) -> Seats:
        return Seats(
            level=row.level,
            mode=row.mode,
            seats=row.seats,
            when_full=row.when_full,
            delegation=_by_id(self.delegations, row.delegation_id),
            category=row.category.value if row.category else None,
            session=_by_id(self.sessions, row.session_id),
        )

    def limit(self, part: Seats) -> SeatLimit:
        if part.delegation and part.delegation not in self.delegations:
            message = f"seats: there is no delegation {part.delegation!r}; `flask reference list` shows them"
            raise NoSuchDelegation(message)
        return SeatLimit(
            meeting_id=self.meeting.id,
            level=part.level,
            mode=part.mode,
            seats=part.seats,
            when_full=part.when_full,
            delegation_id=self.delegations[part.delegation] if part.delegation else None,
            category=Category(part.category) if part.category else None,
            session_id=self.sessions[part.session] if part.session else None,
        )


def _by_id(codes: Mapping[str, int], wanted: int | None) -> str | None:
    return next((code for code, number in codes.items() if number == wanted), None)


def _paper(row: PaperRule) -> PaperNeed:
    return PaperNeed(category=row.category.value, kind=row.kind, need=row.need)


def _paper_rule(meeting: Meeting, part: PaperNeed) -> PaperRule:
    return PaperRule(meeting_id=meeting.id, category=Category(part.category), kind=part.kind, need=part.need)


def _field(row: FieldRule) -> FieldNeed:
    return FieldNeed(field=row.field, category=row.category.value if row.category else None, need=row.need)


def _field_rule(meeting: Meeting, part: FieldNeed) -> FieldRule:
    category = Category(part.category) if part.category else None
    return FieldRule(meeting_id=meeting.id, field=part.field, category=category, need=part.need)


def _question(row: Question) -> QuestionPart:
    return QuestionPart(
        code=row.code,
        kind=row.kind,
        label=row.label,
        hint=row.hint,
        options=tuple(Texts(option) for option in row.options),
        need=row.need,
        categories=None if row.categories is None else in_order(row.categories),
        if_code=row.if_code,
        if_answer=row.if_answer,
    )


def _question_row(meeting: Meeting, part: QuestionPart, position: int) -> Question:
    return Question(
        meeting_id=meeting.id,
        code=part.code,
        position=position,
        kind=part.kind,
        label=part.label,
        hint=part.hint,
        options=[dict(option.by_language) for option in part.options],
        need=part.need,
        categories=None if part.categories is None else list(part.categories),
        if_code=part.if_code,
        if_answer=part.if_answer,
    )


def _questions(meeting: Meeting) -> Sequence[Question]:
    chosen: Select[Question] = select(Question).where(Question.meeting_id == meeting.id)
    return db.session.scalars(chosen.order_by(Question.position, Question.id)).all()


def _rows(meeting: Meeting, table: type[Rule]) -> Sequence[Rule]:
    return db.session.scalars(select(table).where(table.meeting_id == meeting.id).order_by(table.id)).all()

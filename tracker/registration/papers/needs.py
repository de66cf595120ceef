"""Which papers a person needs and has: those of the meeting's rules, and files that its questions ask for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from tracker.db import db
from tracker.errors import NotFound
from tracker.outbox.models import Message
from tracker.people.models import Category
from tracker.registration.models import SEATED, Registration
from tracker.registration.papers.models import Need, Paper, PaperKind, PaperRule
from tracker.registration.questions import files, queries
from tracker.registration.questions.models import Question

REMINDER = "paper_missing"  # the kind of mail
Rules = Mapping[tuple[Category, PaperKind], Need]
Purpose = PaperKind | Question  # what a file is sent for


class NoSuchPaper(NotFound):
    """The registration has no paper of that number."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of paper, or file for a question, that a registration needs or has."""

    kind: Purpose
    need: Need
    paper: Paper | None  # the valid one
    former: Sequence[Paper]  # exchanged, the latest first

    @property
    def key(self) -> str:
        """Its word in a form."""
        return key(self.kind)

    @property
    def is_missing(self) -> bool:
        return self.need is Need.REQUIRED and self.paper is None


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody without a required paper."""

    registration: Registration
    kinds: Sequence[Purpose]
    reminded_at: datetime | None


def rules(meeting_id: int) -> Rules:
    """What the meeting asks of each category; what is not there is not asked for (1 statement)."""
    found = db.session.scalars(select(PaperRule).where(PaperRule.meeting_id == meeting_id))
    return {(rule.category, rule.kind): rule.need for rule in found}


def key(of: Purpose) -> str:
    """The word of a purpose in a form, that of its papers: "note_verbale", "question_5"."""
    return of.value if isinstance(of, PaperKind) else of.key


def purpose(meeting_id: int, word: str) -> Purpose | None:
    """What a form means by the word; None if the meeting knows nothing of that name (1 statement at most)."""
    if word in set(PaperKind):
        return PaperKind(word)
    return next((one for one in files.of(queries.questions(meeting_id)) if one.key == word), None)


def need(registration: Registration, of: Purpose) -> Need:
    """Whether the person is asked for it (3 statements at most)."""
    return _demands([registration]).need(registration, of)


def asked(registration: Registration) -> list[Asked]:
    """All that the registration needs or has, questions after kinds (4 statements at most)."""
    demands = _demands([registration])
    papers = _papers([registration.id])
    found = [
        _asked(one, demands.need(registration, one), [paper for paper in papers if paper.key == key(one)])
        for one in demands.purposes
    ]
    return [one for one in found if one.need is not Need.OFF or one.paper]


def missing(registration: Registration) -> list[Purpose]:
    """The required papers that are not there (4 statements at most)."""
    return [one.kind for one in asked(registration) if one.is_missing]


def missing_of(registrations: Collection[Registration]) -> dict[int, list[Purpose]]:
    """The same for many of one meeting, by registration; those who miss nothing are not in it.

    3 statements, and 1 for 500 people where a file depends on another answer.
    """
    if not registrations:
        return {}
    demands = _demands(registrations)
    required = {one.id: demands.required(one) for one in registrations}
    ids = [number for number, purposes in required.items() if purposes]
    there = {(paper.registration_id, paper.key) for paper in _papers(ids) if paper.replaced_at is None}
    found = {number: [one for one in required[number] if (number, key(one)) not in there] for number in ids}
    return {number: purposes for number, purposes in found.items() if purposes}


def requiring(meeting_id: int) -> set[Category]:
    """The categories of which something may be required (2 statements)."""
    found = {category for (category, _kind), need in rules(meeting_id).items() if need is Need.REQUIRED}
    for one in files.of(queries.questions(meeting_id)):
        if one.need is Need.REQUIRED:
            found |= set(Category) if one.categories is None else {Category(code) for code in one.categories}
    return found


def lacking(meeting_id: int) -> list[Lacking]:
    """All who hold a seat and miss a required paper, by name, and when they were last told (7 statements at most)."""
    chosen = select(Registration).where(
        Registration.meeting_id == meeting_id,
        Registration.state.in_(SEATED),
        Registration.category.in_(requiring(meeting_id)),
    )
    people = db.session.scalars(chosen.order_by(Registration.sort_key, Registration.id)).all()
    kinds, told = missing_of(people), _reminded([one.id for one in people])
    return [Lacking(one, kinds[one.id], told.get(one.id)) for one in people if one.id in kinds]


def paper(registration: Registration, paper_id: int) -> Paper:
    """A paper of that registration, valid or exchanged, or NoSuchPaper."""
    found = db.session.get(Paper, paper_id)
    if found is None or found.registration_id != registration.id:
        raise NoSuchPaper(_("This registration has no such paper."))
    return found


def photo(registration: Registration) -> Paper:
    """The person's photo, or NoSuchPaper (1 statement)."""
    found = photos([registration.id]).get(registration.id)
    if found is None:
        raise NoSuchPaper(_("There is no photo of this person."))
    return found


def photos(registration_ids: Collection[int]) -> dict[int, Paper]:
    """The valid photos by registration (1 statement); their content is storing's to read."""
    chosen = select(Paper).where(
        Paper.registration_id.in_(registration_ids), Paper.kind == PaperKind.PHOTO, Paper.replaced_at.is_(None)
    )
    return {one.registration_id: one for one in db.session.scalars(chosen)}


def received(registration_ids: Collection[int]) -> dict[int, set[PaperKind]]:
    """The kinds of paper that are here, by registration (1 statement)."""
    chosen = select(Paper.registration_id, Paper.kind).where(
        Paper.registration_id.in_(registration_ids), Paper.kind.is_not(None), Paper.replaced_at.is_(None)
    )
    found: dict[int, set[PaperKind]] = {}
    for number, kind in db.session.execute(chosen):
        if kind is not None:
            found.setdefault(number, set()).add(kind)
    return found


@dataclass(frozen=True, slots=True)
class _Demands:
    """What a meeting asks of some people."""

    rules: Rules
    questions: Sequence[Question]  # answered with a file
    asked: Mapping[int, Collection[int]]  # the numbers of those that a registration is asked

    @property
    def purposes(self) -> list[Purpose]:
        return [*PaperKind, *self.questions]

    def need(self, registration: Registration, of: Purpose) -> Need:
        if isinstance(of, PaperKind):
            return self.rules.get((registration.category, of), Need.OFF)
        return of.need if of.id in self.asked[registration.id] else Need.OFF

    def required(self, registration: Registration) -> list[Purpose]:
        return [one for one in self.purposes if self.need(registration, one) is Need.REQUIRED]


def _demands(registrations: Collection[Registration]) -> _Demands:
    meeting_id = next(iter(registrations)).meeting_id
    questions = queries.questions(meeting_id)
    return _Demands(rules(meeting_id), files.of(questions), files.asked(questions, registrations))


def _papers(registration_ids: Collection[int]) -> Sequence[Paper]:
    """The latest first."""
    chosen = select(Paper).where(Paper.registration_id.in_(registration_ids))
    return db.session.scalars(chosen.order_by(Paper.id.desc())).all()


def _asked(kind: Purpose, need: Need, papers: Sequence[Paper]) -> Asked:
    valid = next((paper for paper in papers if paper.replaced_at is None), None)
    return Asked(kind, need, valid, [paper for paper in papers if paper.replaced_at is not None])


def _reminded(registration_ids: Collection[int]) -> dict[int, datetime]:
    about = Message.about["registration_id"].as_integer()
    rows = db.session.execute(
        select(about, func.max(Message.created_at))
        .where(Message.kind == REMINDER, about.in_(registration_ids))
        .group_by(about)
    )
    return dict(iter(rows))

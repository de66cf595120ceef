"""The workbook of registrations: everybody with every field of the form, every session and every question."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker import clock
from tracker.db import db
from tracker.exports.xlsx import Book, Cell, Column, Layout, Style
from tracker.i18n import LANGUAGES, current_language, language_name
from tracker.meetings.models import Meeting, MeetingSession
from tracker.people import categories
from tracker.registration.models import Mode, Registration, State
from tracker.registration.papers import needs
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.papers.wording import named
from tracker.registration.questions import files
from tracker.registration.questions import queries as questions
from tracker.registration.questions.models import Question, QuestionKind
from tracker.registration.questions.wording import answer_words
from tracker.registration.wording import SPEAKING, mode_word, role_word, state_word

_BATCH = 500  # people read at once


@dataclass(frozen=True, slots=True)
class _Person:
    """One row: somebody, their sessions and their answers."""

    registration: Registration
    modes: Mapping[int, Mode]  # by session
    answers: Mapping[int, str]  # by question; of a file its name
    papers: Collection[PaperKind]  # that are here


@dataclass(frozen=True, slots=True)
class _Field:
    """One column, and what stands in it."""

    column: Column
    cell: Callable[[_Person], Cell]


def write(meeting: Meeting, target: Path | BinaryIO) -> int:
    """Write the workbook in the reader's language, and answer how many people are in it. Drafts are not."""
    title = meeting.title.best(current_language())[0]
    fields = [*_personal(meeting), *_said(), *_programme(meeting.sessions), *_papers(meeting.id)]
    fields += _asked(questions.questions(meeting.id))
    made = f"{_wall(clock.now(), meeting):%Y-%m-%d %H:%M}"
    note = _("Times in %(zone)s. Made on %(made)s.", zone=meeting.timezone, made=made)
    layout = Layout((title, _("Registrations"), note), frozen_columns=2, landscape=True)
    count = 0
    with Book(title=_("Registrations: %(meeting)s", meeting=title)) as book:
        with book.sheet(_("Registrations"), [one.column for one in fields], layout) as sheet:
            for count, person in enumerate(_people(meeting.id), start=1):  # noqa: B007 (the last number is the count)
                sheet.write([one.cell(person) for one in fields])
        book.save(target)
    return count


def _personal(meeting: Meeting) -> list[_Field]:
    """Who they are and where their registration stands."""
    labels = categories.labels(categories.of(meeting.id))
    language = current_language()

    def delegation(one: Registration) -> str:
        return one.delegation.name(language) if one.delegation else ""

    return [
        _field(_("Family name"), 22, lambda one: one.family_name.upper()),
        _field(_("Given name"), 20, lambda one: one.given_name),
        _field(_("Title"), 8, lambda one: one.title),
        _field(_("Name in native script"), 20, lambda one: one.native_name),
        _field(_("Status"), 20, lambda one: state_word(one.state)),
        _field(_("Form sent"), 17, lambda one: _wall(one.created_at, meeting), Style.DATETIME),
        _field(_("Delegation"), 30, delegation),
        _field(_("Organization or company"), 30, lambda one: one.organization),
        _field(_("Category"), 26, lambda one: labels[one.category]),
        _field(_("Role"), 19, lambda one: role_word(one.role)),
        _field(_("Department"), 26, lambda one: one.department),
        _field(_("Position"), 30, lambda one: one.position),
        _field(_("E-mail address"), 32, lambda one: one.email or ""),
        _field(_("Mobile phone"), 18, lambda one: one.phone),
    ]


def _said() -> list[_Field]:
    """What they wish and agree to."""
    words = {True: _("yes"), False: _("no")}
    return [
        _field(_("Document phase"), 12, lambda one: words[one.document_phase]),
        _field(_("Language of e-mails"), 14, lambda one: LANGUAGES.get(one.language, one.language)),
        _field(_("Follows the meeting in"), 16, lambda one: _language(one.interpretation)),
        _field(_("Speaking right"), 20, lambda one: str(SPEAKING[one.speaking]) if one.speaking else ""),
        _field(_("What they need"), 40, lambda one: one.accessibility, Style.NOTE),
        _field(_("What they do not eat"), 30, lambda one: one.dietary, Style.NOTE),
        _field(_("Consents to keeping what they need"), 12, lambda one: words[one.consents_needs]),
        _field(_("Consents to the e-mail in the list"), 12, lambda one: words[one.consents_listed]),
        _field(_("Consents to photos"), 12, lambda one: words[one.consents_photos]),
        _field(_("Consents to news"), 12, lambda one: words[one.consents_news]),
        _field(_("Message to the organizer"), 40, lambda one: one.comment, Style.NOTE),
    ]


def _programme(sessions: Sequence[MeetingSession]) -> list[_Field]:
    words = {mode: mode_word(mode) for mode in Mode}
    return [_Field(Column(one.code, 12), _attends(one.id, words)) for one in sessions]


def _papers(meeting_id: int) -> list[_Field]:
    """A column for each kind of paper that the meeting asks anybody for."""
    wanted = {kind for (_category, kind), need in needs.rules(meeting_id).items() if need is not Need.OFF}
    return [_Field(Column(named(kind), 14), _received(kind)) for kind in PaperKind if kind in wanted]


def _received(kind: PaperKind) -> Callable[[_Person], Cell]:
    word = _("received")
    return lambda person: word if kind in person.papers else ""


def _asked(asked: Sequence[Question]) -> list[_Field]:
    return [_Field(_column(one), _answer(one)) for one in asked]


def _column(question: Question) -> Column:
    if question.kind is QuestionKind.DATE:
        return Column(str(question.label), 14, Style.DATE)
    return Column(str(question.label), 30, Style.NOTE)


def _answer(question: Question) -> Callable[[_Person], Cell]:
    def cell(person: _Person) -> Cell:
        said = person.answers.get(question.id)
        if said is None:
            return None
        return date.fromisoformat(said) if question.kind is QuestionKind.DATE else answer_words(question, said)

    return cell


def _attends(session_id: int, words: Mapping[Mode, str]) -> Callable[[_Person], Cell]:
    def cell(person: _Person) -> Cell:
        mode = person.modes.get(session_id)
        return words[mode] if mode else ""

    return cell


def _field(title: str, width: float, read: Callable[[Registration], Cell], style: Style = Style.TEXT) -> _Field:
    return _Field(Column(title, width, style), lambda person: read(person.registration))


def _language(code: str) -> str:
    return language_name(code) if code else ""


def _wall(instant: datetime, meeting: Meeting) -> datetime:
    return clock.in_zone(instant, meeting.timezone).replace(tzinfo=None, microsecond=0)


def _people(meeting_id: int) -> Iterator[_Person]:
    """Everybody but drafts, by name."""
    mine = (Registration.meeting_id == meeting_id, Registration.state != State.DRAFT)
    order = (Registration.sort_key, Registration.id)
    ids = db.session.scalars(select(Registration.id).where(*mine).order_by(*order)).all()
    parts = (selectinload(Registration.choices), joinedload(Registration.delegation))
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        answers, names, papers = questions.answers(batch), files.names(batch), needs.received(batch)
        chosen = select(Registration).where(Registration.id.in_(batch)).order_by(*order).options(*parts)
        for one in db.session.scalars(chosen):
            modes = {choice.session_id: choice.mode for choice in one.choices}
            yield _Person(one, modes, answers.get(one.id, {}) | names.get(one.id, {}), papers.get(one.id, ()))

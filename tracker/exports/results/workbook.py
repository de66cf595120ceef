"""The results of the document-based phase as a workbook: items, every delegation on every item, every word."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _
from flask_babel import pgettext

from tracker import clock
from tracker.correspondence import queries, wording
from tracker.correspondence.models import Word
from tracker.correspondence.queries import Account
from tracker.correspondence.speakers import SaidBy, said_by
from tracker.correspondence.words import Standing
from tracker.exports.xlsx import Book, Cell, Column, Layout, Style
from tracker.i18n import Texts, current_language
from tracker.meetings.models import Meeting
from tracker.people.models import Delegation
from tracker.people.names import fold


def write(meeting: Meeting, target: Path | BinaryIO) -> None:
    """Write the workbook in the reader's language (11 statements)."""
    accounts = queries.accounts(meeting.id)
    words = queries.words([one.item.id for one in accounts])
    spoke = queries.delegations(queries.taking_part(meeting.id))
    title = meeting.title.best(current_language())[0]
    with Book(title=_("In writing: %(meeting)s", meeting=title)) as book:
        _items(book, meeting, accounts, title)
        _delegations(book, accounts, spoke, title)
        _words(book, meeting, accounts, words, title)
        book.save(target)


def _items(book: Book, meeting: Meeting, accounts: Sequence[Account], title: str) -> None:
    columns = [
        Column(_("Item"), 8),
        Column(pgettext("of a session or an item", "Title"), 50),
        Column(_("Kind"), 18),
        Column(_("Class"), 8),
        Column(_("Deadline"), 17, Style.DATETIME),
        Column(_("Support"), 10, Style.COUNT),
        Column(_("Object"), 10, Style.COUNT),
        Column(_("Abstain"), 10, Style.COUNT),
        Column(_("Noted"), 10, Style.COUNT),
        Column(_("Comments"), 11, Style.COUNT),
        Column(_("Delegations that spoke"), 14, Style.COUNT),
        Column(_("Silent, with a vote"), 14, Style.COUNT),
        Column(_("Outcome"), 28),
        Column(_("In words"), 50, Style.NOTE),
    ]
    layout = Layout((title, _("Items"), _note(meeting)), frozen_columns=2, landscape=True)
    with book.sheet(_("Items"), columns, layout) as sheet:
        for one in accounts:
            figures = one.figures
            sheet.write(
                [
                    one.item.code,
                    _text(one.item.title),
                    str(wording.SHORT_KINDS[one.item.kind]),
                    one.item.category,
                    _wall(one.item.deadline_at, meeting),
                    figures.support,
                    figures.object,
                    figures.abstain,
                    figures.noted,
                    figures.comments,
                    figures.spoke,
                    figures.silent,
                    outcome_words(one),
                    _text(one.outcome.text) if one.outcome else "",
                ]
            )


def _delegations(book: Book, accounts: Sequence[Account], spoke: Mapping[int, Delegation], title: str) -> None:
    language = current_language()
    columns = [
        Column(_("Delegation"), 34),
        *(Column(one.item.code, 22) for one in accounts),
        Column(_("Comments"), 11, Style.COUNT),
    ]
    layout = Layout(
        (title, _("By correspondence"), _("Not presence in any session.")), frozen_columns=1, landscape=True
    )
    with book.sheet(_("By correspondence"), columns, layout) as sheet:
        for delegation in sorted(spoke.values(), key=lambda one: fold(one.name(language))):
            standing = [one.standing.get(delegation.id) for one in accounts]
            comments = sum(len(one.comments) for one in standing if one)
            sheet.write([delegation.name(language), *(standing_words(one) for one in standing), comments])


def _words(
    book: Book, meeting: Meeting, accounts: Sequence[Account], words: Mapping[int, Sequence[Word]], title: str
) -> None:
    columns = [
        Column(_("Item"), 8),
        Column(_("Said at"), 17, Style.DATETIME),
        Column(_("Delegation"), 34),
        Column(_("Says"), 14),
        Column(_("Person"), 26),
        Column(_("In its words"), 70, Style.NOTE),
        Column(_("Said by"), 34),
        Column(_("Before the deadline"), 12),
    ]
    speaker = said_by(meeting.id)
    layout = Layout((title, _("Every word"), _note(meeting)), frozen_columns=1, landscape=True)
    with book.sheet(_("Every word"), columns, layout) as sheet:
        for one in accounts:
            for row in _rows(one, words[one.item.id], meeting, speaker):
                sheet.write(row)


def _rows(account: Account, words: Sequence[Word], meeting: Meeting, speaker: SaidBy) -> Iterator[list[Cell]]:
    yes, no = _("yes"), _("no")
    for word in words:
        yield [
            account.item.code,
            _wall(word.at, meeting),
            word.delegation.name(current_language()),
            str(wording.SAY[word.kind]),
            word.nominee,
            word.text,
            speaker(word),
            yes if word.at <= account.item.deadline_at else no,
        ]


def standing_words(standing: Standing | None) -> str:
    """What stands of a delegation's words on one item, in a few words; empty where it was silent."""
    if standing is None:
        return ""
    said = [standing.position, standing.nomination, *standing.seconded]
    parts = [f"{wording.SAY[one.kind]} {one.nominee}".strip() for one in said if one]
    return ", ".join(parts) or str(wording.SAY[standing.comments[-1].kind])


def outcome_words(account: Account) -> str:
    """What was stated to have come of an item."""
    if account.outcome is None:
        return _("not stated yet")
    return f"{wording.RESULT_WORDS[account.outcome.result]} {account.outcome.elected}".strip()


def _text(texts: Texts) -> str:
    return texts.best(current_language())[0]


def _note(meeting: Meeting) -> str:
    made = f"{_wall(clock.now(), meeting):%Y-%m-%d %H:%M}"
    return _("Times in %(zone)s. Made on %(made)s.", zone=meeting.timezone, made=made)


def _wall(instant: datetime, meeting: Meeting) -> datetime:
    return clock.in_zone(instant, meeting.timezone).replace(tzinfo=None)

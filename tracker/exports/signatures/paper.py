"""Signature sheets as PDF, to be printed and signed, and as a workbook, to be added to."""

from tempfile import TemporaryFile
from typing import Any

from flask_babel import gettext as _

from tracker import clock, typesetting
from tracker.exports.signatures.lists import By, SignatureSheet, signature_sheets
from tracker.exports.xlsx import Book, Column, Layout, Style
from tracker.i18n import current_language
from tracker.meetings.models import Meeting
from tracker.typesetting import glyphs

_HAND = 32  # points that a line for a signature is high
_BLANK = "\N{NO-BREAK SPACE}"  # a row with nothing in it would not be printed


def _blanks() -> list[str]:
    """What is filled in by hand."""
    return [_("Project and number"), _("Led by")]


def _facts(sheet: SignatureSheet, body: str) -> list[tuple[str, str]]:
    hours = _("%(hours)s h", hours=f"{sheet.minutes / 60:.2f}".rstrip("0").rstrip("."))
    return [
        (_("Organizer"), body),
        (_("Sessions") if len(sheet.titles) > 1 else _("Session"), "; ".join(sheet.titles)),
        (_("Date"), sheet.day),
        (_("Time"), sheet.times),
        (_("Place"), sheet.place),
        (_("Length less breaks"), hours),
    ]


def pdf(meeting: Meeting, by: By, empty: int) -> tuple[bytes, int]:
    """The file, each sheet on pages of its own with so many empty lines at the end, and how many sheets."""
    found, body = signature_sheets(meeting, by), _body(meeting)
    content = {
        "language": current_language(),
        "body": body,
        "meeting": meeting.title.best(current_language())[0],
        "title": _("Attendance list"),
        "blanks": _blanks(),
        "labels": {
            "name": _("Name"),
            "represents": _("Delegation, organization"),
            "signature": _("Signature"),
            "online": _("Online, by the platform’s log"),
            "session": _("Session"),
            "first": _("From"),
            "last": _("To"),
            "minutes": _("Minutes"),
            "certified": _("For the organizer: I certify that this list is true."),
            "certifier": [_("Name and function"), _("Place and date"), _("Signature")],
        },
        "empty": empty,
        "sheets": [_content(sheet, body) for sheet in found],
    }
    made_at = clock.in_zone(clock.now(), meeting.timezone)
    return typesetting.pdf("exports/signatures.typ", glyphs.settable_all(content), made_at=made_at), len(found)


def _body(meeting: Meeting) -> str:
    return meeting.body.name.best(current_language())[0]


def _content(sheet: SignatureSheet, body: str) -> dict[str, Any]:
    return {
        "facts": [list(fact) for fact in _facts(sheet, body)],
        "signers": [[one.name, one.represents] for one in sheet.signers],
        "online": [
            [
                one.name,
                one.represents,
                one.session,
                f"{one.first:%H:%M}" if one.first else "",
                f"{one.last:%H:%M}" if one.last else "",
                "" if one.minutes is None else f"{one.minutes:.0f}",
            ]
            for one in sheet.online
        ],
    }


def workbook(meeting: Meeting, by: By, empty: int) -> tuple[bytes, int]:
    """The same as a workbook, a sheet each and one of those online."""
    found, title = signature_sheets(meeting, by), meeting.title.best(current_language())[0]
    with Book(title=_("Attendance list")) as book, TemporaryFile() as target:
        for sheet in found:
            lines = _lines(sheet, title, _body(meeting))
            _sheet(book, sheet, lines, empty)
            if sheet.online:
                _online(book, sheet, lines)
        if not found:
            with book.sheet(_("Attendance list"), [Column(_("Name"))], Layout((title,))):
                pass
        book.save(target)
        target.seek(0)
        return target.read(), len(found)


def _lines(sheet: SignatureSheet, title: str, body: str) -> tuple[str, ...]:
    facts = [f"{label}: {value}" for label, value in _facts(sheet, body)]
    return (_("Attendance list"), title, *facts, *(f"{label}: ______________________" for label in _blanks()))


def _sheet(book: Book, sheet: SignatureSheet, lines: tuple[str, ...], empty: int) -> None:
    columns = [
        Column("#", 6, Style.NUMBER),
        Column(_("Name"), 34, Style.NOTE),
        Column(_("Delegation, organization"), 50, Style.NOTE),
        Column(_("Signature"), 40),
    ]
    with book.sheet(sheet.code, columns, Layout(lines, landscape=False, row_height=_HAND)) as out:
        for number, one in enumerate(sheet.signers, 1):
            out.write((number, one.name, one.represents, ""))
        for number in range(len(sheet.signers) + 1, len(sheet.signers) + 1 + empty):
            out.write((number, "", "", ""))
        out.write(("", _("For the organizer: I certify that this list is true."), "", ""))
        out.write(("", _("Name and function"), _("Place and date"), _("Signature")))
        out.write(("", _BLANK, "", ""))


def _online(book: Book, sheet: SignatureSheet, lines: tuple[str, ...]) -> None:
    columns = [
        Column(_("Name"), 40),
        Column(_("Delegation, organization"), 40),
        Column(_("Session"), 10),
        Column(_("From"), 17, Style.DATETIME),
        Column(_("To"), 17, Style.DATETIME),
        Column(_("Minutes"), 10, Style.MINUTES),
    ]
    name = f"{sheet.code} {_('Online')}"
    with book.sheet(name, columns, Layout(lines, landscape=False)) as out:
        for one in sheet.online:
            minutes = None if one.minutes is None else round(one.minutes, 2)
            out.write((one.name, one.represents, one.session, one.first, one.last, minutes))

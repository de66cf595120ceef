"""Certificates on paper: PDF by typst, in English or French, with the verification link as a QR code."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask_babel import force_locale
from flask_babel import gettext as _

from tracker import clock, days, typesetting
from tracker.attendance.certificates import links, setting
from tracker.attendance.certificates.candidates import LANGUAGES
from tracker.attendance.certificates.queries import Issued
from tracker.attendance.certificates.saying import Attended
from tracker.attendance.presence import Way
from tracker.badges import qr
from tracker.errors import TrackerError
from tracker.people import honorifics
from tracker.typesetting import NotSet, glyphs

TEMPLATE = "attendance/certificate.typ"
Languages = Mapping[int, str]  # of the paper, by registration


class NotMade(TrackerError):
    """Typst made no file."""


def paper_languages(own: Languages, wanted: str) -> dict[int, str]:
    """Of each person's paper: the one asked for, else French for those who are written to in French, else English."""
    return {id_: wanted if wanted in LANGUAGES else "fr" if one == "fr" else "en" for id_, one in own.items()}


def one(issued: Issued, language: str) -> bytes:
    """One paper, tagged for screen readers; the same bytes every time. NotMade, NotPrintable."""
    content = {"papers": [_paper(issued, language)]}
    try:
        return typesetting.pdf(TEMPLATE, content, made_at=issued.row.issued_at)
    except NotSet as error:
        raise NotMade(_("The file of the certificates could not be made.")) from error


def together(issued: Sequence[Issued], languages: Languages) -> bytes:
    """All in one file, set in a process of its own. NotMade, NotPrintable."""
    papers = [_paper(one, languages[one.row.registration_id]) for one in issued]
    try:
        return typesetting.pdf_apart(TEMPLATE, {"papers": papers}, made_at=clock.now())
    except NotSet as error:
        raise NotMade(_("The file of the certificates could not be made.")) from error


def zipped(issued: Sequence[Issued], languages: Languages) -> bytes:
    """A file for each, in an archive. NotMade, NotPrintable."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for paper in issued:
            language = languages[paper.row.registration_id]
            archive.writestr(file_name(paper, language), one(paper, language))
    return made.getvalue()


def file_name(issued: Issued, language: str) -> str:
    """As it is saved: "cap-23-certificate-0042-en.pdf"."""
    return f"{issued.slug}-certificate-{issued.row.number:04}-{language}.pdf"


def _paper(issued: Issued, language: str) -> dict[str, Any]:
    paper, address = issued.paper, links.address(issued.row.uid)
    if letters := setting.flaw(paper):
        raise setting.NotPrintable(setting.sentence([(setting.name_of(paper), letters)]))
    with force_locale(language):
        first, last = (date.fromisoformat(day) if day else None for day in (paper.first_day, paper.last_day))
        issued_on = clock.day_in(issued.row.issued_at, paper.zone)
        content = {
            "language": language,
            "title": _("Certificate of attendance"),
            "number": _("No. %(number)s", number=issued.name),
            "body": paper.body.in_(language),
            "certifies": _("This is to certify that"),
            "honorific": honorifics.in_language(paper.title, language),
            "given": paper.given_name,
            "family": paper.family_name,
            "native": glyphs.in_own_script(paper.native_name),
            "script": paper.script,
            "represents": paper.represents.in_(language),
            "attended": _("has attended"),
            "meeting": paper.meeting.in_(language),
            "where": _facts(paper.place.in_(language), days.day_range(first, last) if first and last else ""),
            "accreditation": _("Accreditation: %(number)s", number=paper.accreditation) if paper.accreditation else "",
            "columns": [_("Session"), _("Date and time"), _("Mode"), _("Minutes")],
            "rows": [_row(session, language) for session in paper.sessions],
            "sum": _(
                "%(minutes)s of the %(whole)s minutes of all sessions open to the participant: %(percent)s%%.",
                minutes=paper.minutes,
                whole=paper.whole,
                percent=paper.percent,
            ),
            "measured": _("Breaks do not count. Times are those of %(zone)s.", zone=paper.zone.replace("_", " ")),
            "issued": _("Issued on %(day)s by the organizer of the meeting.", day=days.day(issued_on)),
            "verify": _("Whoever doubts this paper scans the code, or opens the address, and compares."),
            "address": address,
            "symbol": qr.svg(address, label=""),
            "alt": _("QR code of the address below"),
        }
    return glyphs.settable_all(content)


def _facts(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _row(session: Attended, language: str) -> list[str]:
    starts, ends = datetime.fromisoformat(session.starts), datetime.fromisoformat(session.ends)
    ways = {Way.ROOM: _("in person"), Way.SCREEN: _("online"), Way.BOTH: _("in person and online")}
    minutes = _("time unknown") if session.minutes is None else f"{session.minutes} / {session.whole}"
    return [
        f"{session.code}  {session.title.in_(language)}",
        f"{days.day_and_time(starts)}\N{EN DASH}{days.time(ends)}",
        ways[Way(session.way)],
        minutes,
    ]

"""Taking a platform's report in: once, whole, and without a guess about what it does not say."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.online import asking, queries
from tracker.online.asking import Question
from tracker.online.matching import Match, People, Who
from tracker.online.models import OnlineReport, OnlineStay, ReportSession, ShownName
from tracker.online.reports import dates, formats, lines, mapping, stays
from tracker.online.reports.dates import Order, OrdersMixed, OrderUnclear
from tracker.online.reports.lines import Line, ReportUnreadable
from tracker.online.reports.mapping import Column
from tracker.online.reports.report import Report
from tracker.online.reports.stays import Reading, Stay
from tracker.registration.importing.uploads import base_name


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says about a file; None where the file may say it itself."""

    order: Order | None = None
    zone: str | None = None
    day: date | None = None
    sessions: tuple[int, ...] | None = None
    columns: dict[Column, int] | None = None


NOTHING = Told()


def receive(meeting: Meeting, name: str, data: bytes, by: Actor, told: Told = NOTHING) -> tuple[OnlineReport, bool]:
    """Keep a file and read it, and whether it is new; the same file again is the report that is there.

    Raises ReportUnreadable or ListUnreadable, and keeps nothing.
    """
    digest = hashlib.sha256(data).digest()
    if found := queries.by_hash(meeting.id, digest):
        return found, False
    rows = lines.read(data)
    made = OnlineReport(
        meeting_id=meeting.id,
        name=base_name(name),
        sha256=digest,
        content=zlib.compress(data),
        zone=told.zone or meeting.timezone,
        order=told.order,
        day=told.day,
        received_at=clock.now(),
        received_by=by.name,
    )
    _keep_columns(made, rows, told)
    db.session.add(made)
    db.session.flush()
    _fill(made, meeting, rows, told)
    made.replaces_id = _corrected_by(made)
    recording.record(by, "report.received", f"report {made.id}", meeting=meeting.slug, file=made.name)
    return made, True


def settle(report: OnlineReport, meeting: Meeting, told: Told, by: Actor) -> None:
    """Read the file again as somebody says. What was confirmed by hand is kept where the name is still there."""
    report.zone, report.order, report.day = told.zone or report.zone, told.order, told.day
    rows = lines.read(zlib.decompress(report.content))
    _keep_columns(report, rows, told)
    _fill(report, meeting, rows, told)
    recording.record(by, "report.settled", f"report {report.id}", meeting=meeting.slug, zone=report.zone)


def questions(report: OnlineReport, meeting: Meeting) -> list[Question]:
    """What must be said before the report can be applied (no statement where its sessions are loaded)."""
    found: list[Question] = []
    if not report.format:
        found.append(Question.COLUMNS)
    elif report.order is None:
        found.append(Question.ORDER)
    if report.format == "google_meet" and report.day is None:
        found.append(Question.DAY)
    if not report.sessions and report.format:
        found.append(Question.SESSIONS)
    del meeting
    return found


def parsed(report: OnlineReport) -> tuple[Sequence[Line], Report | None]:
    """The rows of the file, and what they say; None while nobody has said which column is which."""
    rows = lines.read(zlib.decompress(report.content))
    return rows, _report(rows, report)


def _keep_columns(report: OnlineReport, rows: Sequence[Line], told: Told) -> None:
    """Which column is which, where somebody says it."""
    if not told.columns:
        return
    widest = max(len(row.cells) for row in rows)
    if beyond := [place for place in told.columns.values() if place >= widest]:
        raise ReportUnreadable(
            _("The file has no column %(number)s: its widest row has %(most)s.", number=beyond[0] + 1, most=widest)
        )
    columns = {column.value: place for column, place in told.columns.items()}
    report.columns = {"head": mapping.guess(rows).head, "columns": columns}


def _fill(report: OnlineReport, meeting: Meeting, rows: Sequence[Line], told: Told) -> None:
    """Make names and stays anew from the rows."""
    by_hand = _by_hand(report)
    db.session.execute(delete(OnlineStay).where(OnlineStay.report_id == report.id))
    db.session.execute(delete(ShownName).where(ShownName.report_id == report.id))
    said = _report(rows, report)
    if said is None:
        return
    report.format, report.title, report.reference = said.format, said.title[:300], said.reference[:60]
    report.rows, report.waiting = len(said.entries), sum(entry.is_waiting for entry in said.entries)
    reading = _reading(report, said, meeting)
    if reading is None:
        return
    found = list(stays.stays(said, reading))
    _choose_sessions(report, meeting, found, told)
    ids = _add_names(report, found, by_hand)
    _add_stays(report, found, ids)


def _report(rows: Sequence[Line], report: OnlineReport) -> Report | None:
    """By the format that knows the headings, else by columns: those that were said, or whose headings say enough."""
    if report.columns:
        columns = {Column(name): place for name, place in report.columns["columns"].items()}
        return mapping.read(rows, report.columns["head"], columns)
    if known := formats.recognize(rows):
        return known
    guess = mapping.guess(rows)
    return mapping.read(rows, guess.head, guess.columns) if guess.is_enough else None


def _reading(report: OnlineReport, said: Report, meeting: Meeting) -> Reading | None:
    """How the times are read; None while the order of dates is not known."""
    stays.check(said)
    days = asking.days_of(queries.online_sessions(meeting), meeting.timezone)
    try:
        order = report.order or dates.order_of(stays.texts(said.entries), days)
    except OrderUnclear:
        return None
    except OrdersMixed as error:
        raise ReportUnreadable(_mixed(said, error)) from error
    report.order = order
    if report.day is None and len(days) == 1:
        report.day = days[0]
    day = report.day or (days[0] if days else clock.day_in(report.received_at, meeting.timezone))
    return Reading(order, report.zone, day)


def _mixed(said: Report, error: OrdersMixed) -> str:
    line, its = _line_of(said, error.odd), _line_of(said, error.other)
    if error.order is Order.MONTH_FIRST:
        return _(
            "Line %(line)s: “%(odd)s” has the month first, but “%(other)s” in line %(its)s has the day first."
            " Export it again.",
            line=line, odd=error.odd, other=error.other, its=its,
        )  # fmt: skip
    return _(
        "Line %(line)s: “%(odd)s” has the day first, but “%(other)s” in line %(its)s has the month first."
        " Export it again.",
        line=line, odd=error.odd, other=error.other, its=its,
    )  # fmt: skip


def _line_of(said: Report, text: str) -> int:
    return next(entry.line for entry in said.entries if text in {entry.joined, entry.left})


def _choose_sessions(report: OnlineReport, meeting: Meeting, found: Sequence[Stay], told: Told) -> None:
    sessions = queries.online_sessions(meeting)
    if told.sessions is not None:
        chosen: tuple[int, ...] | None = told.sessions
    elif report.sessions:
        chosen = tuple(one.session_id for one in report.sessions)
    else:
        chosen = asking.sessions_of(found, sessions)
    report.sessions = [ReportSession(session_id=id_) for id_ in chosen or ()]


def _by_hand(report: OnlineReport) -> dict[Who, ShownName]:
    """What organizers have said about names of this report (1 statement)."""
    rows = db.session.scalars(select(ShownName).where(ShownName.report_id == report.id))
    found = {Who(one.name, one.email): one for one in rows if one.is_ignored or one.how == "by_hand"}
    for one in found.values():
        db.session.expunge(one)
    return found


def _add_names(report: OnlineReport, found: Iterable[Stay], by_hand: dict[Who, ShownName]) -> dict[Who, int]:
    """Every name once, matched; its id."""
    often = Counter(who(stay) for stay in found)
    people = People(queries.people(report.meeting_id), queries.aliases(report.meeting_id))
    rows = [_name_row(report.id, one, count, people.match(one), by_hand.get(one)) for one, count in often.items()]
    if rows:
        db.session.execute(insert(ShownName), rows)
    made = db.session.execute(
        select(ShownName.name, ShownName.email, ShownName.id).where(ShownName.report_id == report.id)
    )
    return {Who(name, email): id_ for name, email, id_ in made}


def _name_row(report_id: int, one: Who, count: int, match: Match, said: ShownName | None) -> dict[str, object]:
    return {
        "report_id": report_id,
        "name": one.name,
        "email": one.email,
        "registration_id": said.registration_id if said else match.person,
        "how": said.how if said else match.how,
        "aside": match.aside,
        "is_ignored": said.is_ignored if said else False,
        "suggestions": list(match.suggestions),
        "stays": count,
    }


def _add_stays(report: OnlineReport, found: Iterable[Stay], ids: dict[Who, int]) -> None:
    rows = [
        {
            "report_id": report.id,
            "name_id": ids[who(stay)],
            "line": stay.line,
            "joined_at": stay.joined,
            "left_at": stay.left,
            "minutes": stay.minutes,
            "doubt": stay.doubt,
        }
        for stay in found
    ]
    if rows:
        db.session.execute(insert(OnlineStay), rows)


def who(stay: Stay) -> Who:
    """As it is kept."""
    return Who(stay.name[:300], stay.email[:254])


def _corrected_by(report: OnlineReport) -> int | None:
    """The applied report that this file seems to correct: the same platform meeting on the same days."""
    mine = _span(report.id)
    for other in queries.reports(report.meeting_id):
        if other.id != report.id and other.is_applied and _is_same(other, report) and _span(other.id) == mine:
            return other.id
    return None


def _is_same(one: OnlineReport, other: OnlineReport) -> bool:
    """Whether two files are about one meeting of one platform."""
    by_number = one.reference == other.reference != ""
    return one.format == other.format and (by_number or one.title == other.title != "")


def _span(report_id: int) -> tuple[date, date] | None:
    """The days of the first and the last stay."""
    times = select(OnlineStay.joined_at).where(OnlineStay.report_id == report_id, OnlineStay.joined_at.is_not(None))
    first = db.session.scalar(times.order_by(OnlineStay.joined_at).limit(1))
    last = db.session.scalar(times.order_by(OnlineStay.joined_at.desc()).limit(1))
    return (first.date(), last.date()) if first and last else None

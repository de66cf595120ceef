"""The first sheet: what the meeting was, its figures, how many came to each session."""

from flask_babel import gettext as _

from tracker.attendance.tallies import PRESENT, Outcome
from tracker.exports.attendance import totals
from tracker.exports.attendance.matrix import IN_ALL
from tracker.exports.attendance.options import Options, Who
from tracker.exports.attendance.people import Found
from tracker.exports.paper import Paper
from tracker.exports.sheets import Sheet
from tracker.exports.xlsx import Bars, Cell, Column, Formula, Layout, Style
from tracker.meetings.models import Meeting
from tracker.templating import zone_label

_BARS = {Outcome.ROOM: "4E9A51", Outcome.ONLINE: "4A7FBF", Outcome.BOTH: "E0A030"}


def columns() -> list[Column]:
    """What it is, and how much of it."""
    return [Column(_("What"), 46), Column(_("Figure"), 56, Style.NOTE)]


def layout(paper: Paper) -> Layout:
    """The meeting's name above all."""
    title, _sheet, note = paper.titles("")
    return Layout((title, _("Attendance"), note), landscape=True)


def fill(sheet: Sheet, paper: Paper, options: Options, found: Found) -> None:
    """Write the rows and the chart: the sheet is opened first and filled last, when all figures are known."""
    for row in _about(paper, options):
        sheet.write(row)
    for row in _figures(paper, found):
        sheet.write(row)
    if found.sessions and paper.meeting.sessions:
        cells = found.sessions.cells
        series = [
            (totals.head(paper.words.outcomes[one]), _BARS[one], cells(totals.OUTCOMES + place))
            for place, one in enumerate(PRESENT)
        ]
        sheet.draw(Bars(_("Present, by session"), cells(0), series), "D5")


def _about(paper: Paper, options: Options) -> list[list[Cell]]:
    meeting = paper.meeting
    rows: list[list[Cell]] = [
        [_("Meeting"), meeting.title.best(paper.language)[0]],
        [_("Place"), meeting.place.best(paper.language)[0]],
        [_("Dates"), _dates(paper, meeting)],
        [_("Time zone"), zone_label(paper.made_at, meeting.timezone)],
        [_("Made"), f"{paper.wall(paper.made_at):%Y-%m-%d %H:%M:%S}"],
        [_("Present is who was seen for so many minutes at least"), meeting.attended_minutes],
    ]
    rows.append([_("Of whom this workbook tells"), _of_whom(paper, options)])
    if not options.is_whole:
        told = _("Only the quorum is that of the whole meeting; names and scans that are nobody's are not in it.")
        rows.append([_("What it leaves out"), told])
    return rows


def _dates(paper: Paper, meeting: Meeting) -> str:
    days = sorted({f"{paper.wall(one.starts_at):%Y-%m-%d}" for one in meeting.sessions})
    return " – ".join(dict.fromkeys((days[0], days[-1]))) if days else ""


def _of_whom(paper: Paper, options: Options) -> str:
    who = {
        Who.EVERYBODY: _("everybody"),
        Who.PRESENT: _("those who were present at one session at least"),
        Who.DELEGATIONS: _("those whom delegations sent"),
    }
    labels = [paper.words.categories[one] for one in sorted(options.categories)]
    return "; ".join([who[options.who], *labels])


def _figures(paper: Paper, found: Found) -> list[list[Cell]]:
    whole, words = found.tally.whole, paper.words
    names = found.people.cells(0) if found.people else ""
    marks = found.people.cells(IN_ALL) if found.people else ""
    present: Cell = whole.present
    if found.people:
        counted = "+".join(f'COUNTIF({marks},"{words.symbols[one]}")' for one in PRESENT)
        present = Formula(counted, whole.present)
    at = [one.id for one in found.matrix.sessions[: found.matrix.sittings]]
    represented = set().union(*(found.tally.represented[id_] for id_ in at))
    return [
        [_("Participants"), totals.live(f"COUNTA({names})", whole.persons, found)],
        [_("Present at one session at least"), present],
        *(
            [
                _("of these: %(how)s", how=words.outcomes[one]) if one in PRESENT else totals.head(words.outcomes[one]),
                totals.live(f'COUNTIF({marks},"{words.symbols[one]}")', whole.by_outcome[one], found),
            ]
            for one in Outcome
        ),
        [_("Delegations represented at one session at least"), len(represented)],
        [_("Sessions"), found.matrix.sittings],
    ]

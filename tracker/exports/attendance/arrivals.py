"""When people came: how many by the quarter of an hour, for each session, before its opening too."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask_babel import gettext as _

from tracker.attendance.presence import Presence, Way
from tracker.exports.paper import Paper
from tracker.exports.sheets import Book
from tracker.exports.xlsx import Column, Formula, Style

_QUARTER = 15
Came = dict[tuple[int, datetime], list[int]]  # by session and the beginning of the quarter: in the room, online


def count(came: Came, session_id: int, one: Presence) -> None:
    """Count somebody's coming, if it was seen."""
    if one.came is None:
        return
    at = one.came
    quarter = at.replace(minute=at.minute - at.minute % _QUARTER, second=0, microsecond=0)
    came.setdefault((session_id, quarter), [0, 0])[one.way is Way.SCREEN] += 1


def write(book: Book, paper: Paper, came: Mapping[tuple[int, datetime], list[int]]) -> None:
    """Write the sheet, a row for each quarter of an hour in which somebody came."""
    columns = [
        Column(_("Session"), 12),
        Column(_("From"), 17, Style.DATETIME),
        Column(_("To"), 17, Style.DATETIME),
        Column(_("In the room"), 13, Style.COUNT),
        Column(_("Online"), 13, Style.COUNT),
        Column(_("Persons"), 13, Style.COUNT),
        Column(_("So far"), 13, Style.COUNT),
    ]
    layout = paper.layout(
        _("When people came to the door or the screen of each session, by the quarter of an hour"), landscape=False
    )
    with book.sheet(_("Arrivals"), columns, layout) as sheet:
        for session in paper.meeting.sessions:
            so_far, first = 0, sheet.last_row + 1
            for _id, quarter in sorted(key for key in came if key[0] == session.id):
                room, screen = came[session.id, quarter]
                number, so_far = sheet.last_row + 1, so_far + room + screen
                sheet.write(
                    (
                        session.code,
                        paper.wall(quarter),
                        paper.wall(quarter + timedelta(minutes=_QUARTER)),
                        room,
                        screen,
                        Formula(f"D{number}+E{number}", room + screen),
                        Formula(f"SUM(F${first}:F{number})", so_far),
                    )
                )

"""`flask online …`: reports of online platforms without the web.

Exit codes: 0 done, 1 refused with the reason, 2 wrong use of the command.
"""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from tracker import clock
from tracker.audit.models import COMMAND
from tracker.cli.telling import plainly
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.online import deciding, doubts, queries, receiving
from tracker.online.asking import Question
from tracker.online.models import OnlineReport
from tracker.online.receiving import Told
from tracker.online.reports import mapping
from tracker.online.reports.dates import Order
from tracker.online.reports.mapping import Column

_PLACE = re.compile(r"[1-9][0-9]{0,3}")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

online = AppGroup("online", help="The screen: take in what platforms report of who was there.")


_EXAMPLE = "name=2,email=3,joined=4,left=5"
_OPTIONS = {
    Question.COLUMNS: f"--columns {_EXAMPLE}",
    Question.ORDER: "--order",
    Question.DAY: "--day",
    Question.SESSIONS: "--session",
}


class NotSaid(Invalid):
    """The file does not say something, and nobody has."""


class Columns(click.ParamType[dict[Column, int]]):
    """Which column is which, as `name=2,joined=4`."""

    name = _EXAMPLE

    def convert(
        self,
        value: Any,  # noqa: ANN401 (as click has it)
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> dict[Column, int]:
        """The places, from 0, as the tracker counts; or a sentence."""
        said: dict[Column, int] = {}
        for part in str(value).split(","):
            word, _equals, number = (text.strip() for text in part.partition("="))
            if word not in set(Column) or not _PLACE.fullmatch(number):
                self.fail(f"{part!r} says no column. Say it as {_EXAMPLE}; words: {', '.join(Column)}.", param, ctx)
            said[Column(word)] = int(number) - 1
        if not mapping.is_enough(said):
            self.fail("Say where the name or the email is, and when somebody joined or for how long.", param, ctx)
        return said


def _zone(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    try:
        return value and clock.zone(value).key
    except ValueError as error:
        raise click.BadParameter(f"{error}.", ctx, param) from error


@online.command("import")
@click.argument("slug")
@click.argument("path", metavar="FILE", type=_FILE)
@click.option("--apply", "is_applied", is_flag=True, help="Let its stays count at once.")
@click.option("--order", type=click.Choice([order.value for order in Order]), help="What comes first in its dates.")
@click.option("--zone", callback=_zone, help="Time zone of its times, such as Europe/Brussels; default: the meeting's.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Day of its times, where it has none.")
@click.option(
    "--session", "sessions", multiple=True, metavar="CODE", help="A session that it is about; may be repeated."
)
@click.option(
    "--columns",
    type=Columns(),
    help="Which column is which in a log that no format knows, counted from 1: "
    f"{', '.join(Column)}. A name or an email is needed, and joined or duration.",
)
@click.option("--replaces", type=int, metavar="ID", help="The report that it corrects.")
@click.option("--json", "as_json", is_flag=True, help="Say what was read as JSON.")
@plainly()
def import_report(  # noqa: PLR0913 (one argument an option)
    slug: str,
    path: Path,
    *,
    is_applied: bool,
    order: str | None,
    zone: str | None,
    day: datetime | None,
    sessions: tuple[str, ...],
    columns: dict[Column, int] | None,
    replaces: int | None,
    as_json: bool,
) -> None:
    """Take a report of Zoom, Teams, Webex, Google Meet or another log into the meeting SLUG."""
    with transaction():
        meeting = meetings.by_slug(slug)
        told = Told(
            Order(order) if order else None, zone, day.date() if day else None, _ids(meeting, sessions), columns
        )
        report, is_new = receiving.receive(meeting, path.name, path.read_bytes(), COMMAND, told)
        if asked := receiving.questions(report, meeting):
            words = ", ".join(_OPTIONS[question] for question in asked)
            raise NotSaid(f"The file does not say everything. Say it yourself: {words}")
        if is_applied:
            deciding.apply(report, meeting, COMMAND, replaces=replaces or report.replaces_id)
        said = _as_json(report, is_new=is_new)
    click.echo(json.dumps(said, ensure_ascii=False) if as_json else _in_words(said))


def _ids(meeting: Meeting, codes: tuple[str, ...]) -> tuple[int, ...] | None:
    by_code = {session.code: session.id for session in meeting.sessions}
    if unknown := [code for code in codes if code not in by_code]:
        raise NotSaid(f"The meeting has no session {unknown[0]}. It has: {', '.join(by_code)}")
    return tuple(by_code[code] for code in codes) or None


def _as_json(report: OnlineReport, *, is_new: bool) -> dict[str, object]:
    figures = queries.figures(report.id)
    return {
        "report": report.id,
        "new": is_new,
        "format": report.format,
        "rows": report.rows,
        "waiting": report.waiting,
        "matched": figures.matched,
        "to_confirm": figures.to_confirm,
        "unmatched": figures.unmatched,
        "aside": figures.aside,
        "ignored": figures.ignored,
        "doubts": doubts.count(report.id),
        "applied": deciding.counting(report),
        "replaces": report.replaces_id,
    }


def _in_words(said: dict[str, object]) -> str:
    kept = "applied" if said["applied"] else "not applied"
    seen = "read" if said["new"] else "here already"
    doubtful = f", {said['doubts']} rows with a doubt" if said["doubts"] else ""
    return (
        f"Report {said['report']} ({said['format']}) {seen}: {said['matched']} matched,"
        f" {said['to_confirm']} to confirm, {said['unmatched']} unmatched, {said['aside']} set aside{doubtful}; {kept}."
    )

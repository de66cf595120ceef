"""`flask online …`: reports of online platforms without the web.

Exit codes: 0 done, 1 refused with the reason, 2 wrong use of the command.
"""

import json
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from tracker.audit.models import COMMAND
from tracker.cli.telling import plainly
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.online import deciding, queries, receiving
from tracker.online.models import OnlineReport
from tracker.online.receiving import Told
from tracker.online.reports.dates import Order

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

online = AppGroup("online", help="The screen: take in what platforms report of who was there.")


class NotSaid(Invalid):
    """The file does not say something, and nobody has."""


@online.command("import")
@click.argument("slug")
@click.argument("path", metavar="FILE", type=_FILE)
@click.option("--apply", "is_applied", is_flag=True, help="Let its stays count at once.")
@click.option("--order", type=click.Choice([order.value for order in Order]), help="What comes first in its dates.")
@click.option("--zone", help="Time zone of its times, such as Europe/Brussels; default: the meeting's.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Day of its times, where it has none.")
@click.option(
    "--session", "sessions", multiple=True, metavar="CODE", help="A session that it is about; may be repeated."
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
    replaces: int | None,
    as_json: bool,
) -> None:
    """Take a report of Zoom, Teams, Webex, Google Meet or another log into the meeting SLUG."""
    with transaction():
        meeting = meetings.by_slug(slug)
        told = Told(Order(order) if order else None, zone, day.date() if day else None, _ids(meeting, sessions))
        report, is_new = receiving.receive(meeting, path.name, path.read_bytes(), COMMAND, told)
        if asked := receiving.questions(report, meeting):
            words = ", ".join(f"--{'session' if question == 'sessions' else question}" for question in asked)
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
        "applied": deciding.counting(report),
        "replaces": report.replaces_id,
    }


def _in_words(said: dict[str, object]) -> str:
    kept = "applied" if said["applied"] else "not applied"
    seen = "read" if said["new"] else "here already"
    return (
        f"Report {said['report']} ({said['format']}) {seen}: {said['matched']} matched,"
        f" {said['to_confirm']} to confirm, {said['unmatched']} unmatched, {said['aside']} set aside; {kept}."
    )

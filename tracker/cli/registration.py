"""`flask registration …`: lists of people without the web.

Exit codes: 0 done, 1 refused with the reasons, 2 wrong use of the command.
"""

import hashlib
import json
from pathlib import Path

import click
from flask.cli import AppGroup

from tracker.audit import recording
from tracker.audit.models import COMMAND
from tracker.cli.telling import Target, plainly
from tracker.db import transaction
from tracker.errors import Invalid
from tracker.meetings import queries as meetings
from tracker.registration.importing import applying, columns, plain, sheets, uploads
from tracker.registration.importing.applying import Done, ListFile, RowsRefused

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

registration = AppGroup("registration", help="Registrations: take lists of people in, write them to a file.")


class ColumnsUnknown(Invalid):
    """The headings of the list do not say what is in its columns."""


@registration.command("import")
@click.argument("slug")
@click.argument("path", metavar="FILE", type=_FILE)
@click.option("--approve", is_flag=True, help="Approve at once those who are new; they get their badges by mail.")
@click.option("--skip-refused", is_flag=True, help="Leave refused rows out instead of applying nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON.")
@plainly()
def import_list(slug: str, path: Path, *, approve: bool, skip_refused: bool, as_json: bool) -> None:
    """Take a list (.csv or .xlsx) of people, or of delegations with their seats, into the meeting SLUG."""
    file = read(path)
    try:
        with transaction():
            meeting = meetings.by_slug(slug)
            done = applying.apply(meeting, file, COMMAND, approve=approve, skip_refused=skip_refused)
    except RowsRefused as error:
        done = Done(0, 0, 0, 0, error.rows)
        _tell(done, as_json=as_json)
        raise click.ClickException(str(error)) from error
    _tell(done, as_json=as_json)


@registration.command("export")
@click.argument("slug")
@click.option("-o", "--output", type=Target(), required=True)
@plainly()
def export_list(slug: str, output: Path) -> None:
    """Write who is expected or waits as CSV, which `import` reads again."""
    with transaction():
        text = plain.write(meetings.by_slug(slug))
        recording.record(COMMAND, "list.exported", f"meeting {slug}", meeting=slug, file=output.name)
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror}"
        raise click.ClickException(message) from error
    click.echo(f"{slug}: written to {output}.", err=True)


def read(path: Path) -> ListFile:
    """A list whose headings say what its columns are. Raises ListUnreadable, ColumnsUnknown."""
    data = path.read_bytes()
    table = columns.table(sheets.read(data))
    kind = columns.kind_of(table.header)
    mapping = uploads.recognized(table, kind)
    if not columns.is_enough(mapping, kind):
        needed = columns.NEEDED[kind][0].value
        raise ColumnsUnknown(f"No column is headed {needed!r}. Found: {', '.join(table.header)}")
    return ListFile(uploads.base_name(path.name), hashlib.sha256(data).digest(), kind, table.rows, mapping)


def _tell(done: Done, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_json(done), ensure_ascii=False))
        return
    for refusal in done.refused:
        click.echo(f"row {refusal.number} ({refusal.name}): {refusal.reason}", err=True)
    counts = f"{done.new} new, {done.updated} updated, {done.unchanged} unchanged, {len(done.refused)} refused"
    click.echo(f"{counts}; {done.approved} approved." if done.approved else f"{counts}.")


def _as_json(done: Done) -> dict[str, object]:
    refused = [{"row": refusal.number, "reason": refusal.reason} for refusal in done.refused]
    return {"new": done.new, "updated": done.updated, "unchanged": done.unchanged, "refused": refused}

"""`flask meeting …` and `flask reference …`: meetings from files and back, and the lists of delegations.

Exit codes: 0 done, 1 refused with the reasons, 2 wrong use of the command.
"""

from pathlib import Path

import click
from flask.cli import AppGroup

from tracker import clock
from tracker.audit.models import COMMAND
from tracker.cli.telling import plainly
from tracker.correspondence import files as whole
from tracker.correspondence.files import WholeFile
from tracker.db import transaction
from tracker.i18n import LANGUAGES
from tracker.meetings import files
from tracker.meetings import queries as meetings
from tracker.meetings.loading import Loaded, Outcome
from tracker.meetings.programme import registration_status
from tracker.people import queries as people
from tracker.people import reference as lists

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

meeting = AppGroup("meeting", help="Meetings: load them from files, write them to files.")
reference = AppGroup("reference", help="The lists of delegations.")


@meeting.command("load")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@plainly()
def load_meetings(paths: tuple[Path, ...]) -> None:
    """Create the meetings of these files, or bring them up to date: all of them or, where one is wrong, none."""
    read = [_read(path) for path in paths]
    if None in read:
        message = "Nothing was loaded."
        raise click.ClickException(message)
    with transaction():
        done = [whole.load(file, COMMAND) for file in read if file]
    for one in done:
        click.echo(_told(one))


def _read(path: Path) -> WholeFile | None:
    try:
        return whole.read(path.read_text(encoding="utf-8"), path.parent)
    except UnicodeDecodeError:
        problems: tuple[str, ...] = ("this is not text in UTF-8",)
    except files.MeetingFileWrong as error:
        problems = error.problems
    for problem in problems:
        click.echo(f"{path}: {problem}", err=True)
    return None


def _told(one: Loaded) -> str:
    if one.outcome is Outcome.CREATED:
        return f"{one.slug}: created."
    if one.outcome is Outcome.UNCHANGED:
        return f"{one.slug}: nothing to change."
    return "\n".join([f"{one.slug}: updated.", *(f"  {change}" for change in one.changes)])


@meeting.command("dump")
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@plainly()
def dump_meeting(slug: str, output: Path | None) -> None:
    """Write a meeting as a file, to change it or to begin next year's from.

    The documents of its items are written to a folder beside that file; without a file they are only named.
    """
    found = whole.dump(meetings.by_slug(slug), with_content=output is not None)
    if output is None:
        click.echo(whole.write(found), nl=False)
        return
    try:
        output.write_text(whole.write(whole.put_beside(found, output)), encoding="utf-8")
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror}"
        raise click.ClickException(message) from error
    click.echo(f"{slug}: written to {output}.", err=True)


@meeting.command("list")
@plainly()
def list_meetings() -> None:
    """The meetings, by their first day."""
    listed = sorted(
        meetings.all_meetings(), key=lambda m: (m.live.starts.isoformat() if m.live else "", m.meeting.slug)
    )
    for one in listed:
        held = one.meeting
        first = clock.day_in(one.live.starts, held.timezone).isoformat() if one.live else "no dates  "
        status = registration_status(held.registration_opens, held.registration_closes, clock.now())
        click.echo(f"{first}  {held.slug:<16}  registration: {status:<6}  {held.title.best('en')[0]}")
    if not listed:
        click.echo("There is no meeting yet: flask meeting load FILE", err=True)


@reference.command("load")
@click.option(
    "--folder", type=_FOLDER, default=lists.FOLDER, help="Where the lists are; default: those of the tracker."
)
@plainly()
def load_reference(folder: Path) -> None:
    """Add and correct delegations from the lists; none is removed."""
    with transaction():
        counts = lists.load(COMMAND, folder)
    done = f"{counts.added} added, {counts.changed} changed, {counts.unchanged} unchanged"
    click.echo(f"Delegations as of {counts.as_of}: {done}.")


@reference.command("list")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", help="Of the names.")
@plainly()
def list_reference(language: str) -> None:
    """The delegations, by kind and name."""
    for group in people.delegations(language):
        click.echo(f"{group.kind} ({len(group.options)})")
        for option in group.options:
            click.echo(f"  {option.code:<12}  {option.name}")

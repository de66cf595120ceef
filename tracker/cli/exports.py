"""`flask export …`: files without the web."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from tracker.audit import recording
from tracker.audit.models import COMMAND
from tracker.db import transaction
from tracker.errors import TrackerError
from tracker.exports import attendance as workbook
from tracker.i18n import LANGUAGES
from tracker.meetings import queries as meetings


@click.group()
def export() -> None:
    """Write files for Excel."""


@export.command()
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False, writable=True), required=True)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
@with_appcontext
def attendance(slug: str, output: Path, language: str) -> None:
    """Write the attendance workbook of the meeting SLUG."""
    with current_app.test_request_context(), force_locale(language):
        try:
            meeting = meetings.by_slug(slug)
        except TrackerError as error:
            raise click.ClickException(str(error)) from error
        workbook.write(meeting, output)
        with transaction():
            recording.record(COMMAND, "export.attendance", f"meeting {slug}", meeting=slug, file=output.name)
    click.echo(f"Wrote {output}.")

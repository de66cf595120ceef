"""`flask export …`: files without the web."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from tracker.audit import recording
from tracker.audit.models import COMMAND
from tracker.cli.telling import Target, plainly
from tracker.db import transaction
from tracker.exports import attendance as workbook
from tracker.exports import registrations as registered
from tracker.exports.participants import making
from tracker.exports.participants.options import Audience, Basis, Format, Options, Order
from tracker.i18n import STAFF_LANGUAGES
from tracker.meetings import queries as meetings


@click.group()
def export() -> None:
    """Write files to take away."""


@export.command()
@click.argument("slug")
@click.option("-o", "--output", type=Target(), required=True)
@click.option("--language", type=click.Choice(list(STAFF_LANGUAGES)), default="en", show_default=True)
@with_appcontext
@plainly()
def attendance(slug: str, output: Path, language: str) -> None:
    """Write the attendance workbook of the meeting SLUG."""
    with current_app.test_request_context(), force_locale(language):
        meeting = meetings.by_slug(slug)
        workbook.write(meeting, output)
        with transaction():
            recording.record(COMMAND, "export.attendance", f"meeting {slug}", meeting=slug, file=output.name)
    click.echo(f"Wrote {output}.")


@export.command()
@click.argument("slug")
@click.option("-o", "--output", type=Target(), required=True)
@click.option("--language", type=click.Choice(list(STAFF_LANGUAGES)), default="en", show_default=True)
@with_appcontext
@plainly()
def registrations(slug: str, output: Path, language: str) -> None:
    """Write the workbook of registrations of the meeting SLUG: every field, session and question."""
    with current_app.test_request_context(), force_locale(language):
        meeting = meetings.by_slug(slug)
        people = registered.write(meeting, output)
        with transaction():
            recording.record(COMMAND, "export.registrations", f"meeting {slug}", meeting=slug, people=people)
    click.echo(f"Wrote {output}. Registrations: {people}.")


@export.command()
@click.argument("slug")
@click.option("-o", "--output", type=Target(), required=True)
@click.option(
    "--order",
    type=click.Choice([order.value for order in Order]),
    default="en",
    show_default=True,
    help="Alphabet of names.",
)
@click.option("--attended", is_flag=True, help="Those who attended, not those who are registered.")
@click.option("--public", "audience", flag_value="public", help="No contacts at all.")
@click.option("--participants", "audience", flag_value="participants", default="participants", help="The usual.")
@click.option("--internal", "audience", flag_value="internal", help="Everything.")
@click.option("--final", "is_final", is_flag=True, help="The final list; otherwise it is provisional.")
@click.option("--number", type=click.IntRange(1, 999), help="Of the information document.")
@with_appcontext
@plainly()
def participants(slug: str, output: Path, order: str, audience: str, number: int | None, **flags: bool) -> None:
    """Write the list of participants of the meeting SLUG as .pdf, .docx or .xlsx."""
    wanted = output.suffix.lower().removeprefix(".")
    if wanted not in set(Format):
        raise click.BadParameter("End the name of the file in .pdf, .docx or .xlsx.", param_hint="--output")
    basis = Basis.ATTENDED if flags["attended"] else Basis.REGISTERED
    options = Options(basis, flags["is_final"], Audience(audience), Order(order), number)
    meeting = meetings.by_slug(slug)
    document, content = making.make(meeting, options, Format(wanted), COMMAND)
    output.write_bytes(content)
    click.echo(f"Wrote {output}: {document.symbol}, {document.listing.total.people} people.")

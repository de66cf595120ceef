"""Files to take away."""

from tempfile import TemporaryFile

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.access import Permission, require
from tracker.accounts.signing_in import signed_in
from tracker.audit import recording
from tracker.db import transaction
from tracker.exports import registrations as registered
from tracker.meetings import queries as meetings

bp = Blueprint("exports", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.post("/meetings/<slug>/exports/registrations")
@require(Permission.EXPORT)
def registrations(slug: str) -> ResponseReturnValue:
    meeting = meetings.by_slug(slug)
    made = f"{clock.in_zone(clock.now(), meeting.timezone):%Y-%m-%d-%H%M}"
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    people = registered.write(meeting, file)
    with transaction():
        recording.record(signed_in().actor, "export.registrations", f"meeting {slug}", meeting=slug, people=people)
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{slug}-registrations-{made}.xlsx")

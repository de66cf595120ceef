"""The commands: `flask --app wsgi …`."""

from flask import Flask

from tracker.cli import attendance, demo, exports, meetings, online, registration, running, users, worker


def init_app(app: Flask) -> None:
    """Add the commands to Flask's."""
    for command in (
        running.up,
        worker.worker,
        demo.demo,
        meetings.meeting,
        meetings.reference,
        users.user,
        exports.export,
        registration.registration,
        online.online,
        attendance.attendance,
    ):
        app.cli.add_command(command)

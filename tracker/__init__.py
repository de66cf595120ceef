"""Registration and proven attendance for official hybrid meetings."""

from importlib import import_module
from pathlib import Path

from flask import Flask

from tracker import cli, config, errors, i18n, routing, security, templating
from tracker.accounts import signing_in
from tracker.accounts import views as accounts
from tracker.api.indico.views import app as indico_app
from tracker.api.indico.views import oauth as indico_oauth
from tracker.api.indico.views import phones as indico_phones
from tracker.api.indico.views import token as indico_token
from tracker.attendance.views import certificates, own_certificates, quorum
from tracker.attendance.views import overview as attendance
from tracker.attendance.views import people as attendees
from tracker.attendance.views import settings as attendance_settings
from tracker.checkin import views as checkin
from tracker.checkin.checkpoints import views as checkpoints
from tracker.checkin.devices.views import enrolments
from tracker.checkin.devices.views import pages as devices
from tracker.checkin.outage import views as outage
from tracker.checkin.roster import views as roster
from tracker.checkin.shell import views as shell
from tracker.checkin.syncing import views as syncing
from tracker.checkin.welcoming import views as welcoming
from tracker.correspondence.views import in_writing, items
from tracker.dashboard import views as dashboard
from tracker.dashboard.live import views as live
from tracker.dashboard.wall import views as wall
from tracker.db import db as database
from tracker.db import migrate
from tracker.exports import views as exports
from tracker.exports.attendance import matrix_views as matrix
from tracker.exports.attendance import views as workbook
from tracker.exports.participants import views as participants
from tracker.exports.results import views as results
from tracker.exports.signatures import views as signatures
from tracker.mailing.views import mails, messages, reminders
from tracker.meetings import views as meetings
from tracker.online import views as online
from tracker.online.live.views import delegate as joining
from tracker.online.live.views import organizer as screen
from tracker.people import views as people
from tracker.registration.views import (
    again,
    badge_sheets,
    badges,
    delegate,
    delegations,
    focal,
    importing,
    late,
    nominees,
    papers,
    phone,
    questions,
    review,
    seat_limits,
    seats,
    standing,
    visas,
)

ROOT = Path(__file__).parent.parent
VIEWS = (
    accounts,
    meetings,
    people,
    delegate,
    again,
    review,
    late,
    questions,
    badges,
    badge_sheets,
    phone,
    standing,
    importing,
    delegations,
    focal,
    nominees,
    seats,
    seat_limits,
    papers,
    visas,
    syncing,
    welcoming,
    checkpoints,
    roster,
    devices,
    outage,
    enrolments,
    checkin,
    shell,
    online,
    joining,
    screen,
    items,
    in_writing,
    attendance,
    attendees,
    quorum,
    certificates,
    own_certificates,
    attendance_settings,
    dashboard,
    live,
    wall,
    exports,
    workbook,
    matrix,
    signatures,
    participants,
    messages,
    reminders,
    mails,
    results,
    indico_app,
    indico_oauth,
    indico_token,
    indico_phones,
)
TABLES = (
    "accounts",
    "attendance",
    "attendance.certificates",
    "api.indico",
    "audit",
    "badges",
    "checkin",
    "checkin.devices",
    "correspondence",
    "dashboard.wall",
    "exports.attendance",
    "exports.participants",
    "mailing",
    "meetings",
    "online",
    "online.live",
    "outbox",
    "people",
    "registration",
    "registration.badges",
    "registration.focal",
    "registration.importing",
    "registration.papers",
    "registration.questions",
    "registration.seats",
)


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application; without settings it takes those of the environment and of `instance/`."""
    settings = settings or config.load(ROOT / "instance")
    app = Flask(
        "tracker",
        root_path=str(ROOT / "tracker"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.extensions["settings"] = settings
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    for area in TABLES:
        import_module(f"tracker.{area}.models")  # a table is known once its module is
    database.init_app(app)
    migrate.init_app(app, database, directory=str(ROOT / "tracker" / "migrations"))
    for part in (routing, errors, i18n, templating, signing_in, cli):
        part.init_app(app)
    security.init_app(app, settings)
    for views in VIEWS:
        app.register_blueprint(views.bp)
    return app

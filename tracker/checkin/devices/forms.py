"""What an organizer's browser may send about desk devices."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from tracker.checkin.devices.enrolling import HOURS, HOURS_AT_MOST, NAME
from tracker.meetings.models import Meeting
from tracker.registration.fields import _l

_HOURS = {"inputmode": "numeric", "min": 1, "max": HOURS_AT_MOST}


class ExtendForm(FlaskForm):
    """How long a device will be a desk from now on."""

    hours = IntegerField(
        _l("For how many hours?"),
        [
            InputRequired(_l("Enter the number of hours.")),
            NumberRange(1, HOURS_AT_MOST, _l("Enter a number from 1 to 336.")),
        ],
        default=HOURS,
        render_kw=_HOURS,
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def is_good(self) -> bool:
        """Whether it was sent, and nothing is wrong with it."""
        return bool(self.validate_on_submit())  # type: ignore[no-untyped-call]


class EnrolForm(ExtendForm):
    """A device to be enrolled."""

    name = StringField(
        _l("Name of the desk"),
        [Optional(), Length(max=NAME)],
        description=_l("For example “Door A”. If empty, who holds the device is asked."),
        render_kw={"maxlength": NAME, "autocomplete": "off"},
    )
    door = SelectField(_l("Door"), [Optional()], validate_choice=False)

    def offer(self, meeting: Meeting) -> None:
        """Fill in the doors of the meeting."""
        doors = [(session.code, f"{session.code} – {session.title}") for session in meeting.sessions]
        self.door.choices = [("", _l("Every door of the meeting")), *doors]

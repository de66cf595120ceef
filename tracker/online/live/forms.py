"""What an organizer's browser may send about a session on the screen."""

from typing import Self

from flask_babel import gettext as _
from wtforms import BooleanField, URLField, ValidationError
from wtforms.validators import Length, Optional

from tracker.meetings import platforms
from tracker.registration.fields import Sent, _l

LONGEST = 500


class ScreenForm(Sent):
    """Where the platform shows the session, and whether a code is asked for."""

    join_url = URLField(
        _l("Address on the platform"),
        [Optional(), Length(max=LONGEST, message=_l("At most %(max)d characters.", max=LONGEST))],
        description=_l("It begins with https://. Only who may enter the session is led there."),
        filters=[lambda value: (value or "").strip()],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    asks_proof = BooleanField(_l("Ask those on the screen for the code of the shared screen"))

    def of(self, code: str) -> Self:
        """The form of that session, whose fields are told apart from those of the others on the page."""
        for field in self:
            field.id = field.label.field_id = f"{code}-{field.name}"
        return self

    def validate_join_url(self, field: URLField) -> None:
        """An address that people can be sent to."""
        if field.data and not platforms.is_address(field.data):
            raise ValidationError(_("Write an address that begins with https://, without a name or password in it."))

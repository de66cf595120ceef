"""What an organizer's browser may send about one person's exceptions and functions."""

from collections.abc import Iterable, Mapping

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tracker.i18n import Texts
from tracker.meetings.models import MeetingSession
from tracker.people import names
from tracker.registration.fields import LONG_TEXT, _l, needed, one_of, option
from tracker.registration.focal.models import OfficerFunction

ADMITTED, REFUSED = "admitted", "refused"
LONGEST_TITLE = 120  # characters


class _Sent(FlaskForm):
    """Flask-WTF's form, with types. `blank` overlooks what the browser sent: it was for another form of the page."""

    def __init__(self, data: Mapping[str, object] | None = None, *, blank: bool = False) -> None:
        source = {"formdata": None} if blank else {}
        super().__init__(data=data, **source)  # type: ignore[no-untyped-call]


def _cleaned(text: str | None) -> str:
    return names.clean(text or "")


class ExceptionForm(_Sent):
    """One person, one session. Made by `exception_form`."""

    exception_session = SelectField(_l("Session"), needed(_l("Choose the session.")))
    exception_kind = RadioField(
        _l("The person is"),
        one_of([ADMITTED, REFUSED], _l("Choose whether the person is admitted.")),
        choices=[option(ADMITTED, _l("Admitted")), option(REFUSED, _l("Not admitted"))],
        default=ADMITTED,
        validate_choice=False,
    )
    exception_reason = TextAreaField(
        _l("Reason"),
        [
            DataRequired(_l("Write the reason, for example: invited by the Chairperson for item 4.")),
            Length(max=LONG_TEXT),
        ],
        filters=[_cleaned],
        description=_l("For the log. The person does not see it."),
        render_kw={"rows": 2, "dir": "auto"},
    )


def exception_form(sessions: Iterable[MeetingSession], *, blank: bool = False) -> ExceptionForm:
    """The form with the sessions of the meeting, filled in with what the browser sent unless `blank`."""
    form = ExceptionForm(blank=blank)
    listed = [option(session.code, f"{session.code} – {session.title}") for session in sessions]
    form.exception_session.choices = [option("", _l("Choose")), *listed]
    return form


class OfficeForm(_Sent):
    """A function, with a title where the function's own word does not say enough."""

    office_function = SelectField(
        _l("Function"),
        choices=[
            option(OfficerFunction.CHAIRPERSON.value, _l("Chairperson")),
            option(OfficerFunction.VICE_CHAIRPERSON.value, _l("Vice-Chairperson")),
            option(OfficerFunction.SECRETARY.value, _l("Secretary of the meeting")),
            option(OfficerFunction.SPEAKER.value, _l("Speaker")),
        ],
    )
    office_title_en = StringField(
        _l("Title in English"),
        [Length(max=LONGEST_TITLE)],
        filters=[_cleaned],
        description=_l("In place of the function's word, for example: Secretary General."),
        render_kw={"lang": "en"},
    )
    office_title_fr = StringField(
        _l("Title in French"), [Length(max=LONGEST_TITLE)], filters=[_cleaned], render_kw={"lang": "fr"}
    )

    @property
    def title(self) -> Texts:
        """The title in the languages in which one was given."""
        given = {"en": self.office_title_en.data, "fr": self.office_title_fr.data}
        return Texts({language: text for language, text in given.items() if text})

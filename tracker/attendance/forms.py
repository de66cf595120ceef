"""What an organizer's browser may send about the attendance: words on people, the meeting's rules."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Field, IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange

from tracker import clock
from tracker.attendance.presence import Said
from tracker.attendance.wording import SAID
from tracker.meetings.models import Meeting, MeetingSession, QuorumRule
from tracker.meetings.programme import breaks_of
from tracker.registration.fields import Sent, _l, line, long_text, needed, option

_RULES: Mapping[QuorumRule, str] = {
    QuorumRule.NONE: _l("None"),
    QuorumRule.MORE_THAN: _l("More than a share of those entitled"),
    QuorumRule.AT_LEAST: _l("At least a number of delegations"),
}
_BREAK = re.compile(r"([01]?\d|2[0-3])[:hH.]([0-5]\d)\s*[-\u2013\u2014]\s*([01]?\d|2[0-3])[:hH.]([0-5]\d)")
_ACCREDITATION = 120  # characters
Spans = list[list[str]]


class CorrectionForm(Sent):
    """An organizer's word on one person at one session."""

    session = SelectField(_l("Session"))
    said = RadioField(_l("What is right"), choices=[option(word.value, label) for word, label in SAID.items()])
    minutes = line(_l("Minutes"), _l("Only for other minutes."), inputmode="decimal")
    reason = long_text(_l("Reason"), _l("It is kept with your name and shown beside the figure."))

    def validate_minutes(self, field: Field) -> None:
        """A number, where minutes are said."""
        if self.said.data == Said.MINUTES and _number(field.data) is None:
            raise ValidationError(_("Give the minutes as a number such as 45."))

    def validate_reason(self, field: Field) -> None:
        """Never without."""
        if not field.data:
            raise ValidationError(_("Give the reason: it is shown beside the figure."))

    @property
    def given_minutes(self) -> float | None:
        return _number(self.minutes.data)


def _number(text: str | None) -> float | None:
    plain = (text or "").replace(",", ".")
    return float(plain) if re.fullmatch(r"\d{1,4}(\.\d{1,2})?", plain) else None


def correction_form(sessions: Iterable[MeetingSession], *, blank: bool = False) -> CorrectionForm:
    """The form for sessions of one meeting."""
    form = CorrectionForm(blank=blank)
    form.session.choices = [option(one.code, f"{one.code} {one.title}") for one in sessions]
    return form


class OccasionForm(Sent):
    """Why the quorum is recorded, and of when."""

    occasion = line(
        _l("Occasion"), _l("For example: Vote on item 4."), *needed(_l("Say what it is recorded for.")), maxlength="200"
    )


def _whole(label: str, low: int, high: int, hint: str = "") -> Any:  # noqa: ANN401 (WTForms binds it later)
    message = _l("Give a whole number from %(low)s to %(high)s.", low=low, high=high)
    return IntegerField(
        label,
        [InputRequired(message), NumberRange(low, high, message)],
        description=hint,
        render_kw={"inputmode": "numeric"},
    )


class RulesForm(Sent):
    """How the meeting counts. Made by `rules_form`, which adds a field for the breaks of each session."""

    meeting: Meeting

    attended_minutes = _whole(
        _l("Minutes that count as attendance"), 1, 600, _l("Who was seen for less is shown as “Briefly”.")
    )
    certificate_percent = _whole(
        _l("Share of the sessions for a certificate (per cent)"),
        1,
        100,
        _l("Of the minutes of all sessions open to the person."),
    )
    accreditation = line(
        _l("Accreditation number"),
        _l("Of a meeting of continuing education: printed on its certificates. Leave it empty for none."),
        Length(max=_ACCREDITATION, message=_l("Use at most %(count)s characters.", count=_ACCREDITATION)),
        maxlength=str(_ACCREDITATION),
    )
    quorum = RadioField(_l("Quorum"), choices=[option(word.value, label) for word, label in _RULES.items()])
    quorum_percent = _whole(_l("More than this share (per cent)"), 0, 99)
    quorum_number = _whole(_l("At least so many delegations"), 1, 1000)
    quorum_screen = BooleanField(_l("Who attends on the screen represents their delegation"))
    union_weight = _whole(
        _l("A union counts as so many delegations"), 0, 100, _l("0: unions do not count for the quorum.")
    )

    @property
    def breaks(self) -> dict[int, Spans]:
        """Of each session, by its id."""
        return {one.id: spans(self[_name(one)].data) for one in self.meeting.sessions}


def spans(text: str) -> Spans:
    """Breaks as typed, one after another: "10:45-11:15, 15:00 – 15:20". ValueError where it is anything else.

    >>> spans("10:45-11:15, 15h00 – 15h20")
    [['10:45', '11:15'], ['15:00', '15:20']]
    """
    pieces = [piece.strip() for piece in re.split(r"[,;\n]", text) if piece.strip()]
    found = [_BREAK.fullmatch(piece) for piece in pieces]
    if not all(found):
        raise ValueError(text)
    parts = [match.groups() for match in found if match]
    return [[f"{int(a):02}:{b}", f"{int(c):02}:{d}"] for a, b, c, d in parts]


def _name(session: MeetingSession) -> str:
    return f"breaks_{session.id}"


def _breaks_check(session: MeetingSession, zone: str) -> Callable[[Any, Field], None]:
    def check(form: object, field: Field) -> None:
        del form
        try:
            found = spans(field.data or "")
            inside = breaks_of(session, found, zone)
        except ValueError as error:
            raise ValidationError(_("Write breaks as 10:45-11:15, with a comma between two.")) from error
        if len(inside) != len(found):
            raise ValidationError(_("A break of %(session)s is not within the session.", session=session.code))
        if any(one[1] > other[0] for one, other in pairwise(inside)):
            raise ValidationError(_("Two breaks of %(session)s overlap.", session=session.code))

    return check


def rules_form(meeting: Meeting) -> RulesForm:
    """The form filled in with what holds now, or with what the browser sent."""
    fields = {
        _name(one): line(
            f"{one.code} {one.title}", _l("For example: 10:45-11:15"), _breaks_check(one, meeting.timezone)
        )
        for one in meeting.sessions
    }
    kept = {name: getattr(meeting, name) for name in RULES} | {"quorum": meeting.quorum.value}
    kept |= {_name(one): ", ".join("-".join(span) for span in one.breaks) for one in meeting.sessions}
    form = type("RulesFormOfMeeting", (RulesForm,), fields)(data=kept)
    form.meeting = meeting
    return form  # type: ignore[no-any-return]


RULES = (
    "attended_minutes",
    "certificate_percent",
    "accreditation",
    "quorum",
    "quorum_percent",
    "quorum_number",
    "quorum_screen",
    "union_weight",
)


def instant(text: str, zone: str) -> datetime:
    """What a field of day and time says; ValueError."""
    return clock.from_wall(datetime.fromisoformat(text).replace(tzinfo=None), zone)

"""What an organizer's browser may send: a message with its filter, and when people are reminded."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.i18n import DEFAULT, LANGUAGES, Texts, current_language, direction, language_name
from tracker.mailing import filters, texts
from tracker.mailing.drafting import Wanted
from tracker.mailing.filters import Filter, Seen
from tracker.mailing.texts import Fault, Flaw, Slot
from tracker.meetings.files import LONGEST_REMINDER
from tracker.meetings.models import Meeting
from tracker.people import categories, names
from tracker.people.categories import Rules
from tracker.people.models import Category, Delegation
from tracker.registration.fields import Sent, _l, option
from tracker.registration.forms import MODES
from tracker.registration.models import Mode, State
from tracker.registration.wording import STATES

SUBJECT, TEXT = 200, 20_000  # characters
SLOTS: Mapping[Slot, str] = {
    Slot.NAME: _l("title and full name, for example after “Dear”"),
    Slot.MEETING: _l("the title of the meeting"),
    Slot.DELEGATION: _l("the delegation, or the organization of who has none"),
    Slot.PERSONAL_LINK: _l("the way to the personal page: a button on a line of its own, else a link"),
    Slot.BADGE: _l("the QR code of the badge and its letters, on a line of its own"),
}
SEEN: Mapping[Seen, str] = {
    Seen.ANY: _l("Seen or not"),
    Seen.SEEN: _l("Seen at the door"),
    Seen.NOT_SEEN: _l("Not seen at the door"),
}


def _one_line(text: str | None) -> str:
    return " ".join(names.clean(text or "").split())


def _some_lines(text: str | None) -> str:
    return names.clean(text or "")


def _boxes(label: str, hint: str, choices: Sequence[Any] = ()) -> Any:  # noqa: ANN401 (WTForms binds it later)
    return SelectMultipleField(
        label, choices=list(choices), description=hint, option_widget=CheckboxInput(), widget=ListWidget()
    )


class MessageForm(Sent):
    """A message. Made by `message_form`, which adds a subject and a text for each language."""

    states = _boxes(_l("Status"), _l("If you tick none, whatever their status."), [])
    modes = _boxes(
        _l("Attends"),
        _l("At the session above, or at least one session if none is chosen. If you tick none, either way."),
    )
    categories = _boxes(_l("Category"), _l("If you tick none, everybody."))
    delegation = SelectField(_l("Delegation"))
    session = SelectField(_l("Has chosen the session"))
    seen = RadioField(_l("What the desks know"))
    door = SelectField(_l("At the door of"))

    def languages(self) -> list[tuple[str, Field, Field]]:
        """Code, subject and text of each language, English first."""
        return [(code, self[f"subject_{code}"], self[f"text_{code}"]) for code in _codes()]

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 (WTForms)
        """A language has a subject and a text, or neither."""
        is_fine = bool(super().validate(extra_validators))
        for code, subject, text in self.languages():
            for given, other, words in (
                (subject, text, _("Write the text as well, or leave out the subject.")),
                (text, subject, _("Write the subject as well, or leave out the text.")),
            ):
                if code != DEFAULT and given.data and not other.data and not other.errors:
                    other.errors = [*other.errors, words]
                    is_fine = False
        return is_fine

    @property
    def wanted(self) -> Wanted:
        """What a valid form says."""
        return Wanted(self._texts("subject"), self._texts("text"), self.filter)

    @property
    def filter(self) -> Filter:
        """To whom."""
        return Filter(
            states=filters.words(State, self.states.data or ()),
            modes=filters.words(Mode, self.modes.data or ()),
            categories=filters.words(Category, self.categories.data or ()),
            delegation=self.delegation.data or "",
            session=self.session.data or "",
            seen=Seen(self.seen.data),
            door=self.door.data or "",
        )

    def _texts(self, name: str) -> Texts:
        given = {code: self[f"{name}_{code}"].data for code in _codes()}
        return Texts({code: text for code, text in given.items() if text})


def message_form(
    meeting: Meeting, senders: Sequence[Delegation], rules: Rules, wanted: Wanted | None = None
) -> MessageForm:
    """The form for a message, filled in with what it says now, or with what the browser sent."""
    fields: dict[str, Any] = {}
    for code in _codes():
        fields |= {f"subject_{code}": _subject(code), f"text_{code}": _text(code)}
    made: type[MessageForm] = type("MessageInLanguages", (MessageForm,), fields)
    form = made(data=_data(wanted))
    sessions = [option(one.code, f"{one.code} · {one.title}") for one in meeting.sessions]
    form.states.choices = [option(state.value, STATES[state]) for state in filters.STATES]
    form.modes.choices = [option(mode.value, MODES[mode]) for mode in filters.MODES]
    form.categories.choices = [option(code.value, label) for code, label in categories.labels(rules).items()]
    language = current_language()
    form.delegation.choices = [option("", _("All")), *(option(one.code, one.name(language)) for one in senders)]
    form.session.choices = [option("", _("Any session, or none")), *sessions]
    form.seen.choices = [option(word.value, label) for word, label in SEEN.items()]
    form.door.choices = [option("", _("Any session of the meeting")), *sessions]
    return form


def usual() -> Wanted:
    """What a new message begins with."""
    text = "Dear {name},\n\n\n\n{personal_link}"
    return Wanted(Texts({}), Texts({DEFAULT: text}), Filter())


def _codes() -> list[str]:
    return [DEFAULT, *(code for code in LANGUAGES if code != DEFAULT)]


def _subject(code: str) -> StringField:
    needed = _needed(_("Write the subject in English.")) if code == DEFAULT else Optional()
    given = {"lang": code, "dir": direction(code), "autocomplete": "off"}
    label = _("Subject in English") if code == DEFAULT else _("Subject: %(language)s", language=language_name(code))
    return StringField(label, [needed, _sound_subject, Length(max=SUBJECT)], filters=[_one_line], render_kw=given)


def _text(code: str) -> TextAreaField:
    needed = _needed(_("Write the text in English.")) if code == DEFAULT else Optional()
    given = {"lang": code, "dir": direction(code), "rows": 14}
    label = _("Text in English") if code == DEFAULT else _("Text: %(language)s", language=language_name(code))
    return TextAreaField(label, [needed, _sound_text, Length(max=TEXT)], filters=[_some_lines], render_kw=given)


def _needed(message: str) -> Any:  # noqa: ANN401 (WTForms asks for a callable)
    def check(_form: object, field: Field) -> None:
        if not field.data:
            raise ValidationError(message)

    return check


def _sound_subject(_form: object, field: Field) -> None:
    _refuse(texts.faults(field.data or "", is_subject=True))


def _sound_text(_form: object, field: Field) -> None:
    _refuse(texts.faults(field.data or ""))


def _refuse(found: list[Fault]) -> None:
    """Placeholders are known and stand where they can."""
    if found:
        raise ValidationError(" ".join(dict.fromkeys(_words(fault) for fault in found)))


def _words(fault: Fault) -> str:
    known = ", ".join(f"{{{slot}}}" for slot in Slot)
    return {
        Flaw.UNKNOWN: _("There is no placeholder %(word)s. There are %(known)s.", word=fault.word, known=known),
        Flaw.STRAY: _("A brace %(word)s stands by itself. Braces are for placeholders only.", word=fault.word),
        Flaw.NOT_ALONE: _("Put %(word)s on a line of its own: it becomes a picture.", word=fault.word),
        Flaw.NOT_HERE: _("%(word)s cannot stand in a subject.", word=fault.word),
    }[fault.flaw]


def _data(wanted: Wanted | None) -> dict[str, Any]:
    said = wanted or usual()
    found: dict[str, Any] = {
        "states": [state.value for state in said.filter.states],
        "modes": [mode.value for mode in said.filter.modes],
        "categories": [category.value for category in said.filter.categories],
        "delegation": said.filter.delegation,
        "session": said.filter.session,
        "seen": said.filter.seen.value,
        "door": said.filter.door,
    }
    for name, by_language in (("subject", said.subject.by_language), ("text", said.text.by_language)):
        found |= {f"{name}_{code}": text for code, text in by_language.items()}
    return found


class RemindersForm(Sent):
    """Whether and when people of a meeting are reminded."""

    is_before_deadline = BooleanField(_l("Remind people before registration closes"))
    before_deadline = IntegerField(_l("Days before"), [Optional(), NumberRange(1, LONGEST_REMINDER)])
    is_before_meeting = BooleanField(_l("Remind participants before the meeting"))
    before_meeting = IntegerField(_l("Days before"), [Optional(), NumberRange(1, LONGEST_REMINDER)])

    @property
    def days(self) -> tuple[int, int]:
        """Days before the deadline and before the meeting; 0 for what is switched off."""
        return (
            (self.before_deadline.data or 0) if self.is_before_deadline.data else 0,
            (self.before_meeting.data or 0) if self.is_before_meeting.data else 0,
        )

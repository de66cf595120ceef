"""What a browser may send: an item, a document, an outcome, a word."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, DateTimeLocalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from tracker import clock
from tracker.correspondence.models import Item
from tracker.correspondence.setting import DOCUMENT, Attachment, Stated, no_address
from tracker.correspondence.wording import KINDS, RESULT_WORDS, SAY
from tracker.correspondence.words import NEEDS_TEXT, RESULTS, ItemKind, Result, WordKind, stands_in_address
from tracker.i18n import LANGUAGES, Texts
from tracker.meetings.models import Meeting
from tracker.people.names import clean
from tracker.registration.fields import Sent, _l, option
from tracker.registration.papers import pdfs
from tracker.registration.papers.wording import flaw_sentence

_OFFICIAL = ("en", "fr")  # in which organizers write


class ItemForm(Sent):
    """An item. Times are wall times of the meeting."""

    code = StringField(_l("Number"), [DataRequired(_l("Give the item its number in the agenda.")), Length(max=20)])
    kind = RadioField(
        _l("What is asked of delegations?"),
        [DataRequired(_l("Choose what is asked of delegations."))],
        choices=[option(kind.value, word) for kind, word in KINDS.items()],
        default=ItemKind.DECISION.value,
    )
    category = StringField(
        _l("Class"), [Optional(), Length(max=8)], description=_l("A, B or C, where the body classes its items.")
    )
    title_en = StringField(_l("Title in English"), [DataRequired(_l("Give the item a title.")), Length(max=300)])
    title_fr = StringField(_l("Title in French"), [Optional(), Length(max=300)])
    text_en = TextAreaField(_l("What is asked, in English"), [Optional(), Length(max=5000)])
    text_fr = TextAreaField(_l("What is asked, in French"), [Optional(), Length(max=5000)])
    opens = DateTimeLocalField(_l("Opens"), [DataRequired(_l("Say when delegations can begin."))])
    deadline = DateTimeLocalField(_l("Deadline"), [DataRequired(_l("Say until when delegations can speak."))])
    silence = BooleanField(_l("Silence procedure: adopted if nobody objects before the deadline"))

    zone: str = "UTC"

    def validate_code(self, field: StringField) -> None:
        """The page of the item can be opened by it."""
        if not stands_in_address(" ".join(clean(field.data or "").split())):
            raise ValidationError(no_address())

    def validate_deadline(self, field: DateTimeLocalField) -> None:
        """It comes after the opening, and both exist on the clocks of the meeting."""
        for one in (self.opens, field):
            if one.data:
                self._instant(one.data)
        if self.opens.data and field.data and field.data <= self.opens.data:
            raise ValidationError(_("The deadline comes after the opening."))

    def _instant(self, wall: datetime | None) -> datetime:
        try:
            return clock.from_wall(wall or datetime.min, self.zone)  # noqa: DTZ901 (it was needed, and is there)
        except ValueError as error:
            raise ValidationError(_("This time does not exist: clocks are put forward over it.")) from error

    @property
    def values(self) -> dict[str, object]:
        """As the columns of an Item."""
        return {
            "code": " ".join(clean(self.code.data or "").split()),
            "kind": ItemKind(self.kind.data),
            "category": " ".join(clean(self.category.data or "").split()),
            "title": _texts(self.title_en.data, self.title_fr.data),
            "text": _texts(self.text_en.data, self.text_fr.data),
            "opens_at": self._instant(self.opens.data),
            "deadline_at": self._instant(self.deadline.data),
            "is_silence": bool(self.silence.data),
        }


def item_form(meeting: Meeting, item: Item | None = None) -> ItemForm:
    """The form, filled in with an item; else with the document phase of the meeting."""
    form = ItemForm(_of(item, meeting.timezone) if item else _of_phase(meeting))
    form.zone = meeting.timezone
    return form


def _of(item: Item, zone: str) -> dict[str, object]:
    return {
        "code": item.code,
        "kind": item.kind.value,
        "category": item.category,
        **{f"title_{code}": item.title.by_language.get(code, "") for code in _OFFICIAL},
        **{f"text_{code}": item.text.by_language.get(code, "") for code in _OFFICIAL},
        "opens": clock.in_zone(item.opens_at, zone).replace(tzinfo=None),
        "deadline": clock.in_zone(item.deadline_at, zone).replace(tzinfo=None),
        "silence": item.is_silence,
    }


def _of_phase(meeting: Meeting) -> dict[str, object]:
    phase = next((one for one in meeting.phases if one.kind.value == "document"), None)
    if phase is None:
        return {}
    zone = meeting.timezone
    return {
        "opens": clock.in_zone(phase.opens_at, zone).replace(tzinfo=None),
        "deadline": clock.in_zone(phase.closes_at, zone).replace(tzinfo=None),
    }


def _texts(english: str | None, french: str | None) -> Texts:
    said = {"en": clean(english or ""), "fr": clean(french or "")}
    return Texts({code: text for code, text in said.items() if text})


class DocumentForm(Sent):
    """A PDF and its language."""

    file = FileField(_l("PDF, at most 20 MB"), render_kw={"accept": "application/pdf,.pdf"})
    language = SelectField(
        _l("Language"), choices=[option(code, name) for code, name in LANGUAGES.items()], default="en"
    )
    attachment: Attachment

    def validate_file(self, field: FileField) -> None:
        """Take the file in, or say what is wrong with it."""
        sent = field.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            raise ValidationError(_("Choose a file first."))
        content = sent.stream.read(DOCUMENT + 1)
        if len(content) > DOCUMENT:
            raise ValidationError(_("The file is larger than %(most)s MB.", most=DOCUMENT // 1024 // 1024))
        flaw = pdfs.flaw(content, DOCUMENT)
        if flaw is not None:
            raise ValidationError(flaw_sentence(flaw))
        self.attachment = Attachment(sent.filename, self.language.data or "en", content)


class OutcomeForm(Sent):
    """What came of an item."""

    result = RadioField(_l("Outcome"), [DataRequired(_l("Choose the outcome."))], choices=[])
    elected = StringField(_l("Elected"), [Optional(), Length(max=200)])
    text_en = TextAreaField(_l("In words, in English"), [Optional(), Length(max=2000)])
    text_fr = TextAreaField(_l("In words, in French"), [Optional(), Length(max=2000)])

    def offer(self, kind: ItemKind) -> None:
        """What an item of that kind can come to."""
        self.result.choices = [option(result.value, str(RESULT_WORDS[result])) for result in RESULTS[kind]]

    def validate_elected(self, field: StringField) -> None:
        if self.result.data == Result.ELECTED.value and not (field.data or "").strip():
            raise ValidationError(_("Write who is elected."))

    @property
    def stated(self) -> Stated:
        """As it is put on record."""
        return Stated(Result(self.result.data), _texts(self.text_en.data, self.text_fr.data), self.elected.data or "")


class WordForm(Sent):
    """What a delegation says."""

    kind = RadioField(_l("Your delegation"), [DataRequired(_l("Choose what your delegation says."))], choices=[])
    nominee = StringField(_l("Person whom you nominate"), [Optional(), Length(max=200)])
    seconded = SelectField(_l("Person whom you second"), [Optional()], choices=[])
    text = TextAreaField(_l("In your words"), [Optional(), Length(max=10_000)])

    def offer(self, kinds: Sequence[WordKind], nominees: Sequence[str]) -> None:
        """What may be said now."""
        offered = [kind for kind in kinds if kind is not WordKind.SECOND or nominees]
        self.kind.choices = [option(kind.value, str(SAY[kind])) for kind in offered]
        self.seconded.choices = [option("", ""), *(option(name, name) for name in nominees)]

    @property
    def said(self) -> WordKind:
        return WordKind(self.kind.data)

    @property
    def person(self) -> str:
        """Who is nominated or seconded."""
        return (self.seconded.data if self.said is WordKind.SECOND else self.nominee.data) or ""

    def validate_text(self, field: TextAreaField) -> None:
        if self.kind.data in {kind.value for kind in NEEDS_TEXT} and not (field.data or "").strip():
            raise ValidationError(_("Write what your delegation wants to say."))

    def validate_nominee(self, field: StringField) -> None:
        if self.kind.data == WordKind.NOMINATE.value and not (field.data or "").strip():
            raise ValidationError(_("Write the name of the person whom you nominate."))

    def validate_seconded(self, field: SelectField) -> None:
        if self.kind.data == WordKind.SECOND.value and not field.data:
            raise ValidationError(_("Choose one of the persons who are nominated."))

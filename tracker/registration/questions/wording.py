"""What fields, needs, kinds of questions and answers are called."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from flask_babel import gettext as _
from markupsafe import Markup, escape

from tracker import days
from tracker.days import Length
from tracker.i18n import Texts, marked
from tracker.registration.fields import _l
from tracker.registration.papers.models import Need
from tracker.registration.questions.models import Question, QuestionKind

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "title": _l("Title"),
        "given_name": _l("Given name"),
        "native_name": _l("Name in your own script"),
        "phone": _l("Mobile phone"),
        "organization": _l("Organization or company"),
        "position": _l("Position"),
        "department": _l("Department"),
        "role": _l("Role in the delegation"),
        "document_phase": _l("Document phase"),
        "interpretation": _l("Language you wish to follow the meeting in"),
        "accessibility": _l("What you need in order to take part"),
        "dietary": _l("What you do not eat"),
        "consents_listed": _l("Consent: e-mail address in the list of participants"),
        "consents_photos": _l("Consent: photos and recordings"),
        "consents_news": _l("Consent: news"),
        "comment": _l("Message to the organizer"),
    }
)
NEEDS: Mapping[Need, str] = MappingProxyType(
    {Need.OFF: _l("Not asked"), Need.OPTIONAL: _l("Optional"), Need.REQUIRED: _l("Required")}
)
KINDS: Mapping[QuestionKind, str] = MappingProxyType(
    {
        QuestionKind.TEXT: _l("Text"),
        QuestionKind.CHOICE: _l("One of several answers"),
        QuestionKind.YES_NO: _l("Yes or no"),
        QuestionKind.DATE: _l("Date"),
        QuestionKind.FILE: _l("File (PDF)"),
    }
)


def answer_words(question: Question, value: str) -> str:
    """A stored answer as a reader reads it."""
    if question.kind is QuestionKind.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}.get(value, value)
    if question.kind is QuestionKind.DATE:
        return days.day(date.fromisoformat(value), Length.SHORT)
    if question.kind is QuestionKind.CHOICE:
        return next((str(Texts(one)) for one in question.options if option_value(one) == value), value)
    return value


def marked_answer(question: Question, value: str) -> Markup:
    """The same for the content of a page: an answer of the organizer's list bears its language."""
    listed = {option_value(one): Texts(one) for one in question.options if question.kind is QuestionKind.CHOICE}
    return marked(listed[value]) if value in listed else escape(answer_words(question, value))


def option_value(option: Mapping[str, str]) -> str:
    """What is stored where somebody chose this answer: its English text, else the first."""
    return option.get("en") or next(iter(option.values()), "")

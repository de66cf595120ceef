"""The registration form. Its fields carry the names of the columns that they fill."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import BooleanField, EmailField, Field, RadioField, SelectField, TelField
from wtforms.validators import Optional

from tracker import clock
from tracker.i18n import LANGUAGES, current_language, language_name, marked, reader_language
from tracker.keeping import Kept
from tracker.meetings import admission, wording
from tracker.meetings.models import Meeting, MeetingSession, PhaseKind
from tracker.people import categories
from tracker.people.categories import Rules
from tracker.people.models import Category
from tracker.people.queries import Entry
from tracker.registration import queries, senders
from tracker.registration.details import Details
from tracker.registration.fields import _l, address, long_text, needed, one_of, option, text
from tracker.registration.known import Known
from tracker.registration.models import DelegateRole, Mode, Registration
from tracker.registration.questions import fitting
from tracker.registration.questions.fitting import Fitting
from tracker.registration.sender_field import SenderField
from tracker.registration.senders import Sender

INTERPRETED = ("en", "fr", "ar", "es", "pt", "ru", "zh")
IDENTITY = ("title", "family_name", "given_name", "native_name", "represents", "organization")
ABSENT = "absent"
ROLES: Mapping[DelegateRole, str] = {
    DelegateRole.HEAD: _l("Head of delegation"),
    DelegateRole.ALTERNATE: _l("Alternate"),
    DelegateRole.DELEGATE: _l("Delegate"),
    DelegateRole.ADVISER: _l("Adviser"),
    DelegateRole.OBSERVER: _l("Observer"),
}
MODES: Mapping[Mode, str] = {
    Mode.IN_PERSON: _l("In person"),
    Mode.ONLINE: _l("Online"),
    Mode.MIXED: _l("Partly in person, partly online"),
}


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """One session as the form shows it."""

    session: MeetingSession
    field: Field
    rules: Rules
    exception: bool | None  # made for this person

    @property
    def admitted(self) -> tuple[str, ...]:
        """The codes of the categories that may choose it."""
        by_category = queries.categories_admitted(self.session)
        return tuple(code for code in self.rules if admission.may_enter(code, by_category, self.exception))

    @property
    def audience(self) -> str:
        """The same in words."""
        admitted = queries.categories_admitted(self.session)
        if len(admitted) == len(self.rules):
            return _("everybody")
        labels = categories.marked_labels(self.rules)
        audience = Markup(", ").join(label for code, label in labels.items() if code in admitted)
        if not self.exception:
            return audience
        return escape(_("%(categories)s, and you as an exception")) % {"categories": audience}


@dataclass(frozen=True, slots=True)
class CategoryDeadline:
    """When registration ends for a category that has its own deadline."""

    category: str  # in words
    at: datetime


class RegistrationForm(FlaskForm):
    """What one person says. Made by `blank` and `of`, which know the meeting."""

    csrf_token: Field
    meeting: Meeting
    senders: Mapping[str, Sender]
    rules: Rules
    fitting: Fitting
    exceptions: Mapping[int, bool]  # of this person, by session
    registered: Registration | None = None
    fixed_role: DelegateRole | None = None
    by_organizer: bool = False  # who is bound to no deadline, and may know no e-mail address

    title = text(
        _l("Title"), "title", *needed(_l("Enter how you wish to be addressed, for example Ms.")), list="titles"
    )
    family_name = text(
        _l("Family name"),
        "family_name",
        *needed(_l("Enter your family name as on your photo ID.")),
        autocomplete="family-name",
    )
    given_name = text(
        _l("Given name"),
        "given_name",
        *needed(_l("Enter your given name as on your photo ID.")),
        autocomplete="given-name",
    )
    native_name = text(_l("Name in your own script"), "native_name", dir="auto")
    email = text(
        _l("E-mail address"),
        "email",
        *needed(_l("Enter the e-mail address at which we reach you.")),
        address,
        kind=EmailField,
        autocomplete="email",
    )
    phone = text(_l("Mobile phone"), "phone", kind=TelField, autocomplete="tel")
    represents = SenderField(
        _l("You represent"), needed(_l("Choose whom you represent. If it is not in the list, see its last group."))
    )
    organization = text(_l("Organization or company"), "organization", autocomplete="organization")
    department = text(_l("Department"), "department")
    position = text(_l("Position"), "position", *needed(_l("Enter your position.")), autocomplete="organization-title")
    role = RadioField(
        _l("Role in the delegation"),
        one_of(list(DelegateRole), _l("Choose your role in the delegation.")),
        choices=[option(role.value, label) for role, label in ROLES.items()],
        validate_choice=False,
    )
    document_phase = RadioField(
        _l("Do you take part in the document phase?"),
        one_of(["yes", "no"], _l("Choose whether you take part in the document phase.")),
        choices=[option("yes", _l("Yes")), option("no", _l("No"))],
        validate_choice=False,
    )
    language = RadioField(
        _l("Language of our e-mails to you"),
        one_of(list(LANGUAGES), _l("Choose the language of our e-mails.")),
        choices=[option(code, name) for code, name in LANGUAGES.items()],
        validate_choice=False,
    )
    interpretation = SelectField(_l("Language you wish to follow the meeting in"))
    accessibility = long_text(
        _l("What you need in order to take part"),
        _l(
            "For example a wheelchair space, captions, sign language. Only if you wish to say it: the organizer uses it"
            " to prepare the rooms, shows it to nobody else, and it is erased 30 days after the meeting."
        ),
    )
    dietary = long_text(
        _l("What you do not eat"),
        _l(
            "For example an allergy, or what your religion forbids. Only if you wish to say it: the organizer uses it"
            " to prepare meals, shows it to nobody else, and it is erased 30 days after the meeting."
        ),
        rows=2,
    )
    consents_needs = BooleanField(
        _l("I agree that the organizer keeps what I say here about my needs, for this purpose.")
    )
    consents_listed = BooleanField(_l("My e-mail address may appear in the list of participants."))
    consents_photos = BooleanField(_l("I may be seen in photos and recordings of the meeting."))
    consents_news = BooleanField(_l("I wish to receive news about the work of this body."))
    comment = long_text(_l("Message to the organizer"), _l("Only the organizer reads it."))

    @property
    def sessions(self) -> list[SessionChoice]:
        """The session fields in the order of time."""
        return [self._choice(session) for session in self.meeting.sessions]

    def deadlines(self) -> list[CategoryDeadline]:
        """The categories that must register before the others, in their usual order."""
        return deadlines(self.meeting, self.rules)

    def fit(self) -> None:
        """Ask for what the meeting asks of the person's category; what it does not ask for stays as it was."""
        sender, kept = self.sender, self.registered
        absent = {name: getattr(kept, name) for name in _TEXTS} if kept else dict.fromkeys(_TEXTS, "")
        absent["role"] = kept.role if kept else DelegateRole.DELEGATE
        absent["document_phase"] = "yes" if kept and kept.document_phase else "no"
        absent |= {name: getattr(kept, name, False) for name in _CONSENTS}
        fitting.fit(self, self.fitting, sender.category if sender else None, absent)

    @property
    def sender(self) -> Sender | None:
        """Whom the person represents, if that is known yet."""
        if "represents" in self:
            return self.senders.get(self.represents.data or "")
        kept = self.registered
        return Sender(kept.category, kept.delegation_id) if kept else None

    @property
    def asked_for_needs(self) -> list[str]:
        """The codes of the categories that may speak of their needs."""
        asked = {code for name in _NEEDS for code in self.fitting.who(name).asked}
        return [code for code in Category if code in asked]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Every field by itself, then what holds between them."""
        self.fit()  # whom the person represents may be known only now
        super().validate(extra_validators)
        if "csrf_token" in self and self.csrf_token.errors:
            message = _(
                "The page was open for too long, or cookies are blocked. What you typed is still here: send it again."
            )
            self.csrf_token.errors = [message]
        if self.sender:
            self._check_organization(self.sender)
            self._check_deadline(self.sender)
            self._check_sessions(self.sender)
            self._check_needs(self.sender)
        return not self.errors

    def details(self) -> Details:
        """What a valid form says; what it does not ask is taken from the registration that it changes."""
        sender, kept = self.sender, self.registered
        if sender is None:
            message = "a form is validated before it is read"
            raise ValueError(message)
        texts = {name: self._text(name, kept) for name in _TEXTS}
        return Details(
            **texts,
            email=(self.email.data or None) if "email" in self else kept.email if kept else None,
            delegation_id=sender.delegation_id,
            category=sender.category,
            role=self.fixed_role or DelegateRole(self.role.data),
            choices={c.session.id: Mode(c.field.data) for c in self.sessions if c.field.data != ABSENT},
            document_phase="document_phase" in self and self.document_phase.data == "yes",
            speaking=kept.speaking if kept else None,
            consents_needs=self.consents_needs.data,
            consents_listed=self.consents_listed.data,
            consents_photos=self.consents_photos.data,
            consents_news=self.consents_news.data,
            answers=fitting.answers(self, self.fitting),
        )

    def _text(self, name: str, kept: Registration | None) -> str:
        return str(self[name].data) if name in self else str(getattr(kept, name))

    def _choice(self, session: MeetingSession) -> SessionChoice:
        return SessionChoice(session, self[_field_name(session)], self.rules, self.exceptions.get(session.id))

    def _check_organization(self, sender: Sender) -> None:
        if "organization" in self and not sender.is_listed and not self.organization.data:
            _add(self.organization, _("Enter the name of your organization or company."))

    def _check_needs(self, sender: Sender) -> None:
        """What touches somebody's health is kept by explicit consent only (GDPR, Article 9)."""
        asked = [name for name in _NEEDS if sender.category in self.fitting.who(name).asked]
        if not asked:
            self.consents_needs.data = bool(self.registered and self.registered.consents_needs)
        elif not self.consents_needs.data and any(self[name].data and not self[name].errors for name in asked):
            _add(self.consents_needs, _("Tick the box, or leave empty what you say about your needs."))

    def _check_deadline(self, sender: Sender) -> None:
        """Some categories must register earlier than others."""
        if self.by_organizer or "represents" not in self:
            return
        if self.registered and self.registered.category is sender.category:
            return
        closes = categories.closes(sender.category, self.rules, None)
        if closes and clock.now() >= closes:
            message = escape(_("Registration for “%(category)s” closed on %(moment)s. Write to %(contact)s."))
            said = {
                "category": marked(self.rules[sender.category].label),
                "moment": wording.moment(closes, self.meeting.timezone),
                "contact": self.meeting.contact,
            }
            _add(self.represents, message % said)

    def _check_sessions(self, sender: Sender) -> None:
        open_to_them = []
        for choice in self.sessions:
            if sender.category in choice.admitted:
                open_to_them.append(choice)
            elif choice.field.data != ABSENT:
                _add(choice.field, _("This session is not open to you. Choose “Not attending”."))
        on_paper = "document_phase" in self and self.document_phase.data == "yes"
        if not on_paper and all(c.field.data == ABSENT for c in self.sessions):
            self._ask_for_a_session(open_to_them)

    def _ask_for_a_session(self, open_to_them: Sequence[SessionChoice]) -> None:
        if open_to_them:
            _add(open_to_them[0].field, _("Choose at least one session."))
        elif "document_phase" in self:
            _add(self.document_phase, _("No session is open to you; you can take part in the document phase."))
        else:
            self.form_errors.append(_("No session of this meeting is open to you. Write to the organizer."))


def deadlines(meeting: Meeting, rules: Rules) -> list[CategoryDeadline]:
    """The categories of a meeting that must register before the others, in their usual order."""
    last = meeting.registration_closes
    own = ((marked(one.label), one.registration_closes) for one in rules.values())
    return [CategoryDeadline(label, at) for label, at in own if at and (last is None or at < last)]


_TEXTS = (*(name for name in IDENTITY if name != "represents"), "phone", "department", "position", "language")
_CONSENTS = ("consents_listed", "consents_photos", "consents_news")
_AS_THEY_ARE = ("role", *_CONSENTS, "consents_needs")
_NEEDS = ("accessibility", "dietary")
_TEXTS += ("interpretation", *_NEEDS, "comment")


_KINDS = 64  # meetings that are open at once, times languages
_kinds: Kept[Callable[..., RegistrationForm]] = Kept(_KINDS)


def blank(meeting: Meeting, delegations: Iterable[Entry], data: Mapping[str, object] | None = None) -> RegistrationForm:
    """The form for somebody who is not registered yet, with what the browser sent, if it did, else with `data`."""
    language = current_language()
    known = {"language": language, "interpretation": language, **(data or {})}
    form = _made(meeting, delegations, known, fitting.of(meeting.id))
    form.fit()
    return form


def of_known(known: Known) -> RegistrationForm:
    """The same with what is known of the meeting already (no statement)."""
    language = current_language()
    data = {"language": language, "interpretation": language}
    meeting, fitted = known.meeting, known.fitting
    kind = _kinds.get((meeting.id, language, reader_language()), lambda: _kind(meeting, fitted))
    form = _bound(kind(data=data), meeting, known.delegations, fitted, known.rules)
    form.fit()
    return form


def late(meeting: Meeting, delegations: Iterable[Entry]) -> RegistrationForm:
    """The form in which an organizer enters somebody, after the deadline too."""
    form = blank(meeting, delegations)
    form.by_organizer = True
    form.email.validators = [Optional(), address]
    form.email.flags.required = False
    return form


def of(registration: Registration, delegations: Iterable[Entry], *, identity_fixed: bool) -> RegistrationForm:
    """The form for changing a registration: never the e-mail address; who the person is only if not fixed."""
    data = {name: getattr(registration, name) for name in (*_TEXTS, *_AS_THEY_ARE)}
    data |= {_field_name_of(c.session_id): c.mode.value for c in registration.choices}
    data["represents"] = senders.value_of(registration.delegation, registration.category)
    data["document_phase"] = "yes" if registration.document_phase else "no"
    fitted = fitting.of(registration.meeting_id)
    form = _made(registration.meeting, delegations, data | fitted.values(registration.id), fitted)
    form.exceptions = queries.exceptions(registration.id)
    form.registered = registration
    for name in ("email", *(IDENTITY if identity_fixed else ())):
        del form[name]
    if identity_fixed or registration.nominated_by_id:  # others have decided on the role
        form.fixed_role = registration.role
        form.role.choices = [option(registration.role.value, ROLES[registration.role])]
    form.fit()
    return form


def _made(
    meeting: Meeting, delegations: Iterable[Entry], data: Mapping[str, object], fitted: Fitting
) -> RegistrationForm:
    made = _kind(meeting, fitted)(data=data)
    return _bound(made, meeting, tuple(delegations), fitted, categories.of(meeting.id))


def _kind(meeting: Meeting, fitted: Fitting) -> Callable[..., RegistrationForm]:
    """The form's class with the fields of the meeting, in the reader's language."""
    fields = {_field_name(session): _session_field(session) for session in meeting.sessions} | fitted.fields()
    return type("MeetingForm", (RegistrationForm,), fields)


def _bound(
    form: RegistrationForm, meeting: Meeting, entries: tuple[Entry, ...], fitted: Fitting, rules: Rules
) -> RegistrationForm:
    form.meeting, form.senders = meeting, senders.by_value(entries)
    form.rules, form.exceptions, form.fitting = rules, {}, fitted
    form.represents.offer(entries, current_language(), form.rules)
    floor = [option("", _("No preference")), *(option(code, language_name(code)) for code in INTERPRETED)]
    form.interpretation.choices = floor if "interpretation" in fitted.not_needed() else floor[1:]
    if all(phase.kind is not PhaseKind.DOCUMENT for phase in meeting.phases):
        del form.document_phase
    return form


def _session_field(session: MeetingSession) -> Any:  # noqa: ANN401 (a field not yet bound)
    offered = ((Mode.IN_PERSON, session.in_person), (Mode.ONLINE, session.online))
    choices = [option(mode.value, MODES[mode]) for mode, is_offered in offered if is_offered]
    return RadioField(marked(session.title), choices=[*choices, option(ABSENT, _l("Not attending"))], default=ABSENT)


def _field_name(session: MeetingSession) -> str:
    return _field_name_of(session.id)


def _field_name_of(session_id: int) -> str:
    return f"session_{session_id}"


def _add(field: Field, message: str) -> None:
    field.errors = [*field.errors, message]

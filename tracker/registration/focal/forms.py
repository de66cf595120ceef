"""What the browsers of focal points, and of organizers who appoint them, may send."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, EmailField, Field, RadioField, SelectField

from tracker.i18n import LANGUAGES, current_language, marked
from tracker.meetings.models import MeetingSession
from tracker.people import categories
from tracker.people.models import Delegation
from tracker.people.names import printed
from tracker.registration import queries
from tracker.registration.adopt import is_adopted
from tracker.registration.details import Details
from tracker.registration.fields import Sent, _l, address, needed, one_of, option, text
from tracker.registration.focal import heads
from tracker.registration.focal.models import FocalPoint
from tracker.registration.forms import ABSENT, MODES, ROLES
from tracker.registration.models import DelegateRole, Mode, Registration

_SESSION = "session_"
_REPLACES = "replaces_"


def _language() -> Any:  # noqa: ANN401 (a field not yet bound)
    return RadioField(
        _l("Language of our e-mails to them"),
        one_of(list(LANGUAGES), _l("Choose the language of our e-mails.")),
        choices=[option(code, name) for code, name in LANGUAGES.items()],
        validate_choice=False,
    )


def _email(label: str, **given: str) -> Any:  # noqa: ANN401 (a field not yet bound)
    wanted = needed(_l("Enter the e-mail address."))
    return text(label, "email", *wanted, address, kind=EmailField, **given)


class AppointForm(Sent):
    """Who speaks for a delegation. Made by `appoint_form`."""

    delegation = SelectField(_l("Delegation"), needed(_l("Choose a delegation.")))
    name = text(_l("Name"), "native_name", *needed(_l("Enter the name.")), autocomplete="off")
    email = _email(_l("E-mail address"), autocomplete="off")
    language = _language()


class LinkForm(Sent):
    """Where to send the link again."""

    email = _email(_l("E-mail address"), autocomplete="email")


class RoleForm(Sent):
    """A place in the delegation."""

    role = SelectField(
        _l("Role in the delegation"), choices=[option(role.value, label) for role, label in ROLES.items()]
    )


class PersonForm(Sent):
    """Whom the delegation sends; the rest the person says."""

    title = text(_l("Title"), "title", *needed(_l("Enter a title, for example Ms.")), list="titles", autocomplete="off")
    family_name = text(_l("Family name"), "family_name", *needed(_l("Enter the family name.")), autocomplete="off")
    given_name = text(_l("Given name"), "given_name", *needed(_l("Enter the given name.")), autocomplete="off")
    email = _email(_l("E-mail address"), autocomplete="off")
    position = text(_l("Position"), "position", *needed(_l("Enter the position.")), autocomplete="off")
    language = _language()

    def refuse_address(self, message: str) -> None:
        """Say beside the address why it cannot be taken."""
        self.email.errors = [*self.email.errors, message]

    def details(self, of: FocalPoint) -> Details:
        """What a valid form says of somebody in the focal point's delegation."""
        delegation = of.delegation
        return Details(
            title=self.title.data,
            family_name=self.family_name.data,
            given_name=self.given_name.data,
            email=self.email.data,
            position=self.position.data,
            language=self.language.data,
            interpretation=self.language.data,
            delegation_id=delegation.id,
            category=categories.category_of(delegation.kind),
            organization=delegation.name_en if is_adopted(delegation) else "",
            role=self.place,
            choices=self.choices,
        )

    @property
    def place(self) -> DelegateRole:
        """A substitute has the role of whom they replace."""
        return DelegateRole.DELEGATE

    @property
    def choices(self) -> dict[int, Mode]:
        """A substitute goes where the other one would have gone."""
        return {}


@dataclass(frozen=True, slots=True)
class SessionField:
    """A session that is open to the delegation, with its row of buttons."""

    session: MeetingSession
    field: Field


class NominationForm(PersonForm):
    """A substitute's form, with a role and sessions. Made by `nomination_form`."""

    open_sessions: Sequence[MeetingSession]
    head: Registration | None  # the delegation's
    role = RadioField(
        _l("Role in the delegation"),
        one_of(list(DelegateRole), _l("Choose the role in the delegation.")),
        choices=[option(role.value, label) for role, label in ROLES.items()],
        validate_choice=False,
    )

    @property
    def sessions(self) -> list[SessionField]:
        """The session fields in the order of time."""
        return [SessionField(one, self[f"{_SESSION}{one.id}"]) for one in self.open_sessions]

    @property
    def replacing(self) -> Field | None:
        """The box to tick where a head is to take another one's place; it names the one who was seen."""
        return self[f"{_REPLACES}{self.head.id}"] if self.head else None

    @property
    def replaces(self) -> int | None:
        """The registration of the head whom the person replaces."""
        return self.head.id if self.head and self.replacing and self.replacing.data else None

    @property
    def asks_to_replace(self) -> bool:
        """Whether the box is of use: the role is that of a head, and there is one."""
        return self.head is not None and self.role.data == DelegateRole.HEAD.value

    def refuse_role(self, message: str) -> None:
        """Say beside the role why it cannot be given."""
        self.role.errors = [*self.role.errors, message]

    @property
    def place(self) -> DelegateRole:
        return DelegateRole(self.role.data)

    @property
    def choices(self) -> dict[int, Mode]:
        return {one.session.id: Mode(one.field.data) for one in self.sessions if one.field.data != ABSENT}

    def is_complete(self) -> bool:
        """Whether every field is right, and there is a session to come to."""
        if self.validate() and self.open_sessions and not self.choices:
            first = self.sessions[0].field
            first.errors = [*first.errors, _("Choose at least one session.")]
        return not self.errors


def appoint_form(delegations: Iterable[Delegation]) -> AppointForm:
    """The form with all delegations, in the order of the reader's language."""
    language = current_language()
    form = AppointForm(data={"language": language})
    in_order = sorted(delegations, key=lambda one: one.sort_key(language))
    form.delegation.choices = [option("", _("Choose")), *(option(one.code, one.name(language)) for one in in_order)]
    return form


def nomination_form(of: FocalPoint) -> NominationForm:
    """The form with the sessions that are open to the delegation's category."""
    category = categories.category_of(of.delegation.kind)
    admitted = [one for one in of.meeting.sessions if category in queries.categories_admitted(one)]
    head = heads.head_of(of.meeting_id, of.delegation_id)
    fields = {f"{_SESSION}{one.id}": _session(one) for one in admitted}
    if head:
        fields[f"{_REPLACES}{head.id}"] = _replacing(head)
    made: type[NominationForm] = type("MeetingNominationForm", (NominationForm,), fields)
    form = made(data={"language": of.language, "role": DelegateRole.DELEGATE.value})
    form.open_sessions, form.head = admitted, head
    return form


def substitute_form(of: FocalPoint) -> PersonForm:
    """The form for who comes instead of somebody."""
    return PersonForm(data={"language": of.language})


def role_form(of: Registration) -> RoleForm:
    """The role that somebody has, to be changed."""
    return RoleForm(data={"role": of.role.value})


def _replacing(head: Registration) -> Any:  # noqa: ANN401 (a field not yet bound)
    name = printed(head.title, head.given_name, head.family_name)
    return BooleanField(
        _("The person replaces %(name)s as head", name=name),
        description=_("%(name)s becomes alternate once the person has confirmed, and is told by e-mail.", name=name),
    )


def _session(one: MeetingSession) -> Any:  # noqa: ANN401 (a field not yet bound)
    offered = ((Mode.IN_PERSON, one.in_person), (Mode.ONLINE, one.online))
    doors = [option(mode.value, MODES[mode]) for mode, is_offered in offered if is_offered]
    return RadioField(marked(one.title), choices=[*doors, option(ABSENT, _l("Not attending"))], default=ABSENT)

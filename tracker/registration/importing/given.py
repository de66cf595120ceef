"""What one row of a list says of a person: people's words as values of the tracker, or why that fails. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from sqlalchemy import String

from tracker.i18n import LANGUAGES
from tracker.people.categories import KINDS
from tracker.people.models import Category, Delegation, DelegationKind
from tracker.people.names import fold
from tracker.registration.adopt import is_adopted
from tracker.registration.importing import words
from tracker.registration.importing.columns import Field
from tracker.registration.models import DelegateRole, Mode, Registration

_FROM_THE_LIST = {Category.MEM, Category.UNI, Category.REG}  # who can come for an entry of the reference list only
_TEXTS = (
    Field.TITLE,
    Field.FAMILY_NAME,
    Field.GIVEN_NAME,
    Field.NATIVE_NAME,
    Field.ORGANIZATION,
    Field.POSITION,
    Field.DEPARTMENT,
    Field.PHONE,
)
_NOBODY = "-"  # of sessions: none at all
_LONGEST_ADDRESS = 254


class Wrong(ValueError):
    """A cell cannot be understood; the text says so to the organizer."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom somebody comes for: an entry of the reference list, an organization that is in no list, or both."""

    delegation_id: int | None
    organization: str | None  # None: the cell says nothing of it
    kind: DelegationKind | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A session that somebody wants to attend; without a mode, as the row says in general."""

    code: str
    mode: Mode | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a row says; None where it says nothing, so that a registration keeps what it has."""

    number: int
    texts: Mapping[str, str]  # by the name of the column of registrations; only those given
    email: str | None = None
    sender: Sender | None = None
    category: Category | None = None
    role: DelegateRole | None = None
    mode: Mode | None = None
    sessions: tuple[Wish, ...] | None = None
    language: str | None = None
    interpretation: str | None = None

    @property
    def name(self) -> str:
        return " ".join(text for text in (self.texts.get("family_name", ""), self.texts.get("given_name", "")) if text)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A row with cells that cannot be understood, and all the reasons."""

    number: int
    name: str
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _Findings:
    """What was understood so far, and what was not."""

    values: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def take(self, name: str, text: str | None, read: Callable[[str], Any]) -> None:
        """Read a cell, if it holds anything."""
        if text:
            try:
                self.values[name] = read(text)
            except Wrong as wrong:
                self.reasons.append(str(wrong))


def understand(number: int, said: Mapping[Field, str], senders: Mapping[str, Delegation]) -> Given | NotUnderstood:
    """The row as values. `senders` are the delegations by every folded name, see `people.aliases`."""
    found = _Findings()
    found.take("email", said.get(Field.EMAIL), address)
    found.take("category", said.get(Field.CATEGORY), _category)
    found.take("role", said.get(Field.ROLE), _role)
    found.take("mode", said.get(Field.MODE), _mode)
    found.take("sessions", said.get(Field.SESSIONS), _sessions)
    found.take("language", said.get(Field.LANGUAGE), _language)
    found.take("interpretation", said.get(Field.INTERPRETATION), _interpretation)
    found.take("sender", said.get(Field.DELEGATION), lambda text: _sender(text, found, senders))
    texts = {name.value: said[name] for name in _TEXTS if name in said}
    reasons = (*_misfits(texts), *found.reasons)
    if reasons:
        name = " ".join(texts[part] for part in ("family_name", "given_name") if part in texts)
        return NotUnderstood(number, name, reasons)
    return Given(number=number, texts=texts, **_in_accord(found.values))


def address(text: str) -> str:
    """An e-mail address as registrations keep it: lower-case ASCII. Wrong says what it should look like."""
    try:
        found = validate_email(
            text.strip("<> "), check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise Wrong(
            _("“%(text)s” is no e-mail address such as name@customs.example.", text=_shortened(text))
        ) from error
    normal = (found.ascii_email or found.normalized).lower()
    if len(normal) > _LONGEST_ADDRESS:
        raise Wrong(_("The e-mail address is too long."))
    return normal


def _misfits(texts: Mapping[str, str]) -> Iterator[str]:
    if not texts.get("family_name"):
        yield _("The family name is missing.")
    for name, text in texts.items():
        kind = Registration.__table__.c[name].type
        longest = kind.length if isinstance(kind, String) else None
        if longest and len(text) > longest:
            yield _(
                "“%(text)s” has %(length)s characters; at most %(most)s fit.",
                text=_shortened(text),
                length=len(text),
                most=longest,
            )


def _category(text: str) -> Category:
    found = words.category(text)
    if found is None:
        raise Wrong(
            _(
                "“%(text)s” is no category. Write for example member, union, government, observer, regional,"
                " association, private, expert, secretariat, interpreter or press.",
                text=_shortened(text),
            )
        )
    return found


def _role(text: str) -> DelegateRole:
    found = words.role(text)
    if found is None:
        raise Wrong(
            _(
                "“%(text)s” is no role. Write head, alternate, delegate, adviser or observer.",
                text=_shortened(text),
            )
        )
    return found


def _mode(text: str) -> Mode:
    found = words.mode(text)
    if found is None:
        raise Wrong(_("“%(text)s” is no way to attend. Write in person or online.", text=_shortened(text)))
    return found


def _sessions(text: str) -> tuple[Wish, ...]:
    """Such as "S1 S2:online": codes of sessions, each with its mode where it is not that of the row."""
    if text == _NOBODY:
        return ()
    return tuple(_wish(part) for part in text.replace(",", " ").replace(";", " ").split())


def _wish(part: str) -> Wish:
    code, colon, said = part.partition(":")
    mode = words.mode(said) if colon else None
    if (colon and mode is None) or mode is Mode.MIXED:
        raise Wrong(
            _("“%(text)s” is not understood. Write sessions such as S1 S2:online S3:room.", text=_shortened(part))
        )
    return Wish(code.upper(), mode)


def _language(text: str) -> str:
    found = words.language(text)
    if found not in LANGUAGES:
        raise Wrong(
            _("“%(text)s” is no language of our e-mails. Write for example en, fr or es.", text=_shortened(text))
        )
    return found


def _interpretation(text: str) -> str:
    found = words.language(text)
    if found is None:
        raise Wrong(
            _("“%(text)s” is no language of interpretation. Write for example en or fr.", text=_shortened(text))
        )
    return found


def _sender(text: str, found: _Findings, senders: Mapping[str, Delegation]) -> Sender:
    """An entry of the list, perhaps with an organization behind a dot as workbooks print it; else an organization."""
    category = found.values.get("category")
    entry, organization = senders.get(fold(text)), None
    if entry is None:
        first, dot, behind = text.partition(" · ")
        entry, organization = (senders.get(fold(first)), behind) if dot else (None, None)
    if entry:
        _check_kind(entry, category)
        return Sender(entry.id, entry.name_en if is_adopted(entry) else organization, entry.kind)
    if category is None or category in _FROM_THE_LIST:
        raise Wrong(
            _(
                "“%(text)s” is no delegation of the reference list. Write its code, such as CI, or its name.",
                text=_shortened(text),
            )
        )
    return Sender(None, text)


def _check_kind(entry: Delegation, category: Category | None) -> None:
    """Who comes for an observer is no Member, whatever the list calls them."""
    own = KINDS[entry.kind].category
    is_union = own is Category.UNI and category is Category.MEM
    if category in _FROM_THE_LIST and category is not own and not is_union:
        raise Wrong(
            _(
                "“%(name)s” does not fit the category of this row. Leave the category empty to take that of the"
                " reference list.",
                name=entry.name_en,
            )
        )


def _in_accord(values: dict[str, Any]) -> dict[str, Any]:
    """A union that a list calls a member is a union: the reference list knows better which is which."""
    sender, category = values.get("sender"), values.get("category")
    if sender and category is Category.MEM and sender.kind is DelegationKind.UNION:
        return values | {"category": Category.UNI}
    return values


def category_of(sender: Sender | None) -> Category | None:
    """What somebody is who comes for it, where the row does not say."""
    return KINDS[sender.kind].category if sender and sender.kind else None


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 (what stands in one line of the page)

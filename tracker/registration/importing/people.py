"""Planning a list of people: who is new, who is known, who cannot be taken and why. Writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from tracker.meetings.categories import LABELS
from tracker.people.names import fold
from tracker.registration.details import Details, mode_of
from tracker.registration.importing import columns, merging
from tracker.registration.importing.booking import Book
from tracker.registration.importing.columns import Field
from tracker.registration.importing.given import Given, NotUnderstood, Wrong, understand
from tracker.registration.importing.plans import Fate, Plan, PlannedPerson
from tracker.registration.importing.roll import Known
from tracker.registration.importing.rows import Row
from tracker.registration.importing.setting import Setting
from tracker.registration.models import NOT_IN_DELEGATION, DelegateRole
from tracker.registration.seats import queries as seat_queries
from tracker.registration.seats import wording
from tracker.registration.seats.models import Level
from tracker.registration.seats.rules import Limit
from tracker.registration.wording import mode_word, role_word, state_word

_Key = tuple[str, str, int | str]  # names and sender, folded


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A row that is understood, the registration that it is about, and what that is to be."""

    given: Given
    details: Details
    known: Known | None


@dataclass(slots=True)
class _Seen:
    """What the rows so far have claimed, each with the number of its row."""

    emails: dict[str, tuple[int, Details]] = field(default_factory=dict)
    names: dict[_Key, int] = field(default_factory=dict)
    registrations: dict[int, int] = field(default_factory=dict)


def plan(rows: Iterable[Row], mapping: Mapping[Field, int], setting: Setting) -> Plan:
    """The fate of every row. Seats and heads are judged in the order of the list."""
    seen = _Seen()
    read: list[_Wanted | PlannedPerson] = [_read(row, mapping, setting, seen) for row in rows]
    heads = _Heads(setting, [one for one in read if isinstance(one, _Wanted)])
    book = Book(seat_queries.limits(setting.meeting_id), seat_queries.books(setting.meeting_id), setting.delegations)
    titles = wording.sessions(setting.meeting_id)
    judged = (one if isinstance(one, PlannedPerson) else _judge(one, setting, heads, book, titles) for one in read)
    return Plan(tuple(judged))


def _read(row: Row, mapping: Mapping[Field, int], setting: Setting, seen: _Seen) -> _Wanted | PlannedPerson:
    given = understand(row.number, columns.cells(row, mapping), setting.senders)
    if isinstance(given, NotUnderstood):
        return PlannedPerson(number=given.number, name=given.name, fate=Fate.REFUSED, reasons=given.reasons)
    try:
        wanted = _wanted(given, setting)
        _claim(wanted, seen)
    except Wrong as wrong:
        return _refused(given, str(wrong))
    return wanted


def _wanted(given: Given, setting: Setting) -> _Wanted:
    """Whom the row is about: by the address, else by names and sender. Raises Wrong."""
    known = setting.roll.of_email(given.email) if given.email else None
    if known and _is_somebody_else(given, known.details):
        name = f"{known.details.family_name} {known.details.given_name}"
        raise Wrong(_("%(email)s is the address of somebody else here: %(name)s.", email=given.email, name=name))
    known = known or _by_name(given, setting)
    if known is None:
        return _Wanted(given, merging.as_new(given, setting), None)
    if known.state in NOT_IN_DELEGATION:
        raise Wrong(
            _(
                "This person is registered already, and the registration is: %(state)s. Decide on it on its own page.",
                state=state_word(known.state),
            )
        )
    return _Wanted(given, merging.onto(known.details, given, setting), known)


def _by_name(given: Given, setting: Setting) -> Known | None:
    """Somebody of that name and sender, if only one there is and their address does not speak against it."""
    texts = given.texts
    same = [
        one
        for one in setting.roll.of_name(texts["family_name"], texts.get("given_name", ""))
        if not (given.email and one.details.email) and _is_same_sender(given, one.details)
    ]
    if len(same) > 1:
        raise Wrong(_("Several people of this name come for the same sender. Add the e-mail address."))
    return same[0] if same else None


def _is_same_sender(given: Given, known: Details) -> bool:
    sender = given.sender
    if sender and sender.delegation_id:
        return sender.delegation_id == known.delegation_id
    organization = fold(given.texts.get("organization") or (sender.organization if sender else "") or "")
    return bool(organization) and organization == fold(known.organization)


def _is_somebody_else(given: Given, known: Details) -> bool:
    """A name may be corrected, but not into one that has no word of it left."""
    words = set(fold(given.name).split())
    return not words & set(fold(f"{known.family_name} {known.given_name} {known.native_name}").split())


def _claim(wanted: _Wanted, seen: _Seen) -> None:
    """Nobody may stand in the list twice. Raises Wrong, which names the other row."""
    number, email, key = wanted.given.number, wanted.details.email, _key(wanted.details)
    if email and email in seen.emails:
        other, details = seen.emails[email]
        if _key(details)[:2] != key[:2]:
            raise Wrong(_("Two people with the same e-mail address: it is also in row %(row)s.", row=other))
        raise Wrong(_("The same person stands in row %(row)s.", row=other))
    if wanted.known and (other_row := seen.registrations.get(wanted.known.id)):
        raise Wrong(_("The same person stands in row %(row)s.", row=other_row))
    if not email and key in seen.names:
        raise Wrong(_("The same person stands in row %(row)s.", row=seen.names[key]))
    if email:
        seen.emails[email] = (number, wanted.details)
    if wanted.known:
        seen.registrations[wanted.known.id] = number
    seen.names.setdefault(key, number)


def _key(details: Details) -> _Key:
    """What tells people apart of whom no address is known."""
    sender = details.delegation_id or fold(details.organization)
    return fold(details.family_name), fold(details.given_name), sender


class _Heads:
    """Who leads each delegation: those whom the list does not touch, then its rows in their order."""

    def __init__(self, setting: Setting, rows: Iterable[_Wanted]) -> None:
        touched = {row.known.id for row in rows if row.known}
        self._names = {
            one.details.delegation_id: f"{one.details.family_name} {one.details.given_name}"
            for one in setting.roll.by_id.values()
            if one.id not in touched and _is_head(one.details) and one.state not in NOT_IN_DELEGATION
        }

    def claim(self, details: Details) -> str | None:
        """The name of another head of the delegation, if there is one; else this is the head."""
        if not _is_head(details):
            return None
        name = f"{details.family_name} {details.given_name}"
        other = self._names.setdefault(details.delegation_id, name)
        return None if other is name else other


def _is_head(details: Details) -> bool:
    return details.role is DelegateRole.HEAD and details.delegation_id is not None


def _judge(wanted: _Wanted, setting: Setting, heads: _Heads, book: Book, titles: Mapping[int, str]) -> PlannedPerson:
    sender = setting.sender(wanted.details.delegation_id, wanted.details.organization)
    if other := heads.claim(wanted.details):
        return _refused(wanted.given, _("This delegation has a head already: %(name)s.", name=other), sender)
    if full := book.take(wanted.details, wanted.known):
        return _refused(wanted.given, " ".join(_full(limit, titles) for limit in full.limits), sender)
    return _planned(wanted, setting)


def _full(limit: Limit, titles: Mapping[int, str]) -> str:
    mode = mode_word(limit.mode)
    if limit.session_id:
        return _("No seat is left %(mode)s at “%(session)s”.", mode=mode, session=titles[limit.session_id])
    if limit.level is Level.DELEGATION:
        return _("This delegation has no seat left %(mode)s.", mode=mode)
    if limit.level is Level.CATEGORY:
        return _("This category has no seat left %(mode)s.", mode=mode)
    return _("The meeting has no seat left %(mode)s.", mode=mode)


def _planned(wanted: _Wanted, setting: Setting) -> PlannedPerson:
    known, details = wanted.known, wanted.details
    changes = merging.changes(known.details, details, setting) if known else ()
    return PlannedPerson(
        number=wanted.given.number,
        name=_name(details),
        sender=setting.sender(details.delegation_id, details.organization),
        notes=_notes(details),
        fate=Fate.UPDATED if changes else Fate.UNCHANGED if known else Fate.NEW,
        changes=changes,
        details=details,
        registration_id=known.id if known else None,
    )


def _refused(given: Given, reason: str, sender: str = "") -> PlannedPerson:
    return PlannedPerson(number=given.number, name=given.name, sender=sender, fate=Fate.REFUSED, reasons=(reason,))


def _name(details: Details) -> str:
    return " ".join(part for part in (details.family_name, details.given_name) if part)


def _notes(details: Details) -> tuple[str, ...]:
    role = (role_word(details.role),) if details.delegation_id else ()
    return (str(LABELS[details.category.value]), *role, mode_word(mode_of(details.choices.values())))

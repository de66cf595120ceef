"""From what a row says, and what is known already, to the whole of a registration. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from tracker.meetings.categories import LABELS
from tracker.people.models import Category
from tracker.registration.details import Details
from tracker.registration.importing.columns import Field
from tracker.registration.importing.given import Given, Wish, Wrong, category_of
from tracker.registration.importing.plans import Change
from tracker.registration.importing.setting import Setting
from tracker.registration.models import DelegateRole, Mode
from tracker.registration.wording import mode_word, role_word

_NAMES = ("family_name", "given_name")
_PLAIN = (
    "native_name",
    "title",
    "organization",
    "position",
    "department",
    "phone",
    "email",
    "language",
    "interpretation",
)


def as_new(given: Given, setting: Setting) -> Details:
    """Somebody who is not registered yet. Raises Wrong."""
    category = given.category or category_of(given.sender)
    if category is None:
        raise Wrong(_("The category is missing, and no delegation tells it."))
    delegation_id, organization = _sender(given, None)
    if delegation_id is None and not organization:
        raise Wrong(_("The delegation or organization is missing."))
    texts: dict[str, Any] = {"title": "", "given_name": "", **given.texts, "organization": organization}
    details = Details(
        **texts,
        email=given.email,
        delegation_id=delegation_id,
        category=category,
        role=given.role or DelegateRole.DELEGATE,
        choices={},
        language=given.language or "en",
        interpretation=given.interpretation or "",
    )
    return replace(details, choices=_choices(given, details, setting))


def onto(known: Details, given: Given, setting: Setting) -> Details:
    """Somebody who is registered, with what the row says over it. Raises Wrong."""
    delegation_id, organization = _sender(given, known)
    if given.sender is None and organization != known.organization and setting.is_adopted(delegation_id):
        delegation_id = None  # another organization; it gets its own delegation when it is written
    texts: dict[str, Any] = {name: text for name, text in given.texts.items() if name not in _NAMES}
    texts |= {name: _name(given.texts[name], getattr(known, name)) for name in _NAMES if name in given.texts}
    for name in ("email", "category", "role", "language", "interpretation"):
        if getattr(given, name) is not None:
            texts[name] = getattr(given, name)
    merged = replace(known, **texts | {"delegation_id": delegation_id, "organization": organization})
    return replace(merged, choices=_choices(given, merged, setting))


def _sender(given: Given, known: Details | None) -> tuple[int | None, str]:
    """The delegation and the organization."""
    organization = given.texts.get("organization", known.organization if known else "")
    if given.sender is None:
        return known.delegation_id if known else None, organization
    if "organization" not in given.texts and given.sender.organization is not None:
        organization = given.sender.organization
    return given.sender.delegation_id, organization


def _name(given: str, known: str) -> str:
    """A name in capitals says nothing new of one that is the same without: lists print family names so."""
    return known if given.isupper() and given.casefold() == known.casefold() else given


def _choices(given: Given, details: Details, setting: Setting) -> Mapping[int, Mode]:
    """Sessions as listed; else those that are chosen already, in the mode of the row; else all that are open."""
    if given.sessions is not None:
        return _listed(given.sessions, given.mode, details, setting)
    if given.mode is Mode.MIXED:
        if len(set(details.choices.values())) > 1:
            return details.choices
        raise Wrong(_("Partly in person, partly online: write into the column sessions which, such as S1 S2:online."))
    if details.choices:
        return {id_: given.mode or mode for id_, mode in details.choices.items()}
    return _all_open(given.mode, details.category, setting)


def _all_open(mode: Mode | None, category: Category, setting: Setting) -> Mapping[int, Mode]:
    """Every session that the category may attend so; who does not say how comes to the room, where there is one."""
    for wanted in (mode,) if mode else (Mode.IN_PERSON, Mode.ONLINE):
        if wanted and (found := setting.open_to(category, wanted)):
            return found
    raise Wrong(
        _(
            "No session of this meeting is open to this category in that way: %(category)s, %(mode)s.",
            category=LABELS[category.value],
            mode=mode_word(mode or Mode.ONLINE),
        )
    )


def _listed(wishes: tuple[Wish, ...], mode: Mode | None, details: Details, setting: Setting) -> Mapping[int, Mode]:
    sessions = {session.code.upper(): session for session in setting.sessions}
    chosen: dict[int, Mode] = {}
    usual = mode if mode in {Mode.IN_PERSON, Mode.ONLINE} else None
    for wish in wishes:
        session = sessions.get(wish.code)
        if session is None:
            raise Wrong(_("This meeting has no session “%(code)s”.", code=wish.code))
        how = wish.mode or usual or (Mode.IN_PERSON if Mode.IN_PERSON in session.modes else Mode.ONLINE)
        is_kept = details.choices.get(session.id) == how  # an exception may have been made for them
        if not is_kept and how not in session.modes:
            raise Wrong(_("Session %(code)s cannot be attended %(mode)s.", code=session.code, mode=mode_word(how)))
        if not is_kept and details.category.value not in session.categories:
            category = LABELS[details.category.value]
            raise Wrong(_("Session %(code)s is not open to: %(category)s.", code=session.code, category=category))
        chosen[session.id] = how
    return chosen


def changes(before: Details, after: Details, setting: Setting) -> tuple[Change, ...]:
    """The fields that differ, in words."""
    pairs = [(Field(name), getattr(before, name) or "", getattr(after, name) or "") for name in (*_NAMES, *_PLAIN)]
    pairs += [
        (Field.DELEGATION, _entry(before, setting), _entry(after, setting)),
        (Field.CATEGORY, str(LABELS[before.category.value]), str(LABELS[after.category.value])),
        (Field.ROLE, role_word(before.role), role_word(after.role)),
        (Field.SESSIONS, _programme(before, setting), _programme(after, setting)),
    ]
    return tuple(Change(field, old, new) for field, old, new in pairs if old != new)


def _entry(details: Details, setting: Setting) -> str:
    return setting.sender(details.delegation_id, "")


def _programme(details: Details, setting: Setting) -> str:
    codes = {session.id: session.code for session in setting.sessions}
    chosen = [(codes[id_], mode_word(mode)) for id_, mode in details.choices.items() if id_ in codes]
    return ", ".join(f"{code} {mode}" for code, mode in sorted(chosen))

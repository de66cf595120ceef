"""A Policy out as the tables of a meeting file. Pure."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum

from tracker.i18n import Texts
from tracker.registration.badges.looks import Dress
from tracker.registration.policies.parts import FieldNeed, PaperNeed, Policy, QuestionPart, Seats

Part = Seats | PaperNeed | FieldNeed | QuestionPart


_ALONE = "badges"  # one table and not a list of them


def tables(policy: Policy) -> dict[str, object]:
    """Tables by name, whose reading gives the same policy again; values that are missing are left out."""
    names = [one.name for one in fields(policy) if one.name != _ALONE]
    parts: Mapping[str, Iterable[Part] | None] = {name: getattr(policy, name) for name in names}
    lists: dict[str, object] = {name: [_table(row) for row in rows] for name, rows in parts.items() if rows is not None}
    return lists | ({_ALONE: _badges(policy.badges)} if policy.badges else {})


def _badges(dress: Dress) -> dict[str, object]:
    """The look, and the logo as base64."""
    said = {one.name: _value(getattr(dress.look, one.name)) for one in fields(dress.look)}
    return said | ({"logo": b64encode(dress.logo).decode()} if dress.logo else {})


def _table(part: Part) -> dict[str, object]:
    values = {one.name: _value(getattr(part, one.name)) for one in fields(part)}
    return {key: value for key, value in values.items() if value not in (None, {}, [])}


def _value(value: object) -> object:
    if isinstance(value, Texts):
        return dict(value.by_language)
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value

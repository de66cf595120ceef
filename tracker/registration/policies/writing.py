"""A Policy out as the tables of a meeting file. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum

from tracker.i18n import Texts
from tracker.registration.policies.parts import FieldNeed, PaperNeed, Policy, QuestionPart, Seats

Part = Seats | PaperNeed | FieldNeed | QuestionPart


def tables(policy: Policy) -> dict[str, list[dict[str, object]]]:
    """Lists of tables by name, whose reading gives the same policy again; values that are missing are left out."""
    parts: Mapping[str, Iterable[Part] | None] = {one.name: getattr(policy, one.name) for one in fields(policy)}
    return {name: [_table(row) for row in rows] for name, rows in parts.items() if rows is not None}


def _table(part: Part) -> dict[str, object]:
    values = {one.name: _value(getattr(part, one.name)) for one in fields(part)}
    return {key: value for key, value in values.items() if value not in (None, {}, [])}


def _value(value: object) -> object:
    if isinstance(value, Texts):
        return dict(value.by_language)
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value

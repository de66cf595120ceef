"""Which questions are asked of somebody, given what they answered so far. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.people.models import Category


@dataclass(frozen=True, slots=True)
class Condition:
    """When one question is asked: of which categories, and after which answer to which other question."""

    code: str
    categories: Collection[str] | None = None
    if_code: str | None = None
    if_answer: str | None = None


def asked(questions: Sequence[Condition], category: Category | None, answers: Mapping[str, str]) -> set[str]:
    """The codes of the questions that a person of the category is asked; unknown: of any category.

    A question whose condition is not asked, or was removed, is not asked either.

    >>> diet = Condition("diet"); which = Condition("which", None, "diet", "yes")
    >>> sorted(asked([diet, which], None, {"diet": "yes"})), sorted(asked([diet, which], None, {"diet": "no"}))
    (['diet', 'which'], ['diet'])
    """
    found = {one.code for one in questions if _is_for(one, category) and one.if_code is None}
    waiting = [one for one in questions if _is_for(one, category) and one.if_code is not None]
    while ready := [one for one in waiting if one.if_code in found and answers.get(one.if_code) == one.if_answer]:
        found |= {one.code for one in ready}
        waiting = [one for one in waiting if one.code not in found]
    return found


def depending(questions: Sequence[Condition], code: str) -> set[str]:
    """The questions that are only asked because of answers to this one, directly or by others."""
    found: set[str] = set()
    while more := {one.code for one in questions if one.if_code in {code, *found}} - found:
        found |= more
    return found


def _is_for(one: Condition, category: Category | None) -> bool:
    return category is None or one.categories is None or category in one.categories

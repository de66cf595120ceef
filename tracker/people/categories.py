"""Categories of participants: what they are called, may do and look like; and whom each kind of delegation sends.

A meeting may say otherwise of any category than the defaults here, which follow the practice of the World Customs
Organization: one vote for each Member, observers without one, interpreters and technicians in no list of participants.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from markupsafe import Markup
from sqlalchemy import select

from tracker.db import db
from tracker.i18n import Texts, marked
from tracker.meetings.categories import LABELS, Colour, Pattern
from tracker.people.models import Category, CategorySetting, DelegationKind


@dataclass(frozen=True, slots=True)
class CategoryRules:
    """What one category is at a meeting. `str(label)` is in the reader's language."""

    code: Category
    label: Texts | LazyString
    votes: bool
    counts_for_quorum: bool
    is_listed: bool  # in the list of participants
    colour: Colour
    pattern: Pattern
    registration_closes: datetime | None = None  # None: when registration closes for everybody


def _default(
    code: Category,
    colour: Colour,
    pattern: Pattern,
    *,
    votes: bool = False,
    is_listed: bool = True,
) -> CategoryRules:
    return CategoryRules(code, LABELS[code.value], votes, votes, is_listed, colour, pattern)


DEFAULTS: Mapping[Category, CategoryRules] = MappingProxyType(
    {
        rules.code: rules
        for rules in (
            _default(Category.MEM, Colour.NAVY, Pattern.PLAIN, votes=True),
            _default(Category.UNI, Colour.NAVY, Pattern.RINGS),
            _default(Category.GOV, Colour.OLIVE, Pattern.BARS),
            _default(Category.IGO, Colour.TEAL, Pattern.LINES),
            _default(Category.REG, Colour.GREEN, Pattern.DOTS),
            _default(Category.NGO, Colour.VIOLET, Pattern.RISING),
            _default(Category.PRV, Colour.BROWN, Pattern.FALLING),
            _default(Category.EXP, Colour.PLUM, Pattern.LATTICE),
            _default(Category.SEC, Colour.BLACK, Pattern.PLAIN),
            _default(Category.TEC, Colour.GREY, Pattern.FINE_BARS, is_listed=False),
            _default(Category.PRS, Colour.RED, Pattern.CHECKS),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What delegations of one kind are called together, and what somebody is who comes for one of them."""

    label: LazyString
    category: Category


KINDS: Mapping[DelegationKind, Kind] = MappingProxyType(
    {
        DelegationKind.MEMBER: Kind(_l("Members"), Category.MEM),
        DelegationKind.UNION: Kind(_l("Customs unions"), Category.UNI),
        DelegationKind.REGIONAL: Kind(_l("Regional offices"), Category.REG),
        DelegationKind.OBSERVER: Kind(_l("International organizations"), Category.IGO),
        DelegationKind.ASSOCIATION: Kind(_l("Associations"), Category.NGO),
        DelegationKind.GOVERNMENT: Kind(_l("Governments that are not Members"), Category.GOV),
        DelegationKind.COMPANY: Kind(_l("Private sector"), Category.PRV),
    }
)

Rules = Mapping[Category, CategoryRules]


def of(meeting_id: int) -> Rules:
    """The rules of every category at a meeting (1 statement)."""
    rows = db.session.scalars(select(CategorySetting).where(CategorySetting.meeting_id == meeting_id))
    said = {row.code: row for row in rows}
    return {code: _merged(rules, said.get(code)) for code, rules in DEFAULTS.items()}


def _merged(rules: CategoryRules, said: CategorySetting | None) -> CategoryRules:
    if said is None:
        return rules
    return CategoryRules(
        code=rules.code,
        label=said.label or rules.label,
        votes=rules.votes if said.votes is None else said.votes,
        counts_for_quorum=rules.counts_for_quorum if said.counts_for_quorum is None else said.counts_for_quorum,
        is_listed=rules.is_listed if said.is_listed is None else said.is_listed,
        colour=Colour(said.colour) if said.colour else rules.colour,
        pattern=Pattern(said.pattern) if said.pattern else rules.pattern,
        registration_closes=said.registration_closes,
    )


def label(category: Category, rules: Rules = DEFAULTS) -> str:
    """What a participant of that category is called, in the reader's language."""
    return str(rules[category].label)


def marked_labels(rules: Rules = DEFAULTS) -> dict[Category, Markup]:
    """The same for the content of a page: what an organizer wrote bears its language where that is another one."""
    return {category: marked(one.label) for category, one in rules.items()}


def labels(rules: Rules = DEFAULTS) -> dict[Category, str]:
    """What all categories are called, in the reader's language."""
    return {category: label(category, rules) for category in rules}


def category_of(kind: DelegationKind) -> Category:
    """What somebody is who comes for a delegation of that kind."""
    return KINDS[kind].category


def closes(category: Category, rules: Rules, for_everybody: datetime | None) -> datetime | None:
    """When registration ends for a category: on its own deadline, never after the meeting's."""
    deadlines = [instant for instant in (rules[category].registration_closes, for_everybody) if instant]
    return min(deadlines, default=None)

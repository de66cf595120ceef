"""Reads of items, words and outcomes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from tracker.correspondence.models import Item, ItemDocument, Outcome, Word
from tracker.correspondence.words import Figures, Said, Standing, figures, standings
from tracker.db import db
from tracker.errors import NotFound
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.people.models import Delegation, DelegationKind


class NoSuchItem(NotFound):
    """The meeting has no such item, or the item no such document."""


@dataclass(frozen=True, slots=True)
class Account:
    """An item with what stands, what it adds up to, and what was stated to have come of it."""

    item: Item
    standing: Mapping[int, Standing]  # by delegation
    figures: Figures
    outcome: Outcome | None


def items(meeting_id: int) -> Sequence[Item]:
    """The items of a meeting in their order, with documents (2 statements)."""
    return db.session.scalars(
        select(Item)
        .where(Item.meeting_id == meeting_id)
        .order_by(Item.position, Item.id)
        .options(selectinload(Item.documents))
    ).all()


def item(meeting_id: int, code: str, *, to_change: bool = False) -> Item:
    """One of them, or NoSuchItem."""
    chosen = select(Item).where(Item.meeting_id == meeting_id, Item.code == code).options(selectinload(Item.documents))
    found = db.session.scalar(chosen.with_for_update(of=Item) if to_change else chosen)
    if found is None:
        raise NoSuchItem(_("This meeting has no item %(code)s.", code=code))
    return found


def document(found: Item, document_id: int) -> ItemDocument:
    """A document of the item, or NoSuchItem."""
    chosen = next((one for one in found.documents if one.id == document_id), None)
    if chosen is None:
        raise NoSuchItem(_("This document is no longer here."))
    return chosen


def words(item_ids: Collection[int]) -> Mapping[int, Sequence[Word]]:
    """All words on these items in the order in which they were said, with their delegations (1 statement)."""
    found: dict[int, list[Word]] = defaultdict(list)
    rows = db.session.scalars(select(Word).where(Word.item_id.in_(item_ids)).order_by(Word.at, Word.id))
    for word in rows:
        found[word.item_id].append(word)
    return found


def said(rows: Sequence[Word]) -> list[Said]:
    """Words as the pure rules take them."""
    return [Said(w.id, w.delegation_id, w.kind, w.at, w.text, w.nominee) for w in rows]


def nominees(of: Item) -> list[str]:
    """Who is nominated on an item and still stands, in the order of the nominations (1 statement)."""
    standing = standings(said(words([of.id])[of.id]), of.deadline_at)
    return [one.name for one in figures(standing, ()).nominees]


def outcomes(item_ids: Collection[int]) -> Mapping[int, Outcome]:
    """What was stated last of each item (1 statement)."""
    last = select(func.max(Outcome.id)).where(Outcome.item_id.in_(item_ids)).group_by(Outcome.item_id)
    return {one.item_id: one for one in db.session.scalars(select(Outcome).where(Outcome.id.in_(last)))}


def history(of: Item) -> Sequence[Outcome]:
    """All that was stated of an item, the last first (1 statement)."""
    return db.session.scalars(select(Outcome).where(Outcome.item_id == of.id).order_by(Outcome.id.desc())).all()


def voters(meeting_id: int) -> frozenset[int]:
    """The delegations with a vote at a meeting: those whose category votes (2 statements)."""
    rules = categories.of(meeting_id)
    kinds = [kind for kind in DelegationKind if rules[categories.category_of(kind)].votes]
    return frozenset(db.session.scalars(select(Delegation.id).where(Delegation.kind.in_(kinds))))


def accounts(meeting_id: int) -> list[Account]:
    """Every item with all that it has come to (6 statements)."""
    found, entitled = items(meeting_id), voters(meeting_id)
    ids = [one.id for one in found]
    spoken, stated = words(ids), outcomes(ids)
    return [_account(one, spoken[one.id], stated.get(one.id), entitled) for one in found]


def account(of: Item) -> Account:
    """One item with all that it has come to (4 statements)."""
    return _account(of, words([of.id])[of.id], outcomes([of.id]).get(of.id), voters(of.meeting_id))


def _account(of: Item, spoken: Sequence[Word], outcome: Outcome | None, entitled: Collection[int]) -> Account:
    standing = standings(said(spoken), of.deadline_at)
    return Account(of, standing, figures(standing, entitled), outcome)


def delegations(ids: Collection[int]) -> Mapping[int, Delegation]:
    """Delegations by their ids (1 statement)."""
    return {one.id: one for one in db.session.scalars(select(Delegation).where(Delegation.id.in_(ids)))}


@dataclass(frozen=True, slots=True)
class InWriting:
    """How a delegation took part in writing."""

    delegation_id: int
    items: int  # on how many it spoke
    words: int
    first: datetime
    last: datetime


def taking_part(meeting_id: int) -> Mapping[int, InWriting]:
    """The delegations that said something, by their ids (1 statement). Never presence in a session."""
    rows = db.session.execute(
        select(
            Word.delegation_id,
            func.count(Word.item_id.distinct()),
            func.count(),
            func.min(Word.at),
            func.max(Word.at),
        )
        .join(Item, Item.id == Word.item_id)
        .where(Item.meeting_id == meeting_id)
        .group_by(Word.delegation_id)
    )
    return {row[0]: InWriting(*row) for row in rows}


def meeting_of(found: Item) -> Meeting:
    """The meeting of an item (1 statement)."""
    return db.session.scalars(select(Meeting).where(Meeting.id == found.meeting_id)).one()

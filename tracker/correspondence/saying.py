"""A delegation says something on an item: one row more, whatever was said before."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select

from tracker import clock
from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.correspondence import queries, setting
from tracker.correspondence.models import Item, Word
from tracker.correspondence.words import NEEDS_TEXT, WordKind, may_say
from tracker.db import db
from tracker.errors import Conflict, Invalid, Refused
from tracker.meetings.models import Meeting
from tracker.people.models import Delegation
from tracker.people.names import clean

LONGEST = 10_000  # characters
MOST = 200  # words of one delegation on one item: more than any body needs, fewer than harm


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks for a delegation at a meeting: a focal point, or the head."""

    meeting: Meeting
    delegation: Delegation
    actor: Actor
    language: str
    name: str
    votes: bool  # whether the delegation's category does


class NotOpen(Conflict):
    """The item is not open yet, or its deadline is over."""


class NotToSay(Invalid):
    """Something that cannot be said on such an item, or that lacks a text or a name."""


class SaidTooOften(Refused):
    """So many words that somebody should ask why."""


def say(item: Item, voice: Voice, kind: WordKind, text: str = "", nominee: str = "") -> Word:
    """Add a word. NotOpen after the deadline, NotToSay, SaidTooOften."""
    now = clock.now()
    if now > item.deadline_at:
        raise NotOpen(_("The deadline of this item is over. What was said before stands."))
    if not setting.is_open(item, now):
        raise NotOpen(_("This item is not open yet."))
    if kind not in may_say(item.kind, votes=voice.votes):
        raise NotToSay(_("Your delegation cannot say this on this item."))
    said, name = clean(text)[:LONGEST], " ".join(clean(nominee).split())[:200]
    _check(item, kind, said, name)
    _check_number(item, voice)
    made = Word(
        item_id=item.id,
        delegation_id=voice.delegation.id,
        kind=kind,
        text=said,
        nominee=name if kind in {WordKind.NOMINATE, WordKind.SECOND} else "",
        language=voice.language,
        at=now,
        actor_kind=voice.actor.kind,
        actor=voice.actor.name,
    )
    db.session.add(made)
    db.session.flush()
    subject = f"item {item.code}"
    recording.record(
        voice.actor, f"word.{kind}", subject, meeting=voice.meeting.slug, delegation=voice.delegation.code, word=made.id
    )
    return made


def _check(item: Item, kind: WordKind, text: str, nominee: str) -> None:
    if kind in NEEDS_TEXT and not text:
        raise NotToSay(_("Write your comment.") if kind is WordKind.COMMENT else _("Say why your delegation objects."))
    if kind is WordKind.NOMINATE and not nominee:
        raise NotToSay(_("Write the name of the person whom you nominate."))
    if kind is WordKind.SECOND and nominee not in queries.nominees(item):
        raise NotToSay(_("Choose one of the persons who are nominated."))


def _check_number(item: Item, voice: Voice) -> None:
    said = (
        select(func.count()).select_from(Word).where(Word.item_id == item.id, Word.delegation_id == voice.delegation.id)
    )
    if (db.session.scalar(said) or 0) >= MOST:
        raise SaidTooOften(_("Your delegation has spoken very often on this item. Write to the Secretariat."))

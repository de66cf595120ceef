"""Who said a word, by name: papers are handed on, and bear no addresses of delegates."""

from collections.abc import Callable

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.audit.models import ActorKind
from tracker.correspondence.models import Word
from tracker.db import db
from tracker.i18n import current_language
from tracker.people import honorifics
from tracker.people.names import printed
from tracker.registration.focal.models import FocalPoint
from tracker.registration.models import DelegateRole, Registration

SaidBy = Callable[[Word], str]


def said_by(meeting_id: int) -> SaidBy:
    """The printed name and the function of who said a word, in the reader's language (2 statements).

    Who cannot be found any more, for the address has changed since, is called by the function alone.
    """
    focal_points, heads = _focal_points(meeting_id), _heads(meeting_id)

    def found(word: Word) -> str:
        key = word.delegation_id, word.actor
        if word.actor_kind is ActorKind.FOCAL_POINT:
            name = focal_points.get(key)
            return _("%(name)s, focal point", name=name) if name else _("Focal point")
        if word.actor_kind is ActorKind.DELEGATE:
            name = heads.get(key)
            return _("%(name)s, head of delegation", name=name) if name else _("Head of delegation")
        return word.actor

    return found


def _focal_points(meeting_id: int) -> dict[tuple[int | None, str], str]:
    chosen = select(FocalPoint.delegation_id, FocalPoint.email, FocalPoint.name)
    return {(of, email): name for of, email, name in db.session.execute(chosen.filter_by(meeting_id=meeting_id))}


def _heads(meeting_id: int) -> dict[tuple[int | None, str], str]:
    """Everybody by delegation and what the journal calls them; heads last, so that theirs is the name that stays."""
    chosen = select(
        Registration.delegation_id,
        Registration.email,
        Registration.sort_key,
        Registration.title,
        Registration.given_name,
        Registration.family_name,
        Registration.role,
    ).filter_by(meeting_id=meeting_id)
    language = current_language()
    rows = sorted(db.session.execute(chosen), key=lambda row: row[-1] is DelegateRole.HEAD)
    return {
        (of, email or sort_key): printed(honorifics.in_language(title, language), given, family)
        for of, email, sort_key, title, given, family, _role in rows
    }

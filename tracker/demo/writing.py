"""The document-based phase of the demo: what delegations said on its three items, and what came of them."""

from datetime import timedelta

from sqlalchemy import select

from tracker.audit.models import COMMAND, Actor, ActorKind
from tracker.correspondence import queries, saying, setting
from tracker.correspondence.models import Item
from tracker.correspondence.saying import Voice
from tracker.correspondence.setting import Stated
from tracker.correspondence.words import Result, WordKind
from tracker.db import db
from tracker.demo.clock_at import clock_at
from tracker.i18n import Texts
from tracker.meetings.models import Meeting, PhaseKind
from tracker.people.models import Category, Delegation, DelegationKind
from tracker.registration.models import DelegateRole, Registration

SLUG = "cap-18"  # the one meeting of the demo that was held in writing, too
_CHAIR = "Adjoua KOUASSI"
_OUTCOMES = {
    "I": Stated(Result.ELECTED, Texts({"en": "Elected by acclamation.", "fr": "Élue par acclamation."}), _CHAIR),
    "II": Stated(Result.ADOPTED, Texts({"en": "Adopted without amendment.", "fr": "Adopté sans modification."})),
    "III": Stated(Result.APPROVED, Texts({"en": "Approved.", "fr": "Approuvé."})),
}


def hold(meeting: Meeting) -> int:
    """Hold the document-based phase of the meeting, if it is the one; how many words were said."""
    phase = next((one for one in meeting.phases if one.kind is PhaseKind.DOCUMENT), None)
    if meeting.slug != SLUG or phase is None:
        return 0
    items = list(queries.items(meeting.id))
    heads = _heads(meeting)
    words = 0
    for number, (head, delegation) in enumerate(heads):
        voice = _voice(meeting, head, delegation)
        with clock_at(phase.opens_at + timedelta(hours=7 + 19 * number % 320)):
            words += _speak(items, voice, number)
    with clock_at(phase.closes_at + timedelta(days=3)):
        for item in items:
            setting.state_outcome(item, meeting, _OUTCOMES[item.code], COMMAND)
    return words


def _heads(meeting: Meeting) -> list[tuple[Registration, Delegation]]:
    rows = db.session.execute(
        select(Registration, Delegation)
        .join(Delegation, Delegation.id == Registration.delegation_id)
        .where(
            Registration.meeting_id == meeting.id,
            Registration.role == DelegateRole.HEAD,
            Registration.category.in_([Category.MEM, Category.UNI, Category.REG]),
        )
        .order_by(Delegation.code)
    )
    return [(row[0], row[1]) for row in rows]


def _voice(meeting: Meeting, head: Registration, delegation: Delegation) -> Voice:
    actor = Actor(ActorKind.DELEGATE, head.email or head.sort_key)
    votes = delegation.kind is DelegationKind.MEMBER
    return Voice(meeting, delegation, actor, head.language, f"{head.given_name} {head.family_name}", votes)


def _speak(items: list[Item], voice: Voice, number: int) -> int:
    """What the delegation with this number says: most support, one comments, some say nothing on an item."""
    election, agenda, report = items
    said = []
    if voice.votes:
        first = number == 0
        said.append(saying.say(election, voice, WordKind.NOMINATE if first else WordKind.SECOND, nominee=_CHAIR))
        if number % 4 != 1:
            said.append(saying.say(agenda, voice, WordKind.SUPPORT))
        said.append(saying.say(report, voice, WordKind.ABSTAIN if number % 6 == 5 else WordKind.SUPPORT))  # noqa: PLR2004
    if number % 5 == 2 or not voice.votes:  # noqa: PLR2004
        text = "Paragraph 12 of the Report might mention the regional seminar as well."
        said.append(saying.say(report, voice, WordKind.COMMENT, text))
    return len(said)

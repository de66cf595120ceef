"""Which delegations are represented, at any instant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from tracker.attendance.models import QuorumSnapshot
from tracker.attendance.presence import Way
from tracker.attendance.queries.presences import Row, Walk, walks
from tracker.attendance.quorum import Being, Entitled, Quorum, Rule, met_since, present_at, quorum
from tracker.db import db
from tracker.meetings import queries as meetings
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.people.models import Delegation, DelegationKind

_NO_END = datetime.max.replace(tzinfo=UTC)


def rule_of(meeting: Meeting) -> Rule:
    """The meeting's rule (no statement)."""
    return Rule(meeting.quorum, meeting.quorum_percent, meeting.quorum_number, meeting.quorum_screen)


def entitled(meeting: Meeting) -> list[Entitled]:
    """The delegations that count: of the kinds whose category does, and unions where the meeting weighs them.

    In the order of their codes (2 statements).
    """
    rules = categories.of(meeting.id)
    kinds = {kind for kind in DelegationKind if rules[categories.category_of(kind)].counts_for_quorum}
    if meeting.union_weight:
        kinds.add(DelegationKind.UNION)
    rows = db.session.execute(
        select(Delegation.id, Delegation.kind).where(Delegation.kind.in_(kinds)).order_by(Delegation.code)
    )
    weights = {DelegationKind.UNION: max(1, meeting.union_weight)}
    return [Entitled(id_, weights.get(kind, 1)) for id_, kind in rows]


@dataclass(frozen=True, slots=True)
class Standing:
    """The quorum at an instant, and since when it has been met."""

    at: datetime
    quorum: Quorum
    since: datetime | None


def standing(meeting: Meeting, at: datetime) -> Standing:
    """The quorum at that instant, from all the evidence there is of it now (5 statements)."""
    rule, members = rule_of(meeting), entitled(meeting)
    of_interest = {one.id for one in members}
    beings = [being for being in beings_of(meeting) if being.delegation in of_interest]
    return Standing(at, quorum(rule, members, present_at(beings, at)), met_since(rule, members, beings, at))


def beings_of(meeting: Meeting) -> Iterator[Being]:
    """Every stay of everybody who represents a delegation, at whichever sitting (3 statements).

    Who is still inside is expected to stay until the session ends.
    """
    return beings(walks(meeting, until=_NO_END), meeting)


def beings(found: Iterable[Walk], meeting: Meeting) -> Iterator[Being]:
    """The same from walks that are read already (no statement where sessions and phases are loaded)."""
    at = meetings.sittings(meeting)
    for walk in found:
        if walk.delegation_id is not None:
            stays = (one for one in walk.stays if one.session_id in at)
            yield from (Being(walk.delegation_id, one.since, one.until, one.way) for one in stays)


def represented(rows: Iterable[Row]) -> dict[int, dict[int, Way]]:
    """How each delegation was there, by session, from the rows of a pass (no statement)."""
    found: dict[int, dict[int, Way]] = {}
    for row in rows:
        for session, one in row.by_session.items():
            if row.delegation_id is not None and one.status.attended and one.way:
                ways = found.setdefault(session, {})
                before = ways.get(row.delegation_id, one.way)
                ways[row.delegation_id] = one.way if before is one.way else Way.BOTH
    return found


def snapshots(meeting_id: int) -> Sequence[QuorumSnapshot]:
    """What was recorded, the last first (1 statement)."""
    chosen = select(QuorumSnapshot).where(QuorumSnapshot.meeting_id == meeting_id)
    return db.session.scalars(chosen.order_by(QuorumSnapshot.of.desc(), QuorumSnapshot.id.desc())).all()


def delegations(ids: Iterable[int]) -> dict[int, Delegation]:
    """Delegations by id (1 statement)."""
    return {one.id: one for one in db.session.scalars(select(Delegation).where(Delegation.id.in_(list(ids))))}


def names(codes: Iterable[str], language: str) -> dict[str, str]:
    """The names of delegations by their codes (1 statement)."""
    found = db.session.scalars(select(Delegation).where(Delegation.code.in_(list(codes))))
    return {one.code: one.name(language) for one in sorted(found, key=lambda one: one.sort_key(language))}

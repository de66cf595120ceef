"""A meeting of the database as a meeting file."""

from datetime import datetime

from tracker import clock
from tracker.meetings.files import CheckpointFile, MeetingFile, PhaseFile, RoomFile, SessionFile, in_order
from tracker.meetings.models import Checkpoint, CheckpointKind, Meeting, MeetingSession


def dump(meeting: Meeting) -> MeetingFile:
    """All that a file can say about the meeting; loading it again changes nothing."""
    zone = meeting.timezone
    return in_order(
        MeetingFile(
            slug=meeting.slug,
            body=meeting.body.code,
            body_name=meeting.body.name,
            number=meeting.number,
            title=meeting.title,
            place=meeting.place,
            address=meeting.address,
            timezone=zone,
            description=meeting.description,
            contact=meeting.contact,
            registration_opens=_wall(meeting.registration_opens, zone),
            registration_closes=_wall(meeting.registration_closes, zone),
            change_deadline=_wall(meeting.change_deadline, zone),
            doors_open_minutes=meeting.doors_open_minutes,
            approval=meeting.approval,
            offer_hours=meeting.offer_hours,
            remind_before_deadline=meeting.remind_before_deadline,
            remind_before_meeting=meeting.remind_before_meeting,
            walk_ins=meeting.walk_ins,
            attended_minutes=meeting.attended_minutes,
            certificate_percent=meeting.certificate_percent,
            accreditation=meeting.accreditation,
            quorum=meeting.quorum,
            quorum_percent=meeting.quorum_percent,
            quorum_number=meeting.quorum_number,
            quorum_screen=meeting.quorum_screen,
            union_weight=meeting.union_weight,
            access={kind: tuple(codes) for kind, codes in meeting.access.items()},
            phases=tuple(
                PhaseFile(kind=p.kind, title=p.title, opens=_at(p.opens_at, zone), closes=_at(p.closes_at, zone))
                for p in meeting.phases
            ),
            rooms=tuple(RoomFile(name=room.name, capacity=room.capacity) for room in meeting.rooms),
            sessions=tuple(_session(session, zone) for session in meeting.sessions),
            checkpoints=tuple(_checkpoint(one) for one in meeting.checkpoints),
        )
    )


def _session(session: MeetingSession, zone: str) -> SessionFile:
    return SessionFile(
        code=session.code,
        title=session.title,
        kind=session.kind,
        starts=_at(session.starts_at, zone),
        ends=_at(session.ends_at, zone),
        room=session.room.name if session.room else None,
        in_person=session.in_person,
        online=session.online,
        description=session.description,
        categories=None if session.categories is None else tuple(session.categories),
        door=session.door,
        breaks=tuple((since, until) for since, until in session.breaks),
        join_url=session.join_url,
        asks_proof=session.asks_proof,
    )


def _checkpoint(checkpoint: Checkpoint) -> CheckpointFile:
    counts_for = tuple(kind for kind in CheckpointKind if kind in checkpoint.counts_for)
    return CheckpointFile(kind=checkpoint.kind, counts_for=counts_for)


def _at(instant: datetime, zone: str) -> datetime:
    return clock.in_zone(instant, zone).replace(tzinfo=None, fold=0)


def _wall(instant: datetime | None, zone: str) -> datetime | None:
    return None if instant is None else _at(instant, zone)

"""Deciding which papers a meeting asks for."""

from sqlalchemy import select

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration.papers import needs
from tracker.registration.papers.models import Need, PaperKind, PaperRule


def rule(meeting: Meeting, wanted: needs.Rules, by: Actor) -> int:
    """Let the meeting ask for these papers and no others; how many rules are other than before."""
    changed = _changes(needs.rules(meeting.id), wanted)
    for (category, kind), need in changed.items():
        _write(meeting.id, category, kind, need)
    if changed:
        said = {f"{category.value}.{kind.value}": need.value for (category, kind), need in changed.items()}
        recording.record(by, "papers.ruled", f"meeting {meeting.slug}", meeting=meeting.slug, **said)
    return len(changed)


def _changes(before: needs.Rules, wanted: needs.Rules) -> needs.Rules:
    return {
        key: wanted.get(key, Need.OFF)
        for key in sorted({*before, *wanted})
        if wanted.get(key, Need.OFF) is not before.get(key, Need.OFF)
    }


def _write(meeting_id: int, category: Category, kind: PaperKind, need: Need) -> None:
    place = (PaperRule.meeting_id == meeting_id, PaperRule.category == category, PaperRule.kind == kind)
    row = db.session.scalar(select(PaperRule).where(*place))
    if row is None:
        db.session.add(PaperRule(meeting_id=meeting_id, category=category, kind=kind, need=need))
    elif need is Need.OFF:
        db.session.delete(row)
    else:
        row.need = need

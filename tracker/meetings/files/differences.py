"""What an edited meeting file changes, in the words of the file."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from tracker.meetings.files.parts import MeetingFile, PhaseFile, RoomFile, SessionFile

_PARTS = {"phases", "rooms", "sessions"}
Part = MeetingFile | PhaseFile | RoomFile | SessionFile


def differences(before: MeetingFile, after: MeetingFile) -> tuple[str, ...]:
    """One line for each thing that changes: "title", "session S3: starts, ends", "room Kyoto B removed"."""
    return tuple(
        [name for name in _changed(before, after) if name not in _PARTS]
        + list(_parts("phase", _numbered(before.phases), _numbered(after.phases)))
        + list(_parts("room", {r.name: r for r in before.rooms}, {r.name: r for r in after.rooms}))
        + list(_parts("session", {s.code: s for s in before.sessions}, {s.code: s for s in after.sessions}))
    )


def _numbered(phases: tuple[PhaseFile, ...]) -> dict[str, PhaseFile]:
    return {str(number): phase for number, phase in enumerate(phases, 1)}


def _parts(kind: str, before: Mapping[str, Part], after: Mapping[str, Part]) -> Iterator[str]:
    for name, part in after.items():
        if name not in before:
            yield f"{kind} {name} added"
        elif part != before[name]:
            yield f"{kind} {name}: {', '.join(_changed(before[name], part))}"
    yield from (f"{kind} {name} removed" for name in before if name not in after)


def _changed(before: Part, after: Part) -> list[str]:
    return [field.name for field in fields(before) if getattr(before, field.name) != getattr(after, field.name)]

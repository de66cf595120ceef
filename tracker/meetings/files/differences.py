"""What an edited meeting file changes, in the words of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from tracker.meetings.files.parts import MeetingFile, PhaseFile

if TYPE_CHECKING:
    from _typeshed import DataclassInstance  # known to type checkers only

_PARTS = {"phases", "rooms", "sessions", "checkpoints", "categories", "policy"}  # the last two belong to others


def differences(before: MeetingFile, after: MeetingFile) -> tuple[str, ...]:
    """One line for each thing that changes: "title", "session S3: starts, ends", "room Kyoto B removed"."""
    return tuple(
        [name for name in _changed(before, after) if name not in _PARTS]
        + list(parts("phase", _numbered(before.phases), _numbered(after.phases)))
        + list(parts("room", {r.name: r for r in before.rooms}, {r.name: r for r in after.rooms}))
        + list(parts("session", {s.code: s for s in before.sessions}, {s.code: s for s in after.sessions}))
        + list(parts("checkpoint", {c.kind: c for c in before.checkpoints}, {c.kind: c for c in after.checkpoints}))
    )


def _numbered(phases: tuple[PhaseFile, ...]) -> dict[str, PhaseFile]:
    return {str(number): phase for number, phase in enumerate(phases, 1)}


def parts(kind: str, before: Mapping[str, DataclassInstance], after: Mapping[str, DataclassInstance]) -> Iterator[str]:
    """The same for the parts of one kind, by name."""
    for name, part in after.items():
        if name not in before:
            yield f"{kind} {name} added"
        elif part != before[name]:
            yield f"{kind} {name}: {', '.join(_changed(before[name], part))}"
    yield from (f"{kind} {name} removed" for name in before if name not in after)


def _changed(before: DataclassInstance, after: DataclassInstance) -> list[str]:
    return [field.name for field in fields(before) if getattr(before, field.name) != getattr(after, field.name)]

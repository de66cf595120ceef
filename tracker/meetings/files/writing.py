"""A MeetingFile out as TOML that people like to edit."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import cast

from tracker.i18n import Texts
from tracker.meetings.files.parts import CategoryFile, CheckpointFile, MeetingFile, PhaseFile, RoomFile, SessionFile

# A table, and a list of tables, stand only in the policy, whose tables are written as they are.
Value = str | int | bool | datetime | Sequence["Value"] | Mapping[str, "Value"] | Texts | None


def write(file: MeetingFile) -> str:
    """The file whose reading gives the same meeting again; values that are missing or usual are left out."""
    parts = [
        _lines(_meeting(file)),
        _lines({f"access.{kind}": codes for kind, codes in file.access.items()}),
        *("\n[[phases]]\n" + _lines(_phase(phase)) for phase in file.phases),
        *("\n[[rooms]]\n" + _lines(_room(room)) for room in file.rooms),
        *("\n[[sessions]]\n" + _lines(_session(session)) for session in file.sessions),
        *("\n[[checkpoints]]\n" + _lines(_checkpoint(checkpoint)) for checkpoint in file.checkpoints),
        *("\n[[categories]]\n" + _lines(_category(category)) for category in file.categories or ()),
        *(f"\n[[{name}]]\n" + _lines(row) for name, rows in _policy(file).items() for row in rows),
        *(f"\n[{name}]\n" + _lines(table) for name, table in file.policy.items() if isinstance(table, Mapping)),
    ]
    return "".join(parts)


def _policy(file: MeetingFile) -> dict[str, list[dict[str, Value]]]:
    lists = {name: rows for name, rows in file.policy.items() if not isinstance(rows, Mapping)}
    return cast("dict[str, list[dict[str, Value]]]", lists)


def _meeting(file: MeetingFile) -> dict[str, Value]:
    return {
        "slug": file.slug,
        "body": file.body,
        "body_name": file.body_name,
        "number": file.number,
        "title": file.title,
        "place": file.place,
        "address": file.address or None,
        "timezone": file.timezone,
        "description": file.description,
        "contact": file.contact or None,
        "registration_opens": file.registration_opens,
        "registration_closes": file.registration_closes,
        "change_deadline": file.change_deadline,
        "doors_open_minutes": file.doors_open_minutes,
        "approval": file.approval.value,
        "offer_hours": file.offer_hours,
        "remind_before_deadline": file.remind_before_deadline,
        "remind_before_meeting": file.remind_before_meeting,
        "walk_ins": file.walk_ins.value,
        "attended_minutes": file.attended_minutes,
        "certificate_percent": file.certificate_percent,
        "accreditation": file.accreditation or None,
        "quorum": file.quorum.value,
        "quorum_percent": file.quorum_percent,
        "quorum_number": file.quorum_number,
        "quorum_screen": file.quorum_screen,
        "union_weight": file.union_weight,
        **_emptied(file),
    }


def _emptied(file: MeetingFile) -> dict[str, Value]:
    """Lists that are there without anything in them: they say that there is to be none."""
    names = ["categories"] if file.categories == () else []
    return dict.fromkeys(names + [name for name, rows in _policy(file).items() if not rows], ())


def _phase(phase: PhaseFile) -> dict[str, Value]:
    return {"kind": phase.kind.value, "title": phase.title, "opens": phase.opens, "closes": phase.closes}


def _room(room: RoomFile) -> dict[str, Value]:
    return {"name": room.name, "capacity": room.capacity}


def _session(session: SessionFile) -> dict[str, Value]:
    return {
        "code": session.code,
        "title": session.title,
        "kind": session.kind.value,
        "starts": session.starts,
        "ends": session.ends,
        "room": session.room,
        "in_person": session.in_person,
        "online": session.online,
        "description": session.description,
        "categories": session.categories,
        "door": session.door.value,
        "breaks": session.breaks or None,
        "join_url": session.join_url or None,
        "asks_proof": session.asks_proof or None,
    }


def _checkpoint(checkpoint: CheckpointFile) -> dict[str, Value]:
    return {"kind": checkpoint.kind.value, "counts_for": [kind.value for kind in checkpoint.counts_for]}


def _category(category: CategoryFile) -> dict[str, Value]:
    return {
        "code": category.code,
        "label": category.label,
        "votes": category.votes,
        "counts_for_quorum": category.counts_for_quorum,
        "listed": category.listed,
        "colour": category.colour,
        "pattern": category.pattern,
        "registration_closes": category.registration_closes,
    }


def _lines(table: Mapping[str, Value]) -> str:
    return "".join(f"{line}\n" for key, value in table.items() for line in _line(key, value))


def _line(key: str, value: Value) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, Texts | Mapping):
        # One line for each language: dotted keys need no inner table, so they may stand anywhere.
        by_language = value.by_language if isinstance(value, Texts) else value
        yield from (f"{key}.{language} = {_written(text)}" for language, text in by_language.items())
    else:
        yield f"{key} = {_written(value)}"


def _written(value: Value) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{{ {} }}".format(", ".join(f"{key} = {_written(text)}" for key, text in value.items()))
    if isinstance(value, Sequence):
        return f"[{', '.join(_written(one) for one in value)}]"
    return str(value).lower()


def _text(text: str) -> str:
    """A TOML string; one of several lines is written on several lines."""
    lines = [_escaped(line) for line in text.split("\n")]
    return f'"{lines[0]}"' if len(lines) == 1 else '"""\n{}"""'.format("\n".join(lines))


def _escaped(line: str) -> str:
    """JSON escapes what TOML wants escaped, except DEL."""
    return json.dumps(line, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")

"""A MeetingFile out as TOML that people like to edit."""

import json
from collections.abc import Iterator
from datetime import datetime

from tracker.i18n import Texts
from tracker.meetings.files.parts import MeetingFile, PhaseFile, RoomFile, SessionFile

Value = str | int | bool | datetime | tuple[str, ...] | Texts | None


def write(file: MeetingFile) -> str:
    """The file whose reading gives the same meeting again; values that are missing or usual are left out."""
    parts = [
        _lines(_meeting(file)),
        _lines({f"access.{kind}": codes for kind, codes in file.access.items()}),
        *("\n[[phases]]\n" + _lines(_phase(phase)) for phase in file.phases),
        *("\n[[rooms]]\n" + _lines(_room(room)) for room in file.rooms),
        *("\n[[sessions]]\n" + _lines(_session(session)) for session in file.sessions),
    ]
    return "".join(parts)


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
    }


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
    }


def _lines(table: dict[str, Value]) -> str:
    return "".join(f"{line}\n" for key, value in table.items() for line in _line(key, value))


def _line(key: str, value: Value) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, Texts):
        # One line for each language: dotted keys need no inner table, so they may stand anywhere.
        yield from (f"{key}.{language} = {_text(text)}" for language, text in value.by_language.items())
    else:
        yield f"{key} = {_scalar(value)}"


def _scalar(value: str | int | bool | datetime | tuple[str, ...]) -> str:  # noqa: FBT001 (a value of TOML)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_text(code) for code in value)}]"
    return _text(value) if isinstance(value, str) else str(value).lower()


def _text(text: str) -> str:
    """A TOML string; one of several lines is written on several lines."""
    lines = [_escaped(line) for line in text.split("\n")]
    return f'"{lines[0]}"' if len(lines) == 1 else '"""\n{}"""'.format("\n".join(lines))


def _escaped(line: str) -> str:
    """JSON escapes what TOML wants escaped, except DEL."""
    return json.dumps(line, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")

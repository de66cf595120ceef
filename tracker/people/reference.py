"""Taking the reference lists into the database: who can send people to a meeting."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from tracker.audit.models import Actor
from tracker.audit.recording import record
from tracker.db import db
from tracker.errors import Invalid
from tracker.people.models import Delegation, DelegationKind

FOLDER = Path(__file__).parent / "reference"
_KINDS = {  # which kinds each file may hold; regional.csv has no column of its own for it
    "members.csv": (DelegationKind.MEMBER, DelegationKind.UNION),
    "regional.csv": (DelegationKind.REGIONAL,),
    "organizations.csv": (DelegationKind.OBSERVER, DelegationKind.ASSOCIATION),
}
_LONGEST = {"code": 40, "name_en": 200, "name_fr": 200, "region": 8}
_REQUIRED = ("code", "name_en", "name_fr")


class ReferenceWrong(Invalid):
    """Reference lists that cannot be taken; `problems` holds every reason with its file and line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Entry:
    """One delegation of a list."""

    code: str
    kind: DelegationKind
    name_en: str
    name_fr: str
    region: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What loading did to how many delegations, and the day on which the lists were checked last."""

    added: int
    changed: int
    unchanged: int
    as_of: date


def load(by: Actor, folder: Path = FOLDER) -> Counts:
    """Add and correct delegations by their code; none is removed, since registrations may name it. ReferenceWrong."""
    entries, as_of = read(folder), read_as_of(folder)
    there = {delegation.code: delegation for delegation in db.session.scalars(select(Delegation))}
    added = [entry for entry in entries if entry.code not in there]
    changed = [entry for entry in entries if entry.code in there and _entry(there[entry.code]) != entry]
    for entry in added:
        db.session.add(_write(Delegation(code=entry.code), entry))
    for entry in changed:
        _write(there[entry.code], entry)
    if added or changed:
        record(
            by, "reference.loaded", "reference lists", added=len(added), changed=len(changed), as_of=as_of.isoformat()
        )
    return Counts(len(added), len(changed), len(entries) - len(added) - len(changed), as_of)


def _entry(row: Delegation) -> Entry:
    return Entry(row.code, row.kind, row.name_en, row.name_fr, row.region)


def _write(row: Delegation, entry: Entry) -> Delegation:
    row.kind, row.name_en, row.name_fr, row.region = entry.kind, entry.name_en, entry.name_fr, entry.region
    return row


def read(folder: Path = FOLDER) -> tuple[Entry, ...]:
    """The entries of all lists; ReferenceWrong names every wrong line at once."""
    problems: list[str] = []
    entries: dict[str, Entry] = {}
    for name in _KINDS:
        for place, entry in _rows(folder / name, problems):
            if entry.code in entries:
                problems.append(f"{place}: the code {entry.code!r} is there already, for {entries[entry.code].name_en}")
            entries.setdefault(entry.code, entry)
    if problems:
        raise ReferenceWrong(tuple(problems))
    return tuple(entries.values())


def read_as_of(folder: Path = FOLDER) -> date:
    """The day on which the lists were checked last."""
    path = folder / "as_of.toml"
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("as_of")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReferenceWrong((f"{path.name}: {error}",)) from error
    if type(found) is not date:
        raise ReferenceWrong((f"{path.name}: as_of must be a day such as 2025-12-31",))
    return found


def _rows(path: Path, problems: list[str]) -> Iterator[tuple[str, Entry]]:
    """The entries of one file, each with its place; lines that are wrong go into `problems`."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # spreadsheets put a mark in front
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path.name}: {error}")
        return
    reader = csv.DictReader(text.splitlines())
    missing = [column for column in _REQUIRED if column not in (reader.fieldnames or ())]
    if missing:
        problems.append(f"{path.name}: the column {missing[0]} is missing")
        return
    for row in reader:
        place = f"{path.name}, line {reader.line_num}"
        values = {column: (row.get(column) or "").strip() for column in (*_LONGEST, "kind")}
        wrong = [f"{place}: {sentence}" for sentence in _wrong(values, _KINDS[path.name])]
        problems += wrong
        if not wrong:
            yield place, _made(values, _KINDS[path.name])


def _wrong(values: dict[str, str], kinds: tuple[DelegationKind, ...]) -> Iterator[str]:
    for column in _REQUIRED:
        if not values[column]:
            yield f"{column} is empty"
    for column, longest in _LONGEST.items():
        if len(values[column]) > longest:
            yield f"{column} has {len(values[column])} characters; at most {longest} fit"
    if len(kinds) > 1 and values["kind"] not in kinds:
        yield f"kind is {values['kind']!r}; it is {' or '.join(kinds)}"


def _made(values: dict[str, str], kinds: tuple[DelegationKind, ...]) -> Entry:
    kind = kinds[0] if len(kinds) == 1 else DelegationKind(values["kind"])
    return Entry(values["code"], kind, values["name_en"], values["name_fr"], values["region"])

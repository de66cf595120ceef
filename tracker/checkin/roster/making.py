"""Making the list of a meeting, once for each version of it, and keeping it for all processes.

A version is a hash of what the list says. To find out cheaply that nothing has changed, the kept file also bears the
stamp of the database when it was made; after RECHECKED the content is compared anyway, so that a stamp that misses a
change is wrong for minutes at most.
"""

import fcntl
import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask_babel import force_locale

from tracker import config
from tracker.badges import issuing
from tracker.checkin import queries as doors
from tracker.checkin.roster import packing, queries
from tracker.checkin.roster.packing import Entry
from tracker.checkin.roster.queries import Holder
from tracker.i18n import LANGUAGES
from tracker.meetings.models import CheckpointKind, DoorKind, Meeting, MeetingSession
from tracker.people import categories
from tracker.people.names import printed
from tracker.registration.models import ADMITTED, Mode
from tracker.registration.wording import office_word
from tracker.templating import iso

FORMAT = 1
RECHECKED = timedelta(minutes=5)
_LETTERS = {Mode.IN_PERSON: "p", Mode.ONLINE: "o", None: "-"}
_KEPT = 2  # files: the one before may be on its way to a desk
_SPEED = 6  # of gzip; what is sealed hardly shrinks


@dataclass(frozen=True, slots=True)
class Roster:
    """A list in the instance folder, as JSON, compressed: `<stamp>.<version>.gz`."""

    path: Path

    @property
    def version(self) -> str:
        return self.path.name.split(".")[1]

    def compressed(self) -> bytes:
        """What is sent."""
        return self.path.read_bytes()

    def is_good(self, now: datetime) -> bool:
        """Whether nothing can have changed since its content was last compared with the database."""
        age = timedelta(seconds=now.timestamp() - self.path.stat().st_mtime)
        return timedelta(0) <= age < RECHECKED


def current(meeting: Meeting, now: datetime) -> Roster:
    """The meeting's list; made if need be (3 statements if not, 8 if so)."""
    stamp = _stamp(meeting)
    kept = _find(meeting, stamp)
    if kept and kept.is_good(now):
        return kept
    with _alone(meeting):
        kept = _find(meeting, stamp)  # another process may have made it meanwhile
        if kept and kept.is_good(now):
            return kept
        return _keep(meeting, stamp, _made(meeting), now)


def _stamp(meeting: Meeting) -> str:
    """What is about to be shown, in short; the programme is read with the meeting."""
    facts = (FORMAT, config.settings().badge_secret, queries.stamp(meeting.id), _header(meeting))
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _folder(meeting: Meeting) -> Path:
    return config.settings().instance / "rosters" / str(meeting.id)


def _find(meeting: Meeting, stamp: str) -> Roster | None:
    return next((Roster(path) for path in _folder(meeting).glob(f"{stamp}.*.gz")), None)


@contextmanager
def _alone(meeting: Meeting) -> Iterator[None]:
    folder = _folder(meeting)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep(meeting: Meeting, stamp: str, content: dict[str, Any], now: datetime) -> Roster:
    """Write the list down. One that says the same as before stays as it was, bytes and version."""
    name = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
    made = _folder(meeting) / f"{stamp}.{name}.gz"
    same = next(_folder(meeting).glob(f"*.{name}.gz"), None)
    if same:
        same.rename(made)
    else:
        document = {"version": FORMAT, "made_at": iso(now), **content}
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        draft = made.with_suffix(".new")
        draft.write_bytes(gzip.compress(text.encode(), _SPEED, mtime=0))
        draft.rename(made)
    os.utime(made, (now.timestamp(), now.timestamp()))
    kept = sorted(_folder(meeting).glob("*.*.gz"), key=lambda path: path.stat().st_ctime)
    for old in kept[:-_KEPT]:
        old.unlink(missing_ok=True)
    return Roster(made)


def _made(meeting: Meeting) -> dict[str, Any]:
    """The list, without the time at which it was made (5 statements)."""
    delegations = queries.delegations(meeting.id)
    places = {delegation: place for place, delegation in enumerate(delegations)}
    offices: dict[str, int] = {}
    words: list[dict[str, str]] = []
    modes, exceptions = queries.modes(meeting.id), queries.exceptions(meeting.id)
    sessions = [session.id for session in meeting.sessions]
    entries = {}
    for holder in queries.holders(meeting.id):
        entry = Entry(
            uid=holder.uid,
            name=printed(holder.title, holder.given_name, holder.family_name),
            represents=places[holder.delegation_id] if holder.delegation_id else holder.organization,
            category=holder.category.value,
            modes="".join(_LETTERS[modes[holder.registration_id].get(session)] for session in sessions),
            native_name=holder.native_name,
            office=_office(holder, offices, words),
            exceptions=_exceptions(exceptions.get(holder.registration_id), sessions),
            state="" if holder.state in ADMITTED else holder.state.value,
            revoked=int(holder.revoked),
        )
        place, sealed = packing.seal(issuing.code_for(holder.badge_id), entry.plain())
        entries[place] = sealed
    names = [{"en": english, "fr": french} for english, french in delegations.values()]
    return {
        **_header(meeting),
        "categories": _categories(meeting),
        "fields": packing.FIELDS,
        "delegations": names,
        "offices": words,
        "entries": entries,
    }


def _office(holder: Holder, offices: dict[str, int], words: list[dict[str, str]]) -> int | str:
    """The place of the holder's office in the list of offices, which grows by it; an empty text for none."""
    if holder.function is None:
        return ""
    said = {}
    for language in LANGUAGES:
        with force_locale(language):
            said[language] = str(office_word(holder.function, holder.function_title))
    key = json.dumps(said)
    if key not in offices:
        offices[key] = len(words)
        words.append(said)
    return offices[key]


def _exceptions(of_person: Mapping[int, bool] | None, sessions: list[int]) -> str:
    signs = {True: "+", False: "-", None: "."}
    return "".join(signs[of_person.get(session)] for session in sessions) if of_person else ""


def _header(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": {"slug": meeting.slug, "title": dict(meeting.title.by_language), "zone": meeting.timezone},
        "sessions": [_session(meeting, session) for session in meeting.sessions],
        "checkpoints": [one.kind.value for one in meeting.checkpoints if one.kind is not CheckpointKind.SESSION],
    }


def _session(meeting: Meeting, session: MeetingSession) -> dict[str, Any]:
    door = doors.door(meeting, session)
    return {
        "code": session.code,
        "id": session.id,
        "title": dict(session.title.by_language),
        "kind": session.kind.value,
        "opens_at": iso(door.opens_at),
        "starts_at": iso(session.starts_at),
        "ends_at": iso(session.ends_at),
        "categories": sorted(door.categories),
        "room": session.room.name if session.room else "",
        "capacity": session.room.capacity if session.room else None,
        "two_way": session.door is DoorKind.IN_OUT,
    }


def _categories(meeting: Meeting) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code, rules in categories.of(meeting.id).items():
        labels = {}
        for language in LANGUAGES:
            with force_locale(language):
                labels[language] = str(rules.label)
        found[code.value] = {"label": labels, "colour": rules.colour.value, "pattern": rules.pattern.value}
    return found

"""Who is registered for a meeting, as a list is compared with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import select

from tracker.db import db
from tracker.people.models import Delegation
from tracker.people.names import fold
from tracker.registration.details import Details
from tracker.registration.models import Choice, Mode, Registration, State

_OWN = tuple(field.name for field in fields(Details) if field.name not in {"choices", "answers"})


@dataclass(frozen=True, slots=True)
class Known:
    """A registration that counts."""

    id: int
    state: State
    details: Details


class Roll:
    """The registrations of a meeting, found by e-mail address or by names and sender."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.by_id = {one.id: one for one in known}
        self._by_email = {one.details.email: one for one in self.by_id.values() if one.details.email}
        self._by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for one in self.by_id.values():
            self._by_name[fold(one.details.family_name), fold(one.details.given_name)].append(one)

    def of_email(self, email: str) -> Known | None:
        """Whose address it is."""
        return self._by_email.get(email)

    def of_name(self, family_name: str, given_name: str) -> list[Known]:
        """Those of that name, whoever sends them."""
        return self._by_name.get((fold(family_name), fold(given_name)), [])


def of_meeting(meeting_id: int) -> Roll:
    """Everybody who counts, in two statements."""
    chosen = (Registration.meeting_id == meeting_id, Registration.state != State.DRAFT)
    modes: dict[int, dict[int, Mode]] = defaultdict(dict)
    choices = select(Choice.registration_id, Choice.session_id, Choice.mode).join(Registration).where(*chosen)
    for person, session, mode in db.session.execute(choices):
        modes[person][session] = mode
    columns = [getattr(Registration, name) for name in ("id", "state", *_OWN)]
    rows = db.session.execute(select(*columns).where(*chosen).order_by(Registration.id)).mappings()
    return Roll(_known(row, modes.get(row["id"], {})) for row in rows)


def _known(row: Mapping[Any, Any], choices: Mapping[int, Mode]) -> Known:
    return Known(row["id"], row["state"], Details(**{name: row[name] for name in _OWN}, choices=choices))


def delegations() -> Mapping[int, Delegation]:
    """The reference list by number, in one statement."""
    return {one.id: one for one in db.session.scalars(select(Delegation))}

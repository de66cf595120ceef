"""The list of registrations as a plain CSV file: what `import` reads without being told anything."""

import csv
from io import StringIO

from tracker.meetings.models import Meeting
from tracker.registration.details import Details, mode_of
from tracker.registration.importing import columns, setting
from tracker.registration.importing.columns import FIELDS, Field, Kind
from tracker.registration.importing.setting import Setting
from tracker.registration.models import NOT_IN_DELEGATION

_FIRST = ("family_name", "given_name", "native_name", "category", "delegation", "role", "email", "mode")
HEADER = tuple(map(Field, _FIRST)) + tuple(field for field in FIELDS[Kind.PEOPLE] if field.value not in _FIRST)


def write(meeting: Meeting) -> str:
    """Everybody who is expected or waits, by name; not those who were declined or have withdrawn."""
    place = setting.of(meeting)
    shown = [one.details for one in place.roll.by_id.values() if one.state not in NOT_IN_DELEGATION]
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for details in sorted(shown, key=lambda one: (one.family_name.casefold(), one.given_name.casefold())):
        said = _cells(details, place)
        writer.writerow([columns.guarded(said[field]) for field in HEADER])
    return file.getvalue()


def _cells(details: Details, place: Setting) -> dict[Field, str]:
    said = {field: str(getattr(details, field.value, None) or "") for field in HEADER}
    modes = set(details.choices.values())
    codes = [(s.code, details.choices[s.id]) for s in place.sessions if s.id in details.choices]
    names = [code if len(modes) == 1 else f"{code}:{mode.value}" for code, mode in codes]
    return said | {
        Field.DELEGATION: _code(details, place),
        Field.MODE: mode_of(modes).value,
        Field.SESSIONS: " ".join(names) or "-",
    }


def _code(details: Details, place: Setting) -> str:
    """The code of the reference list; an organization that is in no list is said in its own column."""
    if details.delegation_id is None or place.is_adopted(details.delegation_id):
        return ""
    return place.delegations[details.delegation_id].code

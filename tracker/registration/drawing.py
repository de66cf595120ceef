"""Drawing the blank form of a meeting: once for each language of readers, until a setting changes.

What changes with every registration, the words beside each way to attend a session, is put in afterwards.
"""

from collections.abc import Hashable

from flask import render_template
from markupsafe import Markup, escape

from tracker.i18n import current_language, reader_language
from tracker.keeping import Kept
from tracker.registration import forms
from tracker.registration.known import Known
from tracker.registration.seats.showing import Note, Notes

_FORMS = 64  # times some 60 kB; meetings that are open at once, times languages
_kept: Kept[str] = Kept(_FORMS)


def blank(about: Known, seats: Notes | None) -> Markup:
    """The fields of the form as somebody finds them who is not registered yet."""
    key: Hashable = (about.meeting.id, current_language(), reader_language(), _closed(seats))
    drawn = _kept.get(key, lambda: _drawn(about, seats))
    for session_id, notes in (seats or {}).items():
        for mode, note in notes.items():
            drawn = drawn.replace(_mark(session_id, mode), escape(note.text), 1)
    return Markup(drawn)  # noqa: S704 (drawn by a template, and escaped above)


def _drawn(about: Known, seats: Notes | None) -> str:
    marked = seats and {
        session_id: {mode: Note(_mark(session_id, mode), note.is_closed) for mode, note in notes.items()}
        for session_id, notes in seats.items()
    }
    form = forms.of_known(about)
    return render_template("registration/delegate/fields.html", form=form, meeting=about.meeting, seats=marked)


def _closed(seats: Notes | None) -> Hashable:
    """What the words leave of the seats: which ways to attend have any, and which of these can be chosen."""
    return seats and frozenset(
        (session_id, mode, note.is_closed) for session_id, notes in seats.items() for mode, note in notes.items()
    )


def _mark(session_id: int, mode: str) -> str:
    return f"[[seats {session_id} {mode}]]"

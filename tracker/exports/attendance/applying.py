"""From an uploaded matrix to corrections: looked at first, then all in one transaction or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select

from tracker import clock
from tracker.accounts.signing_in import SignedIn
from tracker.attendance import correcting
from tracker.attendance.correcting import Statement
from tracker.attendance.presence import Said, Word
from tracker.attendance.queries.presences import presences
from tracker.attendance.tallies import Outcome
from tracker.attendance.wording import outcome_symbol, said_word
from tracker.config import settings
from tracker.db import db
from tracker.errors import Conflict
from tracker.exports.attendance import changes as comparing
from tracker.exports.attendance.changes import Change, Standing
from tracker.exports.attendance.matrix import Matrix, fingerprint
from tracker.exports.attendance.reading import Marked, MatrixUnreadable, read
from tracker.exports.paper import paper_of
from tracker.i18n import STAFF_LANGUAGES
from tracker.meetings.models import Meeting
from tracker.people.names import printed
from tracker.registration.models import Registration

MOST = 2_000  # differences in one file
_LIFE = 3600  # seconds in which what was looked at can be applied


class Stale(Conflict):
    """What was looked at is no longer so."""


def symbols() -> dict[str, Outcome]:
    """What every symbol means, of all languages of the workbook, in upper case."""
    found: dict[str, Outcome] = {}
    for language in STAFF_LANGUAGES:
        with force_locale(language):
            found |= {outcome_symbol(one).upper(): one for one in Outcome}
    return found


def differences(meeting: Meeting, data: bytes) -> list[Change]:
    """What the file says otherwise than what counts now. ListUnreadable, MatrixUnreadable."""
    matrix = Matrix.of(paper_of(meeting))
    rows = read(data, matrix.codes, symbols())
    standing = _standing(meeting, matrix)
    if rows and not any(row.registration_id in standing for row in rows):
        raise MatrixUnreadable(_("Nobody of this workbook is in this meeting: it is the workbook of another one."))
    found = comparing.compare(rows, standing, dict(zip(matrix.codes, matrix.net, strict=True)))
    if len(found) > MOST:
        raise MatrixUnreadable(_("The file has more than %(most)s differences.", most=MOST))
    return found


def _standing(meeting: Meeting, matrix: Matrix) -> dict[int, Standing]:
    found = {}
    for row in presences(meeting, until=clock.now()):
        person = row.participant
        outcomes, minutes = matrix.said(row)
        found[person.id] = Standing(
            printed(person.title, person.given_name, person.family_name),
            fingerprint(outcomes, minutes),
            dict(zip(matrix.codes, zip(outcomes, minutes, strict=True), strict=True)),
        )
    return found


def said_words() -> Mapping[Said, str]:
    """What organizers can say, in the reader's language."""
    return {one: said_word(one) for one in Said}


# --- From one page to the next -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    registration_id: int
    code: str
    word: Word
    seen: str  # the fingerprint of the person's row when it was looked at


def sign(meeting: Meeting, changes: list[Change], user_id: int) -> str:
    """The differences as the page carries them until somebody decides; nobody else's, and not for long."""
    lines = [
        [one.registration_id, one.session, one.word.said.value, one.word.minutes, one.seen]
        for one in changes
        if one.word
    ]
    return str(_serializer().dumps({"meeting": meeting.id, "user": user_id, "lines": lines}))


def _lines(meeting: Meeting, signed: str, user_id: int) -> list[_Line]:
    try:
        said: dict[str, Any] = _serializer().loads(signed, max_age=_LIFE)
    except BadData as error:
        raise Stale(_("What you looked at is too old. Upload the file again.")) from error
    if (said["meeting"], said["user"]) != (meeting.id, user_id):
        raise Stale(_("What you looked at is too old. Upload the file again."))
    return [_Line(id_, code, Word(Said(word), minutes), seen) for id_, code, word, minutes, seen in said["lines"]]


def signed_changes(meeting: Meeting, signed: str, user_id: int) -> list[Change]:
    """The same differences once more, to be shown again. Stale."""
    standing = _standing(meeting, Matrix.of(paper_of(meeting)))
    return [
        Change(
            0,
            line.registration_id,
            standing[line.registration_id].name,
            line.code,
            standing[line.registration_id].by_session[line.code],
            Marked("", None, line.word.minutes),
            line.word,
            None,
            line.seen,
        )
        for line in _lines(meeting, signed, user_id)
        if line.registration_id in standing
    ]


def apply(meeting: Meeting, signed: str, reason: str, by: SignedIn) -> int:
    """Make all the corrections with one reason; how many. Stale where anything has changed since, NoReason."""
    lines = _lines(meeting, signed, by.id)
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
    standing = _standing(meeting, Matrix.of(paper_of(meeting)))
    if any(line.registration_id not in standing or standing[line.registration_id].seen != line.seen for line in lines):
        raise Stale(_("The attendance of some of these people has changed meanwhile. Upload the file again."))
    ids = {line.registration_id for line in lines}
    chosen = select(Registration).where(Registration.meeting_id == meeting.id, Registration.id.in_(ids))
    people = {one.id: one for one in db.session.scalars(chosen)}
    sessions: Mapping[str, int] = {one.code: one.id for one in meeting.sessions}
    for line in lines:
        statement = Statement(sessions[line.code], line.word, reason)
        correcting.correct(meeting, people[line.registration_id], statement, by.actor)
    return len(lines)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().session_secret, salt="exports.matrix")

"""What every sheet of an attendance workbook needs: the meeting, its wall clock, the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from tracker import clock
from tracker.attendance.presence import Status
from tracker.attendance.tallies import Outcome
from tracker.attendance.wording import outcome_symbol, outcome_word, status_word
from tracker.checkin.models import Method
from tracker.checkin.verdicts import Direction, Verdict
from tracker.checkin.wording import direction_word, method_word, verdict_word
from tracker.exports.xlsx import Colour, Layout
from tracker.i18n import current_language
from tracker.meetings.models import Meeting
from tracker.people import categories
from tracker.people.models import Category
from tracker.registration.models import DelegateRole, Mode
from tracker.registration.wording import mode_word, role_word


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a workbook, looked up once: a catalogue is too slow to be asked for every cell."""

    outcomes: Mapping[Outcome, str]
    symbols: Mapping[Outcome, str]
    statuses: Mapping[Status, str]
    modes: Mapping[Mode, str]
    roles: Mapping[DelegateRole, str]
    categories: Mapping[Category, str]
    directions: Mapping[Direction, str]
    methods: Mapping[Method, str]
    verdicts: Mapping[Verdict, str]
    yes: str

    @classmethod
    def of_the_reader(cls, meeting: Meeting) -> Self:
        return cls(
            outcomes={one: outcome_word(one) for one in Outcome},
            symbols={one: outcome_symbol(one) for one in Outcome},
            statuses={one: status_word(one) for one in Status},
            modes={mode: mode_word(mode) for mode in Mode},
            roles={role: role_word(role) for role in DelegateRole},
            categories=categories.labels(categories.of(meeting.id)),
            directions={direction: direction_word(direction) for direction in Direction},
            methods={method: method_word(method) for method in Method},
            verdicts={verdict: verdict_word(verdict) for verdict in Verdict},
            yes=_("yes"),
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """One workbook about one meeting, made at one moment for one reader."""

    meeting: Meeting
    zone: ZoneInfo
    made_at: datetime
    language: str
    words: Words

    def wall(self, instant: datetime | None) -> datetime | None:
        """The wall time in the meeting's zone, as spreadsheets have it: without a zone, to the second."""
        return instant and clock.in_zone(instant, self.meeting.timezone).replace(tzinfo=None, microsecond=0)

    def titles(self, sheet: str) -> tuple[str, ...]:
        made = f"{self.wall(self.made_at):%Y-%m-%d %H:%M}"
        note = _("Times in %(zone)s. Made on %(made)s.", zone=self.meeting.timezone, made=made)
        return (self.meeting.title.best(self.language)[0], sheet, note)

    def layout(
        self,
        sheet: str,
        *,
        frozen_columns: int = 1,
        landscape: bool = True,
        words: Mapping[Outcome, str] | None = None,
    ) -> Layout:
        """`words` are those that are coloured in columns of marks: of the outcomes, if nothing else is said."""
        colours = _colours(words or self.words.outcomes)
        return Layout(self.titles(sheet), frozen_columns, landscape=landscape, colours=colours)


def paper_of(meeting: Meeting) -> Paper:
    """A workbook of that meeting, made now, in the language of the reader."""
    zone = clock.zone(meeting.timezone)
    return Paper(meeting, zone, clock.now(), current_language(), Words.of_the_reader(meeting))


_COLOURS = {
    Outcome.ROOM: ("D5E8D4", "1B4D1B"),
    Outcome.ONLINE: ("DAE8FC", "153E75"),
    Outcome.BOTH: ("CDEBE6", "0B4A43"),
    Outcome.BRIEF: ("FFF2CC", "5C4700"),
    Outcome.NO_EVIDENCE: ("E7E6E6", "404040"),
    Outcome.EXCUSED: ("EADCF4", "4A2463"),
    Outcome.ABSENT: ("F8CECC", "7A1712"),
}


def _colours(words: Mapping[Outcome, str]) -> tuple[Colour, ...]:
    return tuple(Colour(words[one], *_COLOURS[one]) for one in Outcome)

"""What the pages about delegations show: to the organizer all of them, to a focal point the own one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.i18n import current_language
from tracker.meetings.models import Meeting
from tracker.people.models import Delegation
from tracker.registration import reviewing
from tracker.registration.focal import heads, lacking, nominating, queries
from tracker.registration.focal.models import Approval, Approver, FocalPoint
from tracker.registration.focal.queries import Count
from tracker.registration.models import ADMITTED, SEATED, Mode, Registration, State
from tracker.registration.papers.needs import Purpose
from tracker.registration.papers.wording import named
from tracker.registration.states import Step, steps_from


@dataclass(frozen=True, slots=True)
class Figures:
    """How many people of a delegation there are. Who comes partly in person counts with both doors."""

    coming: int  # approved
    waiting: int  # for an approval
    returned: int
    waitlisted: int
    in_person: int
    online: int


@dataclass(frozen=True, slots=True)
class Line:
    """One delegation in the organizer's list."""

    delegation: Delegation
    figures: Figures
    head: Registration | None
    focal_points: Sequence[FocalPoint]


@dataclass(frozen=True, slots=True)
class Row:
    """One person in a focal point's list, and whose approval is missing."""

    person: Registration
    missing: frozenset[Approver]

    @property
    def waits_for_delegation(self) -> bool:
        return Approver.FOCAL_POINT in self.missing


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """A focal point's page."""

    rows: Sequence[Row]
    figures: Figures
    focal_points: Sequence[FocalPoint]
    may_nominate: bool

    @property
    def waiting(self) -> Sequence[Row]:
        """Those on whom the delegation has to decide."""
        return [row for row in self.rows if row.waits_for_delegation]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person, as a focal point sees them."""

    steps: frozenset[Step]
    missing: frozenset[Approver]
    approvals: Sequence[Approval]
    head: Registration | None  # somebody else, who leads the delegation
    has_place: bool
    papers_missing: Sequence[str]  # what they are called; nobody approves without

    @property
    def may_approve(self) -> bool:
        return self.waits_for_delegation and not self.papers_missing

    @property
    def waits_for_delegation(self) -> bool:
        return Step.APPROVE in self.steps and Approver.FOCAL_POINT in self.missing


def lines(meeting: Meeting) -> list[Line]:
    """All delegations that take part, in the order of the reader's language (4 statements)."""
    counts, led, speaking = queries.counts(meeting.id), queries.heads(meeting.id), queries.of_meeting(meeting.id)
    language = current_language()
    there = sorted(queries.taking_part(meeting.id), key=lambda one: one.sort_key(language))
    return [
        Line(
            one,
            _figures(count for count in counts if count.delegation_id == one.id),
            led.get(one.id),
            [speaker for speaker in speaking if speaker.delegation_id == one.id],
        )
        for one in there
    ]


def delegation(of: FocalPoint) -> DelegationPage:
    """The page of the focal point's delegation (3 statements)."""
    people, speakers = queries.people(of), queries.active(of.meeting_id, of.delegation_id)
    waiting = [one for one in people if one.state is State.SUBMITTED]
    given = queries.approvers([one.id for one in waiting])
    addresses = [one.email for one in speakers]
    missing = {one.id: lacking.missing_of(one, given[one.id], addresses) for one in waiting}
    return DelegationPage(
        rows=[Row(one, missing.get(one.id, frozenset())) for one in people],
        figures=_figures(Count(of.delegation_id, one.state, one.mode, 1) for one in people),
        focal_points=speakers,
        may_nominate=nominating.may_nominate(of),
    )


def person(registration: Registration) -> PersonPage:
    """The page of one of them (3 statements, and 5 at most for one who waits)."""
    steps = steps_from(registration.state)
    head = heads.head_of(registration.meeting_id, registration.delegation_id)
    return PersonPage(
        steps=steps,
        missing=lacking.missing(registration) if registration.state is State.SUBMITTED else frozenset(),
        papers_missing=[named(one) for one in _papers(registration)],
        approvals=queries.approvals(registration.id),
        head=None if head is registration else head,
        has_place=registration.state in SEATED | {State.WAITLISTED},
    )


def _papers(registration: Registration) -> list[Purpose]:
    return reviewing.papers_missing(registration) if registration.state is State.SUBMITTED else []


def _figures(counts: Iterable[Count]) -> Figures:
    states: Counter[State] = Counter()
    modes: Counter[Mode] = Counter()
    for count in counts:
        states[count.state] += count.people
        if count.state in SEATED:
            modes[count.mode] += count.people
    return Figures(
        coming=sum(states[state] for state in ADMITTED),
        waiting=states[State.SUBMITTED],
        returned=states[State.RETURNED],
        waitlisted=states[State.WAITLISTED],
        in_person=modes[Mode.IN_PERSON] + modes[Mode.MIXED],
        online=modes[Mode.ONLINE] + modes[Mode.MIXED],
    )

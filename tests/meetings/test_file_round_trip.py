"""Whatever a meeting says, its file says it again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.i18n import Texts
from tracker.meetings import files
from tracker.meetings.admission import CATEGORIES, in_order
from tracker.meetings.categories import Colour, Pattern
from tracker.meetings.files import CategoryFile, CheckpointFile, MeetingFile, PhaseFile, RoomFile, SessionFile
from tracker.meetings.models import (
    ApprovalPolicy,
    CheckpointKind,
    DoorKind,
    PhaseKind,
    QuorumRule,
    SessionKind,
    WalkInRule,
)

pytestmark = pytest.mark.pure

OPENING, CLOSING = datetime(2027, 6, 1, 8), datetime(2027, 6, 20, 20)  # noqa: DTZ001 (wall times of a meeting)

lines = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t\"\\'"), min_size=1, max_size=40
).map(str.strip)
words = lines.filter(bool)
texts = st.dictionaries(st.sampled_from(["en", "fr", "ar", "zh"]), words, min_size=1).map(Texts)
some_texts = st.one_of(st.just(Texts({})), texts)
codes = st.from_regex(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})?", fullmatch=True)
categories = st.sets(st.sampled_from(CATEGORIES), min_size=1).map(in_order)
walls = st.integers(0, 18 * 24 * 60).map(lambda minutes: OPENING + timedelta(minutes=minutes))
lengths = st.integers(1, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


some_categories = st.builds(
    CategoryFile,
    code=st.sampled_from(CATEGORIES),
    label=st.none() | texts,
    votes=st.none() | st.booleans(),
    counts_for_quorum=st.none() | st.booleans(),
    listed=st.none() | st.booleans(),
    colour=st.none() | st.sampled_from(Colour),
    pattern=st.none() | st.sampled_from(Pattern),
)
# Tables that belong to others are kept as they are, whatever stands in them.
by_language = st.dictionaries(st.sampled_from(["en", "fr"]), words, min_size=1)
raw = st.one_of(words, st.integers(-9, 9), st.booleans(), by_language)
rows = st.dictionaries(st.sampled_from(["level", "mode", "label"]), raw | st.lists(raw, max_size=3), min_size=1)
policies = st.dictionaries(st.sampled_from(files.POLICY_KEYS), st.lists(rows, max_size=3))


def _code(category: CategoryFile) -> str:
    return category.code


times_of_day = st.times().map(lambda time: f"{time:%H:%M}")
spans = st.tuples(times_of_day, times_of_day)


@st.composite
def sessions(draw: st.DrawFn, code: str, rooms: tuple[RoomFile, ...]) -> SessionFile:
    starts = draw(walls)
    doors = draw(st.sampled_from([(True, True), (True, False), (False, True)]))
    return SessionFile(
        code=code,
        title=draw(texts),
        kind=draw(st.sampled_from(SessionKind)),
        starts=starts,
        ends=starts + draw(lengths),
        room=draw(st.sampled_from([None, *(room.name for room in rooms)])),
        in_person=doors[0],
        online=doors[1],
        description=draw(some_texts),
        categories=draw(st.none() | categories),
        door=draw(st.sampled_from(DoorKind)),
        breaks=draw(st.lists(spans, max_size=2).map(tuple)),
    )


kinds = st.sets(st.sampled_from(CheckpointKind)).map(lambda found: tuple(k for k in CheckpointKind if k in found))
some_checkpoints = st.builds(
    CheckpointFile,
    kind=st.sampled_from(CheckpointKind),
    counts_for=kinds,
)


@st.composite
def meetings(draw: st.DrawFn) -> MeetingFile:
    capacities = st.none() | st.integers(1, 5000)
    rooms = tuple(RoomFile(name=n, capacity=draw(capacities)) for n in draw(st.sets(words, max_size=3)))
    opens = draw(st.none() | walls)
    return files.in_order(
        MeetingFile(
            slug=draw(codes).lower(),
            body=draw(words),
            body_name=draw(st.none() | texts),
            number=draw(st.integers(1, 9999)),
            title=draw(texts),
            place=draw(texts),
            address=draw(lines),
            timezone="Europe/Brussels",
            description=draw(some_texts),
            contact=draw(st.sampled_from(["", "cap@secretariat.example"])),
            registration_opens=opens,
            registration_closes=opens and opens + draw(lengths),
            doors_open_minutes=draw(st.integers(0, 1440)),
            access={kind.value: draw(categories) for kind in SessionKind},
            phases=(
                PhaseFile(kind=draw(st.sampled_from(PhaseKind)), opens=OPENING, closes=CLOSING, title=draw(some_texts)),
            ),
            rooms=rooms,
            sessions=tuple(draw(sessions(code, rooms)) for code in draw(st.sets(codes, max_size=4))),
            checkpoints=draw(st.lists(some_checkpoints, max_size=3, unique_by=lambda one: one.kind).map(tuple)),
            approval=draw(st.sampled_from(ApprovalPolicy)),
            walk_ins=draw(st.sampled_from(WalkInRule)),
            attended_minutes=draw(st.integers(0, 60)),
            certificate_percent=draw(st.integers(0, 100)),
            accreditation=draw(lines),
            quorum=draw(st.sampled_from(QuorumRule)),
            quorum_percent=draw(st.integers(0, 99)),
            quorum_number=draw(st.integers(1, 200)),
            quorum_screen=draw(st.booleans()),
            union_weight=draw(st.integers(0, 30)),
            offer_hours=draw(st.integers(1, 720)),
            remind_before_deadline=draw(st.none() | st.integers(0, 30)),
            remind_before_meeting=draw(st.none() | st.integers(0, 30)),
            categories=draw(st.none() | st.lists(some_categories, max_size=4, unique_by=_code).map(tuple)),
            policy=draw(policies),
        )
    )


@settings(deadline=None)  # a busy machine pauses for longer than any rule takes
@given(meetings())
def test_what_is_written_is_read_again(file: MeetingFile) -> None:
    assert files.read(files.write(file)) == file


@settings(deadline=None)  # a busy machine pauses for longer than any rule takes
@given(meetings())
def test_nothing_differs_from_itself_and_a_new_title_does(file: MeetingFile) -> None:
    from tracker.meetings.files.differences import differences  # noqa: PLC0415

    assert differences(file, file) == ()
    assert differences(file, replace(file, title=Texts({"en": f"Not {file.title.best('en')[0]}"}))) == ("title",)

"""What a meeting file says of seats, papers, fields and questions: read, refused, written, applied."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import world
from tests.watch import Watch
from tracker.audit.models import COMMAND, Entry
from tracker.db import db, transaction
from tracker.i18n import Texts
from tracker.meetings import queries as meetings
from tracker.meetings.admission import CATEGORIES, in_order
from tracker.meetings.files import MeetingFileWrong
from tracker.meetings.loading import Outcome
from tracker.meetings.models import ApprovalPolicy
from tracker.people import categories
from tracker.people.models import Category
from tracker.registration.models import Mode
from tracker.registration.papers.models import Need, PaperKind
from tracker.registration.policies import applying, files, reading, writing
from tracker.registration.policies.applying import NoSuchDelegation, QuestionAnswered
from tracker.registration.policies.parts import FieldNeed, PaperNeed, Policy, QuestionPart, Seats
from tracker.registration.questions.models import Question, QuestionAnswer, QuestionKind
from tracker.registration.questions.needs import FIELDS
from tracker.registration.seats.models import Level, SeatLimit, WhenFull

DEMO = Path(__file__).parents[2] / "tracker" / "demo" / "meetings"
PLAIN = """
slug = "cap-24"
body = "CAP"
number = 24
title = "24th meeting"
place = "Brussels"
timezone = "Europe/Brussels"
registration_opens = 2027-03-01T09:00:00
registration_closes = 2027-05-28T18:00:00

[[phases]]
kind = "live"
opens = 2027-06-08T09:30:00
closes = 2027-06-09T17:00:00

[[sessions]]
code = "S1"
title = "Opening"
kind = "closed"
starts = 2027-06-08T09:30:00
ends = 2027-06-08T12:30:00
"""
POLICY = """
[[categories]]
code = "PRS"
label = { en = "Media", fr = "Médias" }
listed = false
colour = "plum"
registration_closes = 2027-05-14T18:00:00

[[seats]]
level = "delegation"
mode = "in_person"
seats = 2
when_full = "wait"

[[seats]]
level = "delegation"
delegation = "BE"
mode = "in_person"
seats = 6

[[seats]]
level = "session"
session = "S1"
mode = "in_person"
seats = 120

[[papers]]
category = "GOV"
kind = "note_verbale"
need = "required"

[[fields]]
field = "phone"
need = "required"

[[fields]]
field = "phone"
category = "PRS"
need = "off"

[[questions]]
code = "visit"
kind = "yes_no"
label = { en = "Do you join the visit?", fr = "Participez-vous à la visite ?" }

[[questions]]
code = "bus"
kind = "choice"
label = "From where?"
hint = "The bus is free."
options = ["The hotel", { en = "The station", fr = "La gare" }]
need = "required"
categories = ["MEM", "UNI"]
if_code = "visit"
if_answer = "yes"
"""
READ = Policy(
    seats=(
        Seats(level=Level.DELEGATION, mode=Mode.IN_PERSON, seats=2, when_full=WhenFull.WAIT),
        Seats(level=Level.DELEGATION, mode=Mode.IN_PERSON, seats=6, delegation="BE"),
        Seats(level=Level.SESSION, mode=Mode.IN_PERSON, seats=120, session="S1"),
    ),
    papers=(PaperNeed(category="GOV", kind=PaperKind.NOTE_VERBALE, need=Need.REQUIRED),),
    fields=(
        FieldNeed(field="phone", need=Need.REQUIRED),
        FieldNeed(field="phone", need=Need.OFF, category="PRS"),
    ),
    questions=(
        QuestionPart(
            code="visit",
            kind=QuestionKind.YES_NO,
            label=Texts({"en": "Do you join the visit?", "fr": "Participez-vous à la visite ?"}),
            need=Need.OPTIONAL,
        ),
        QuestionPart(
            code="bus",
            kind=QuestionKind.CHOICE,
            label=Texts({"en": "From where?"}),
            hint=Texts({"en": "The bus is free."}),
            options=(Texts({"en": "The hotel"}), Texts({"en": "The station", "fr": "La gare"})),
            need=Need.REQUIRED,
            categories=("MEM", "UNI"),
            if_code="visit",
            if_answer="yes",
        ),
    ),
)
FULL = PLAIN + POLICY
EITHER = 'a text or a table by language such as { en = "…", fr = "…" }'


def wrong(policy: str) -> list[str]:
    with pytest.raises(MeetingFileWrong) as refused:
        files.read(PLAIN + policy)
    return list(refused.value.problems)


def told(text: str) -> tuple[Outcome, tuple[str, ...]]:
    """What loading that file says."""
    with transaction():
        done = files.load(files.read(text), COMMAND)
    return done.outcome, done.changes


def dumped() -> str:
    db.session.rollback()
    return files.write(files.dump(meetings.by_slug("cap-24")))


@pytest.mark.pure
def test_a_policy_is_read() -> None:
    assert files.read(FULL).policy == READ
    assert files.read(PLAIN).policy == Policy()


@pytest.mark.pure
@pytest.mark.parametrize(
    ("policy", "problems"),
    [
        ("seats = 3", ["seats must be written as tables that begin with [[seats]]"]),
        (
            '[[seats]]\nlevel = "room"\nmode = "in person"\nseats = -1',
            [
                "seats[0]: level is 'room'; there are meeting, delegation, category, session",
                "seats[0]: mode is 'in person'; did you mean 'in_person'?",
                "seats[0]: seats is -1, but must lie between 0 and 100000",
            ],
        ),
        (
            '[[seats]]\nlevel = "session"\nmode = "online"\nseats = 9\nsession = "S7"',
            ["seats[0]: the session 'S7' is not among [[sessions]]"],
        ),
        (
            '[[seats]]\nlevel = "session"\nmode = "mixed"\nseats = 9\ncategory = "MEM"',
            [
                "seats[0]: mode is 'mixed'; a seat is in_person or online",
                "seats[0]: level is 'session', so session says which one",
                "seats[0]: category does not go with level 'session'",
            ],
        ),
        (
            2 * '[[seats]]\nlevel = "meeting"\nmode = "online"\nseats = 9\n',
            ["seats: meeting online is given 2 times"],
        ),
        (
            '[[papers]]\ncategory = "MEMBER"\nkind = "letter"\nneed = "maybe"',
            [
                "papers[0]: there is no category 'MEMBER'; did you mean 'MEM'?",
                "papers[0]: kind is 'letter'; there are nomination_letter, note_verbale, credentials, photo",
                "papers[0]: need is 'maybe'; there are off, optional, required",
            ],
        ),
        (
            '[[fields]]\nfield = "shoe_size"\nneed = "required"',
            [f"fields[0]: there is no field 'shoe_size'; there are {', '.join(FIELDS)}"],
        ),
        (
            '[[fields]]\nfield = "accessibility"\nneed = "required"',
            ["fields[0]: need is 'required'; accessibility may be off or optional"],
        ),
        (
            (
                '[[questions]]\ncode = "a"\nkind = "text"\nlabel = "A?"\nif_code = "b"\nif_answer = "x"\n'
                '[[questions]]\ncode = "b"\nkind = "text"\nlabel = "B?"\nif_code = "a"\nif_answer = "x"\n'
            ),
            [
                "questions[0] (a): if_code 'b' is itself only asked after this one",
                "questions[1] (b): if_code 'a' is itself only asked after this one",
            ],
        ),
        (
            '[[questions]]\ncode = "bus"\nkind = "choice"\nlabel = "From?"\noptions = ["Here"]\nif_code = "visit"',
            [
                "questions[0] (bus): kind is 'choice', so options lists at least two answers",
                "questions[0] (bus): if_code and if_answer go together",
            ],
        ),
        (
            (
                '[[questions]]\ncode = "a"\nkind = "yes_no"\nlabel = "A?"\n'
                '[[questions]]\ncode = "b"\nkind = "text"\nlabel = "B?"\nif_code = "a"\nif_answer = "perhaps"\n'
                '[[questions]]\ncode = "c"\nkind = "text"\nlabel = "C?"\nif_code = "d"\nif_answer = "yes"\noptions=[3]'
            ),
            [
                f"questions[2] (c): options[0]: options is 3, but must be {EITHER}",
                "questions[1] (b): if_answer 'perhaps' is no answer to 'a'; there are 'yes', 'no'",
                "questions[2] (c): options do not go with kind 'text'",
                "questions[2] (c): if_code 'd' is not among [[questions]]",
            ],
        ),
    ],
)
def test_every_problem_is_named_with_its_place(policy: str, problems: list[str]) -> None:
    before_tables = policy.startswith("seats =")
    text = policy + PLAIN if before_tables else PLAIN + policy
    with pytest.raises(MeetingFileWrong) as refused:
        files.read(text)
    assert list(refused.value.problems) == problems


@pytest.mark.pure
def test_problems_of_all_parts_are_named_at_once() -> None:
    both = '\n[[categories]]\ncode = "PRS"\nregistration_closes = 2027-05-29T18:00:00\n[[papers]]\ncategory = "MEM"'
    assert wrong(both) == [
        "categories[0] (PRS): registration_closes 2027-05-29 18:00 is after that of the meeting, 2027-05-28 18:00",
        "papers[0]: kind is missing; it is one of nomination_letter, note_verbale, credentials, photo",
        "papers[0]: need is missing; it is one of off, optional, required",
    ]


lines = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20).map(str.strip).filter(bool)
texts = st.dictionaries(st.sampled_from(["en", "fr"]), lines, min_size=1).map(Texts)
limits = st.one_of(
    st.builds(
        Seats,
        level=st.just(Level.MEETING),
        mode=st.sampled_from([Mode.IN_PERSON, Mode.ONLINE]),
        seats=st.integers(0, 9),
    ),
    st.builds(
        Seats,
        level=st.just(Level.DELEGATION),
        mode=st.just(Mode.ONLINE),
        seats=st.integers(0, 9),
        when_full=st.sampled_from(WhenFull),
        delegation=st.none() | st.sampled_from(["BE", "CI"]),
        category=st.none() | st.sampled_from(CATEGORIES),
    ),
    st.builds(
        Seats,
        level=st.just(Level.SESSION),
        mode=st.just(Mode.IN_PERSON),
        seats=st.integers(0, 9),
        session=st.just("S1"),
    ),
)
questions = st.builds(
    QuestionPart,
    code=st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True),
    kind=st.sampled_from([QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.YES_NO, QuestionKind.FILE]),
    label=texts,
    need=st.sampled_from(Need),
    hint=st.just(Texts({})) | texts,
    categories=st.none() | st.sets(st.sampled_from(CATEGORIES), min_size=1).map(in_order),
)


def several(parts: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | st.lists(parts, max_size=4, unique_by=lambda one: one.name).map(tuple)  # type: ignore[attr-defined]


policies = st.builds(
    Policy,
    seats=several(limits),
    papers=several(
        st.builds(
            PaperNeed,
            category=st.sampled_from(CATEGORIES),
            kind=st.sampled_from(PaperKind),
            need=st.sampled_from(Need),
        )
    ),
    fields=several(
        st.builds(
            FieldNeed,
            field=st.sampled_from(sorted(FIELDS)),
            need=st.just(Need.OFF),
            category=st.none() | st.sampled_from(CATEGORIES),
        )
    ),
    questions=several(questions),
)


@pytest.mark.pure
@settings(deadline=None)  # a busy machine pauses for longer than any rule takes
@given(policies)
def test_what_is_written_is_read_again(policy: Policy) -> None:
    whole = files.read(PLAIN)
    again = files.read(files.write(replace(whole, policy=policy)))
    assert again.policy == policy
    problems: list[str] = []
    assert reading.read(writing.tables(policy), {"S1"}, problems) == policy
    assert problems == []


@pytest.mark.pure
@pytest.mark.parametrize("path", sorted(DEMO.glob("*.toml")), ids=lambda path: str(path.stem))
def test_the_demo_says_the_same_when_written(path: Path) -> None:
    whole = files.read(path.read_text(encoding="utf-8"))
    assert files.read(files.write(whole)) == replace(
        whole, meeting=replace(whole.meeting, policy=writing.tables(whole.policy))
    )


@pytest.fixture
def lists(context: Flask, watch: Watch) -> None:
    watch.says("2027-02-01 10:00")
    world.delegations()


@pytest.mark.usefixtures("lists")
def test_a_file_is_loaded_dumped_and_loaded_again() -> None:
    assert told(FULL) == (Outcome.CREATED, ())
    assert told(FULL) == (Outcome.UNCHANGED, ())
    text = dumped()
    assert files.read(text).policy == READ
    assert told(text) == (Outcome.UNCHANGED, ())
    meeting = meetings.by_slug("cap-24")
    press = categories.of(meeting.id)[Category.PRS]
    assert (str(press.label), press.is_listed, press.colour, press.votes) == ("Media", False, "plum", False)
    assert press.registration_closes == world.at("2027-05-14 18:00")


@pytest.mark.usefixtures("lists")
def test_a_file_changes_what_it_names_and_leaves_the_rest() -> None:
    told(FULL)
    assert told(PLAIN) == (Outcome.UNCHANGED, ())
    assert files.read(dumped()).policy == READ

    edited = (
        FULL.replace("seats = 2\n", "seats = 3\n")
        .replace('kind = "note_verbale"', 'kind = "credentials"')
        .replace('"Médias"', '"Presse"')
        .replace("number = 24", 'number = 24\napproval = "both"\noffer_hours = 24')
    )
    assert told(edited) == (
        Outcome.UPDATED,
        (
            "approval",
            "offer_hours",
            "category PRS: label",
            "seats delegation in_person: seats",
            "paper credentials of GOV added",
            "paper note_verbale of GOV removed",
        ),
    )
    assert meetings.by_slug("cap-24").approval is ApprovalPolicy.BOTH
    assert told(edited) == (Outcome.UNCHANGED, ())
    nothing = "categories = []\nseats = []\npapers = []\nfields = []\nquestions = []\n"
    outcome, changes = told(nothing + edited.partition("\n[[categories]]")[0])
    assert (outcome, len(changes)) == (Outcome.UPDATED, 1 + 3 + 1 + 2 + 2)
    assert files.read(dumped()).policy == Policy()
    entries = db.session.scalars(select(Entry.action).where(Entry.action.like("%changed")).order_by(Entry.id)).all()
    both = ["categories.changed", "policy.changed"]
    assert entries == [*both, "meeting.changed", *both, *both]


@pytest.mark.usefixtures("lists")
def test_questions_keep_their_order_and_their_answers() -> None:
    told(FULL)
    first, _, second = FULL.partition('[[questions]]\ncode = "bus"')
    rest = '[[questions]]\ncode = "bus"\nkind = "text"\nlabel = "From where?"\n'
    head, _, visit = first.partition("[[questions]]")
    assert second
    outcome, changes = told(f"{head}{rest}[[questions]]{visit}")
    assert (outcome, changes[-1]) == (Outcome.UPDATED, "questions: order")
    assert [one.code for one in files.read(dumped()).policy.questions or ()] == ["bus", "visit"]

    meeting = meetings.by_slug("cap-24")
    person = world.registration(meeting, "Adjoua Kouassi")
    with transaction():
        bus = db.session.scalars(select(Question).where(Question.code == "bus")).one()
        db.session.add(QuestionAnswer(registration_id=person.id, question_id=bus.id, value="The port"))
    with pytest.raises(QuestionAnswered, match="bus: people have answered"):
        told(f"questions = []\n{PLAIN}")
    with pytest.raises(QuestionAnswered, match="bus: people have answered"):
        told(FULL)


@pytest.mark.usefixtures("lists")
def test_a_delegation_that_is_in_no_list_is_refused() -> None:
    with pytest.raises(NoSuchDelegation, match="there is no delegation 'XX'"):
        told(FULL.replace('delegation = "BE"', 'delegation = "XX"'))
    db.session.rollback()
    assert db.session.scalars(select(SeatLimit)).all() == []


@pytest.mark.usefixtures("lists")
def test_a_session_may_go_with_its_seats() -> None:
    told(FULL)
    other = FULL.replace('code = "S1"', 'code = "S2"').replace('session = "S1"', 'session = "S2"')
    outcome, changes = told(other)
    assert (outcome, set(changes)) == (
        Outcome.UPDATED,
        {"session S2 added", "session S1 removed", "seats session S2 in_person added"},
    )
    assert len(applying.dump(meetings.by_slug("cap-24")).seats or ()) == 3

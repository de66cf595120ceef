"""What becomes of the people in a list."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.registration.importing.files import HEADER, PEOPLE, csv
from tests.registration.importing.lists import a_list, apply, changes, choices, exported, fates, person, plan, reasons
from tests.statements import statements
from tests.watch import Watch
from tracker.audit.models import Entry
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.outbox.models import Message
from tracker.people.models import Category, Delegation
from tracker.registration.importing.applying import RowsRefused
from tracker.registration.models import DelegateRole, Mode, Registration, State
from tracker.registration.seats.models import Level, SeatLimit, WhenFull

SHORT = "family_name,given_name,delegation,email"
LI = "Li,Wei,CN,wei.li@customs.example"


@pytest.fixture(autouse=True)
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-02 10:00")
    world.delegations()
    return world.meeting()


def test_a_list_registers_its_people_once() -> None:
    data = csv(*PEOPLE)
    assert fates(data) == ["new"] * 7
    done = apply(data)
    assert (done.new, done.updated, done.unchanged, done.refused) == (7, 0, 0, ())
    assert fates(data) == ["unchanged"] * 7
    done = apply(data)
    assert (done.new, done.updated, done.unchanged, done.refused) == (0, 0, 7, ())
    assert world.count(Registration) == 7
    assert mailed() == ["submitted"] * 7  # and told once


def test_people_are_what_their_rows_say() -> None:
    apply(csv(*PEOPLE))
    kouassi, smith, rossi = person("KOUASSI"), person("SMITH"), person("ROSSI")
    assert kouassi.delegation is not None
    assert (kouassi.state, kouassi.category, kouassi.role) == (State.SUBMITTED, Category.MEM, DelegateRole.HEAD)
    assert (kouassi.delegation.code, kouassi.email) == ("CI", "adjoua.kouassi@customs-ci.example")
    assert choices(kouassi) == {"S1": "online", "S2": "online", "S3": "online"}
    assert (smith.category, smith.organization, choices(smith)) == (
        Category.PRV,
        "Example Brands plc",
        {"S2": "online"},
    )
    assert (rossi.delegation, rossi.organization, rossi.category) == (None, "Secretariat", Category.SEC)
    assert (rossi.mode, rossi.role) == (Mode.IN_PERSON, DelegateRole.DELEGATE)


def test_those_who_are_new_can_be_approved_at_once() -> None:
    done = apply(csv(*PEOPLE), approve=True)
    assert (done.approved, person("KOUASSI").state) == (7, State.APPROVED)
    assert len(world.code(person("KOUASSI"))) == 16
    assert world.count(Message) == 7


def test_the_export_read_again_changes_nothing() -> None:
    apply(csv(*PEOPLE))
    apply(csv("Li,Wei,CN,,+86 10 1,S1 S2:online", header="family_name,given_name,delegation,email,phone,sessions"))
    text = exported()
    assert text.splitlines()[0].startswith(HEADER.removeprefix("id,"))
    assert fates(text.encode()) == ["unchanged"] * 8
    assert "'+86 10 1" in text
    assert person("Li").phone == "+86 10 1"


def test_the_export_fills_another_meeting() -> None:
    apply(csv(*PEOPLE))
    text = exported()
    with transaction():
        for one in db.session.scalars(select(Registration)):
            db.session.delete(one)
    assert fates(text.encode()) == ["new"] * 7
    apply(text.encode())
    assert exported() == text


def test_an_empty_cell_changes_nothing_and_a_full_one_does() -> None:
    world.registration(_meeting(), "Wei Li", delegation="CN", native_name="李伟")
    data = csv(
        "LI,Wei,,China,Directeur,wei.li@customs.example",
        header="family_name,given_name,native_name,delegation,position,email",
    )
    assert changes(data, 2) == {"position": ("", "Directeur")}
    done = apply(data)
    assert (done.new, done.updated) == (0, 1)
    assert (person("Li").position, person("Li").native_name, person("Li").state) == (
        "Directeur",
        "李伟",
        State.APPROVED,
    )
    assert fates(data) == ["unchanged"]


def test_a_name_is_kept_as_it_was_given() -> None:
    apply(csv("KOUASSI,Adjoua,CI,a.k@customs.example", header=SHORT))
    assert person("KOUASSI").family_name == "KOUASSI"
    better = csv("Kouassi,Adjoua,CI,a.k@customs.example", header=SHORT)
    assert changes(better, 2) == {"family_name": ("KOUASSI", "Kouassi")}
    apply(better)
    assert fates(csv("KOUASSI,Adjoua,CI,a.k@customs.example", header=SHORT)) == ["unchanged"]


def test_without_an_address_people_are_known_by_name_and_delegation() -> None:
    world.registration(_meeting(), "Wei Li", delegation="CN")
    assert fates(csv("LI,Wei,China,", header=SHORT)) == ["unchanged"]
    assert fates(csv("LI,Wei,Germany,", header=SHORT)) == ["new"]
    data = csv("Diallo,Awa,CI,", header=SHORT)
    apply(data)
    assert (fates(data), person("Diallo").email) == (["unchanged"], None)
    with_address = csv("Diallo,Awa,CI,awa@customs.example", header=SHORT)
    assert changes(with_address, 2) == {"email": ("", "awa@customs.example")}


def test_a_mode_without_sessions_keeps_the_sessions_that_were_chosen() -> None:
    world.registration(_meeting(), "Wei Li", delegation="CN", modes={"S1": Mode.IN_PERSON})
    data = csv(f"{LI},online", header=f"{SHORT},mode")
    assert changes(data, 2) == {"sessions": ("S1 in person", "S1 online")}


def test_sessions_are_taken_as_they_are_listed() -> None:
    apply(csv(f"{LI},room,S1 S3:screen", header=f"{SHORT},mode,sessions"))
    assert choices(person("Li")) == {"S1": "in_person", "S3": "online"}
    apply(csv(f"{LI},-", header=f"{SHORT},sessions"))
    assert choices(person("Li")) == {}


@pytest.mark.parametrize(
    ("rows", "header", "expected"),
    [
        (
            ["Li,Wei,CN,wei.li(at)customs"],
            SHORT,
            {2: "“wei.li(at)customs” is no e-mail address such as name@customs.example."},
        ),
        (
            ["Li,Wei,Atlantis,", "Li,Wei,,"],
            SHORT,
            {
                2: "“Atlantis” is no delegation of the reference list. Write its code, such as CI, or its name.",
                3: "The category is missing, and no delegation tells it.",
            },
        ),
        (
            ["Li,Wei,CN,,tourist,king"],
            f"{SHORT},category,role",
            {
                2: "“tourist” is no category. Write for example member, union, government, observer, regional,"
                " association, private, expert, secretariat, interpreter or press."
                " “king” is no role. Write head, alternate, delegate, adviser or observer."
            },
        ),
        ([LI, LI], SHORT, {3: "The same person stands in row 2."}),
        (["Li,Wei,CN,", "LI,WEI,China,"], SHORT, {3: "The same person stands in row 2."}),
        (
            [LI, "Wang,Min,CN,WEI.LI@customs.example"],
            SHORT,
            {3: "Two people with the same e-mail address: it is also in row 2."},
        ),
        (
            ["Li,Wei,CN,,head", "Wang,Min,CN,,head"],
            f"{SHORT},role",
            {3: "This delegation has a head already: Li Wei."},
        ),
        ([",Wei,CN,"], SHORT, {2: "The family name is missing."}),
        (
            ["Li,Wei,INTERPOL,,member"],
            f"{SHORT},category",
            {
                2: "“INTERPOL” does not fit the category of this row. Leave the category empty to take that of the"
                " reference list."
            },
        ),
        ([f"{LI},S9"], f"{SHORT},sessions", {2: "This meeting has no session “S9”."}),
        (
            ["Li,Wei,Example plc,,private,S1"],
            f"{SHORT},category,sessions",
            {2: "Session S1 is not open to: Private sector or rights holder."},
        ),
        (
            [f"{LI},hybrid"],
            f"{SHORT},mode",
            {2: "Partly in person, partly online: write into the column sessions which, such as S1 S2:online."},
        ),
        (["Li,Wei,CN,,by boat"], f"{SHORT},mode", {2: "“by boat” is no way to attend. Write in person or online."}),
        (
            [f"{'L' * 121},Wei,CN,"],
            SHORT,
            {2: f"“{'L' * 59}…” has 121 characters; at most 120 fit."},
        ),
        (
            ["Li,Wei,Daily Example,,press"],
            f"{SHORT},category",
            {2: "No session of this meeting is open to this category in that way: Press, online."},
        ),
    ],
)
def test_a_row_is_refused_with_its_reason(rows: list[str], header: str, expected: dict[int, str]) -> None:
    assert reasons(csv(*rows, header=header)) == expected


def test_a_union_that_a_list_calls_a_member_is_a_union() -> None:
    apply(csv("Lind,Rosa,EU,,member", header=f"{SHORT},category"))
    assert person("Lind").category is Category.UNI


def test_an_address_does_not_pass_from_one_person_to_another() -> None:
    world.registration(_meeting(), "Wei Li", delegation="CN")
    assert reasons(csv("Wang,Min,CN,wei.li@customs.example", header=SHORT)) == {
        2: "wei.li@customs.example is the address of somebody else here: Li Wei."
    }
    assert changes(csv("Li,Wei-Lin,CN,wei.li@customs.example", header=SHORT), 2) == {"given_name": ("Wei", "Wei-Lin")}


def test_who_has_withdrawn_is_not_registered_by_a_list() -> None:
    world.registration(_meeting(), "Wei Li", delegation="CN", state=State.WITHDRAWN)
    assert reasons(csv(LI, header=SHORT)) == {
        2: "This person is registered already, and the registration is: withdrawn. Decide on it on its own page."
    }


def test_a_draft_counts_for_nothing() -> None:
    world.registration(_meeting(), "Wei Li", delegation="CN", state=State.DRAFT)
    assert fates(csv(LI, header=SHORT)) == ["new"]
    apply(csv(LI, header=SHORT))


def test_a_delegation_changes_its_head() -> None:
    header = f"{SHORT},role"
    old, new = "Li,Wei,CN,wei@customs.example", "Wang,Min,CN,min@customs.example"
    apply(csv(f"{old},head", f"{new},delegate", header=header))
    assert fates(csv(f"{new},head", header=header)) == ["refused"]
    apply(csv(f"{new},head", f"{old},adviser", header=header))
    assert (person("Wang").role, person("Li").role) == (DelegateRole.HEAD, DelegateRole.ADVISER)


def test_seats_are_counted_over_the_list() -> None:
    _limit(Mode.IN_PERSON, 1)
    rows = ("Li,Wei,CN,,room", "Wang,Min,CN,,room", "Zhao,Na,CN,,online", "Peeters,An,BE,,room")
    data = csv(*rows, header=f"{SHORT},mode")
    assert fates(data) == ["new", "refused", "new", "new"]
    assert reasons(data) == {3: "This delegation has no seat left in person."}
    apply(data, skip_refused=True)
    assert fates(data) == ["unchanged", "refused", "unchanged", "unchanged"]


def test_nothing_is_applied_while_a_row_is_refused() -> None:
    data = csv(LI, "Wang,Min,Atlantis,", header=SHORT)
    with pytest.raises(RowsRefused) as caught:
        apply(data)
    assert [(row.number, row.name) for row in caught.value.rows] == [(3, "Wang Min")]
    assert (str(caught.value), world.count(Registration)) == ("Nothing was applied: 1 row is refused.", 0)
    done = apply(data, skip_refused=True)
    assert (done.new, len(done.refused), world.count(Registration)) == (1, 1, 1)


def test_the_journal_says_which_file_it_was() -> None:
    apply(csv(LI, header=SHORT))
    entry = db.session.scalars(select(Entry).where(Entry.action == "list.imported")).one()
    assert entry.details == {
        "file": "list.csv",
        "sha256": "00" * 32,
        "new": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
    }


def test_a_plan_costs_no_more_for_many_than_for_one() -> None:
    counted, data = [], b""
    for many in (1, 60):
        data = csv(*(f"Person{number},Li,CN,p{number}@customs.example" for number in range(many)), header=SHORT)
        with statements() as said:
            plan(data)
        counted.append(len(said))
        apply(data)
    assert counted[0] == counted[1]
    assert a_list(data).rows[59].number == 61


def _meeting() -> Meeting:
    return db.session.scalars(select(Meeting)).one()


def mailed() -> list[str]:
    """The mails of the list, the first first."""
    db.session.rollback()
    return list(db.session.scalars(select(Message.kind).order_by(Message.id)))


def _limit(mode: Mode, seats: int) -> None:
    with transaction():
        china = db.session.scalars(select(Delegation).filter_by(code="CN")).one()
        limit = SeatLimit(
            meeting_id=_meeting().id,
            level=Level.DELEGATION,
            mode=mode,
            seats=seats,
            when_full=WhenFull.REFUSE,
            delegation_id=china.id,
        )
        db.session.add(limit)

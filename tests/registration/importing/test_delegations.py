"""A list of delegations: their seats and their focal points."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.registration.importing.files import csv
from tests.registration.importing.lists import apply, changes, fates, reasons
from tests.watch import Watch
from tracker.db import db
from tracker.outbox.models import Message
from tracker.people.models import Delegation
from tracker.registration.focal.models import FocalPoint
from tracker.registration.seats.models import Level, SeatLimit

HEADER = "delegation,in_person_seats,online_seats,focal_point_name,focal_point_email"
IVORY_COAST = "Ivory Coast,2,5,Awa Diallo,awa.diallo@customs.example"


@pytest.fixture(autouse=True)
def day(context: Flask, watch: Watch) -> None:
    watch.says("2026-11-02 10:00")
    world.delegations()
    world.meeting()


def limits() -> list[tuple[str, str, int]]:
    db.session.rollback()
    chosen = select(Delegation.code, SeatLimit.mode, SeatLimit.seats).join(Delegation)
    rows = db.session.execute(chosen.where(SeatLimit.level == Level.DELEGATION).order_by(SeatLimit.id))
    return [(code, mode.value, seats) for code, mode, seats in rows]


def speakers() -> list[tuple[str, str]]:
    db.session.rollback()
    return [(one.name, one.email) for one in db.session.scalars(select(FocalPoint).order_by(FocalPoint.id))]


def test_seats_and_focal_points_are_set_once() -> None:
    data = csv(IVORY_COAST, "Belgique,,1,,", header=HEADER)
    assert fates(data) == ["new", "new"]
    apply(data)
    assert limits() == [("CI", "in_person", 2), ("CI", "online", 5), ("BE", "online", 1)]
    assert speakers() == [("Awa Diallo", "awa.diallo@customs.example")]
    assert [one.kind for one in db.session.scalars(select(Message))] == ["focal_point"]
    assert fates(data) == ["unchanged", "unchanged"]
    apply(data)
    assert (len(limits()), len(speakers()), world.count(Message)) == (3, 1, 1)


def test_another_number_replaces_the_first() -> None:
    apply(csv(IVORY_COAST, header=HEADER))
    data = csv("CI,3,5,Awa Koné,awa.diallo@customs.example", header=HEADER)
    assert changes(data, 2) == {"in_person_seats": ("2", "3"), "focal_point_name": ("Awa Diallo", "Awa Koné")}
    apply(data)
    assert limits() == [("CI", "in_person", 3), ("CI", "online", 5)]
    assert speakers() == [("Awa Koné", "awa.diallo@customs.example")]


def test_a_delegation_may_have_a_row_for_each_focal_point() -> None:
    apply(csv(IVORY_COAST, "CI,2,,Jean Koffi,jean@customs.example", header=HEADER))
    assert speakers() == [("Awa Diallo", "awa.diallo@customs.example"), ("Jean Koffi", "jean@customs.example")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["Atlantis,1,1,,"],
            "“Atlantis” is no delegation of the reference list. Write its code, such as CI, or its name.",
        ),
        ([",1,1,,"], "The delegation is missing."),
        (["CI,many,,,"], "“many” is no number of seats. Write 0 to 10000."),
        (["CI,-1,,,"], "“-1” is no number of seats. Write 0 to 10000."),
        (["CI,٣,,,"], "“٣” is no number of seats. Write 0 to 10000."),
        (["CI,,,Awa Diallo,"], "A focal point needs a name and an e-mail address."),
        (["CI,,,Awa Diallo,awa"], "“awa” is no e-mail address such as name@customs.example."),
        (["CI,1,,,", "CI,2,,,"], "Row 2 gives this delegation another number of seats."),
        ([IVORY_COAST, IVORY_COAST], "The same focal point stands in row 2."),
    ],
)
def test_a_row_is_refused_with_its_reason(rows: list[str], expected: str) -> None:
    assert reasons(csv(*rows, header=HEADER)) == {1 + len(rows): expected}

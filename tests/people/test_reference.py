"""The lists of delegations: those of the tracker, and what their editors may get wrong."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.watch import Watch
from tracker.audit.models import COMMAND, Entry
from tracker.db import db, transaction
from tracker.people import reference
from tracker.people.models import Delegation, DelegationKind
from tracker.people.reference import Counts

HEADER = "code,name_en,name_fr,region,kind\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Small lists: two Members, a union, a regional office, an observer."""
    (tmp_path / "as_of.toml").write_text('as_of = 2026-03-01\nsource = "invented"\n')
    (tmp_path / "members.csv").write_text(
        HEADER + 'CI,Côte d\'Ivoire,Côte d\'Ivoire,WCA,member\nHK,"Hong Kong, China","Hong Kong, Chine",AP,member\n'
        "EU,European Union,Union européenne,EUR,union\n",
        encoding="utf-8",
    )
    (tmp_path / "regional.csv").write_text(
        "code,name_en,name_fr,region,host_city\nRILO-WA,RILO West Africa,BRLR,WCA,Dakar\n"
    )
    (tmp_path / "organizations.csv").write_text("code,name_en,name_fr,kind\nINTERPOL,INTERPOL,INTERPOL,observer\n")
    return tmp_path


def load(folder: Path = reference.FOLDER) -> Counts:
    with transaction():
        return reference.load(COMMAND, folder)


def problems(folder: Path) -> list[str]:
    with pytest.raises(reference.ReferenceWrong) as caught:
        reference.read(folder)
    return list(caught.value.problems)


def write(folder: Path, *lines: str) -> list[str]:
    (folder / "members.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return problems(folder)


@pytest.mark.pure
def test_the_tracker_s_own_lists_hold_the_members_of_the_wco() -> None:
    kinds = [entry.kind for entry in reference.read()]
    assert {kind: kinds.count(kind) for kind in (DelegationKind.MEMBER, DelegationKind.UNION)} == {
        "member": 187,
        "union": 1,
    }
    assert kinds.count(DelegationKind.REGIONAL) == 18
    assert reference.read_as_of() == date(2025, 12, 31)


def test_lists_are_loaded_once(context: Flask, watch: Watch, folder: Path) -> None:
    assert load(folder) == Counts(5, 0, 0, date(2026, 3, 1))
    assert load(folder) == Counts(0, 0, 5, date(2026, 3, 1))
    entries = list(db.session.scalars(select(Entry)))
    assert [(entry.action, entry.details) for entry in entries] == [
        ("reference.loaded", {"added": 5, "changed": 0, "as_of": "2026-03-01"})
    ]


def test_an_edited_list_wins_and_nothing_is_removed(context: Flask, watch: Watch, folder: Path) -> None:
    load(folder)
    (folder / "members.csv").write_text(HEADER + "CI,Ivory Coast,Côte d'Ivoire,WCA,member\n", encoding="utf-8")
    assert load(folder) == Counts(0, 1, 2, date(2026, 3, 1))
    names = db.session.scalars(select(Delegation.name_en).order_by(Delegation.code))
    assert list(names) == ["Ivory Coast", "European Union", "Hong Kong, China", "INTERPOL", "RILO West Africa"]


def test_the_tracker_s_own_lists_fit_the_database(context: Flask, watch: Watch) -> None:
    counts = load()
    assert db.session.scalar(select(func.count(Delegation.id))) == counts.added


@pytest.mark.pure
def test_what_is_wrong_is_said_with_its_line(folder: Path) -> None:
    assert write(
        folder,
        "CI,Côte d'Ivoire,,WCA,member",
        "RILO-WA,Somewhere,Quelque part,WCA,member",
        "XX,Somewhere,Quelque part,WESTERN AFRICA,state",
    ) == [
        "members.csv, line 2: name_fr is empty",
        "members.csv, line 4: region has 14 characters; at most 8 fit",
        "members.csv, line 4: kind is 'state'; it is member or union",
        "regional.csv, line 2: the code 'RILO-WA' is there already, for Somewhere",
    ]


@pytest.mark.pure
def test_a_list_without_its_columns_is_refused(folder: Path) -> None:
    (folder / "organizations.csv").write_text("code;name_en;name_fr;kind\n")
    assert problems(folder) == ["organizations.csv: the column code is missing"]


@pytest.mark.pure
def test_a_list_saved_by_a_spreadsheet_is_read(folder: Path) -> None:
    text = (folder / "members.csv").read_text(encoding="utf-8")
    (folder / "members.csv").write_text(text.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    assert reference.read(folder)[1].name_fr == "Hong Kong, Chine"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "as_of.toml: as_of must be a day such as 2025-12-31"),
        ('as_of = "March"', "as_of.toml: as_of must be a day such as 2025-12-31"),
    ],
)
def test_the_day_of_the_lists_is_needed(folder: Path, text: str, problem: str) -> None:
    (folder / "as_of.toml").write_text(text)
    with pytest.raises(reference.ReferenceWrong) as caught:
        reference.read_as_of(folder)
    assert caught.value.problems == (problem,)

"""Papers whose time is over, and files that nobody knows."""

import os

import pytest
from flask import Flask

from tests import world
from tests.registration.papers.files import pdf
from tests.registration.papers.test_uploads import LETTER, RULES, papers, store
from tests.watch import Watch
from tracker import clock
from tracker.audit.models import SYSTEM
from tracker.cli.worker import CHORES
from tracker.db import db, transaction
from tracker.registration.models import Registration
from tracker.registration.papers import receiving, ruling, storing
from tracker.registration.papers.forgetting import forget_papers, sweep_papers
from tracker.registration.papers.receiving import Upload


@pytest.fixture
def adjoua(context: Flask, watch: Watch) -> Registration:
    """She has sent a letter, and exchanged it."""
    watch.says("2026-11-02 10:00")
    for file in store():
        file.unlink()
    meeting = world.meeting()
    made = world.registration(meeting, "Adjoua Kouassi")
    with transaction():
        ruling.rule(meeting, RULES, SYSTEM)
    for text in (b"first", b"second"):
        with transaction():
            receiving.receive(made, LETTER, Upload("Letter.pdf", pdf(text=text)), SYSTEM)
    return made


def test_papers_go_a_year_after_the_meeting(adjoua: Registration, watch: Watch) -> None:
    watch.says("2027-11-18 12:29")
    assert forgotten() == 0
    watch.says("2027-11-18 12:30")
    assert forgotten() == 2
    assert (papers(), store()) == ([], [])
    assert forgotten() == 0
    assert {forget_papers, sweep_papers} <= set(CHORES)


def test_papers_that_were_not_erased_after_all_are_still_there(adjoua: Registration, watch: Watch) -> None:
    watch.says("2027-11-18 12:30")

    def fails() -> None:
        with transaction():
            forget_papers()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert (len(papers()), len(store())) == (2, 2)


def test_files_without_a_row_go_after_a_day(adjoua: Registration) -> None:
    old, new = storing.folder() / ("0" * 32), storing.folder() / ("1" * 32)
    for file, hours in ((old, 25), (new, 23)):
        file.write_bytes(b"left by a crash")
        at = clock.now().timestamp() - hours * 3600
        os.utime(file, (at, at))
    for paper in papers():
        os.utime(storing.folder() / paper.stored_as, (0, 0))
    db.session.rollback()
    with transaction():
        assert sweep_papers() == 1
    assert [file.name for file in store()] == sorted([new.name, *(paper.stored_as for paper in papers())])


def forgotten() -> int:
    db.session.rollback()
    with transaction():
        return forget_papers()

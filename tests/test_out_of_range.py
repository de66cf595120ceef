"""Numbers and times beyond all that a meeting can have are answered like any other mistake."""

import re
from datetime import datetime
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from tests import world
from tests.actors import Organizer
from tracker import clock
from tracker.correspondence.models import Item


@pytest.fixture
def amara(app: Flask, context: Flask) -> Organizer:
    return Organizer(app, world.meeting())


def test_no_route_takes_a_number_that_no_row_can_have(app: Flask) -> None:
    routes = [rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule]
    assert len(routes) > 30
    adapter = app.url_map.bind("localhost")
    for route in routes:
        method = next(iter((route.methods or set()) - {"HEAD", "OPTIONS"}))
        assert adapter.match(_address(route.rule, "2147483647"), method)[0] == route.endpoint
        with pytest.raises(HTTPException):
            adapter.match(_address(route.rule, "2147483648"), method)


def _address(rule: str, number: str) -> str:
    return re.sub(r"<\w+>", "word", re.sub(r"<uuid:\w+>", str(UUID(int=1)), re.sub(r"<int:\w+>", number, rule)))


@pytest.mark.parametrize("number", ["2147483647", "2147483648", "99999999999999999999"])
@pytest.mark.parametrize("page", ["online", "attendance/people", "registrations"])
def test_there_is_no_such_row(amara: Organizer, page: str, number: str) -> None:
    assert amara.opens(f"{page}/{number}").status_code == 404


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59", "1899-12-31T10:00", "2201-01-01T10:00"])
def test_a_quorum_at_no_time_is_that_of_now(amara: Organizer, at: str) -> None:
    assert amara.opens(f"attendance/quorum?at={at}").status_code == 200


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_an_item_cannot_open_in_such_a_year(amara: Organizer, year: str) -> None:
    fields = {"code": "A1", "kind": "decision", "title_en": "Budget", "opens": f"{year}-01-01T09:00"}
    answer = amara.client.post(f"{amara.home}/items/new", data=fields | {"deadline": "9999-12-31T18:00"})
    assert (answer.status_code, "This time does not exist" in answer.text) == (422, True)
    assert world.count(Item) == 0


@pytest.mark.pure
@pytest.mark.parametrize("year", [1, 1899, 2201, 9999])
def test_a_year_without_meetings_is_no_time(year: int) -> None:
    with pytest.raises(ValueError, match=f"the year {year} is not between 1900 and 2200"):
        clock.from_wall(datetime(year, 1, 1), "Asia/Tokyo")  # noqa: DTZ001 (wall time)

"""The table of verdicts that the server and the page's scripts both keep to, `verdicts.json`.

Cases by hand, each with its reason, and generated ones. `python -m tests.checkin.test_verdict_table` writes it anew.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.checkin.test_verdicts import CASES, DOOR
from tracker.checkin.verdicts import Direction, Door, Holder, Verdict, judge

pytestmark = pytest.mark.pure

TABLE = Path(__file__).parent / "verdicts.json"
SEED, GENERATED = 23, 400
CATEGORIES = ("MEM", "UNI", "PRV", "SEC")


def written(name: str, holder: Holder | None, door: Door, direction: Direction, at: datetime) -> dict[str, Any]:
    """A case as JSON."""
    return {
        "name": name,
        "holder": holder and asdict(holder),
        "door": {
            "meeting_id": door.meeting_id,
            "opens_at": door.opens_at.isoformat().replace("+00:00", "Z"),
            "ends_at": door.ends_at.isoformat().replace("+00:00", "Z"),
            "categories": sorted(door.categories),
        },
        "direction": direction.value,
        "at": at.isoformat().replace("+00:00", "Z"),
        "verdict": judge(holder, door, direction, at=at).value,
    }


def generated() -> list[dict[str, Any]]:
    """Cases by chance, the same ones each time."""
    chance = Random(SEED)
    cases = []
    for number in range(GENERATED):
        holder = Holder(
            meeting_id=chance.choice((1, 1, 1, 2)),
            category=chance.choice(CATEGORIES),
            approved=chance.random() < 0.85,
            revoked=chance.random() < 0.1,
            online=chance.random() < 0.3,
            inside=chance.random() < 0.5,
            exception=chance.choice((None, None, None, True, False)),
        )
        opens = datetime(2026, 11, 17, 7, 30, tzinfo=UTC) + timedelta(minutes=chance.randrange(0, 600, 15))
        door = Door(
            1, opens, opens + timedelta(minutes=chance.randrange(30, 300, 15)), frozenset(chance.sample(CATEGORIES, 2))
        )
        at = opens + timedelta(minutes=chance.randrange(-30, 330, 5))
        direction = chance.choice((Direction.IN, Direction.IN, Direction.OUT))
        cases.append(written(f"generated {number}", holder, door, direction, at))
    return cases


def table() -> dict[str, Any]:
    """What the file holds."""
    by_hand = [written(name, holder, DOOR, direction, at) for name, holder, direction, at, _verdict in CASES]
    return {"by_hand": by_hand, "generated": generated()}


def test_the_table_is_up_to_date() -> None:
    assert json.loads(TABLE.read_text(encoding="utf-8")) == table()


def test_every_case_by_hand_says_what_its_author_meant() -> None:
    assert [case["verdict"] for case in table()["by_hand"]] == [case[4] for case in CASES]


def test_every_verdict_that_the_rule_can_give_is_in_the_generated_cases() -> None:
    told = {case["verdict"] for case in generated()}
    unread = {"mistyped_code", "not_a_badge", "unknown_code", "not_on_list", "provisional"}
    assert told == {verdict.value for verdict in Verdict} - unread


if __name__ == "__main__":
    TABLE.write_text(json.dumps(table(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

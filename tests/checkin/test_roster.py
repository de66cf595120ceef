"""The list that desks keep: it judges as the server does, tells nobody who comes, and is made once a version."""

import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests import world
from tests.actors import FrontDesk
from tests.statements import statements
from tests.watch import Watch
from tracker.audit.models import COMMAND
from tracker.badges import issuing
from tracker.checkin.roster import packing
from tracker.checkin.verdicts import Direction, Door, Holder, Verdict, judge
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.people.models import Category
from tracker.registration import reviewing
from tracker.registration.models import Mode, Registration

EXAMPLES = json.loads((Path(__file__).parent / "roster_entry.json").read_text(encoding="utf-8"))


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    watch.says("2026-11-17 09:10")
    return world.meeting()


@pytest.fixture
def desk(context: Flask, meeting: Meeting) -> FrontDesk:
    return FrontDesk(context, meeting)


def roster(desk: FrontDesk) -> dict[str, Any]:
    """The list as the device unpacks it."""
    answer = desk.asks("roster", **{"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    found: dict[str, Any] = json.loads(gzip.decompress(answer.data))
    return found


def holder_of(entry: dict[str, Any] | None, roster: dict[str, Any], session: str) -> tuple[Holder | None, Door]:
    """What a device makes of an entry at a door: the values of the one rule."""
    place = [s["code"] for s in roster["sessions"]].index(session)
    said = roster["sessions"][place]
    opens, ends = (datetime.fromisoformat(said[key]) for key in ("opens_at", "ends_at"))
    door = Door(1, opens, ends, frozenset(said["categories"]))
    if entry is None:
        return None, door
    signs = {"+": True, "-": False}
    holder = Holder(
        meeting_id=1,
        category=entry["category"],
        approved=not entry["state"],
        revoked=bool(entry["revoked"]),
        online=entry["modes"][place] != "p",
        inside=False,
        exception=signs.get((entry["exceptions"] or "." * (place + 1))[place]),
    )
    return holder, door


def test_the_examples_that_the_scripts_open_too() -> None:
    assert EXAMPLES["fields"] == list(packing.FIELDS)
    for example in EXAMPLES["entries"]:
        place, sealed = packing.seal(example["code"], example["plain"].encode())
        assert (place, sealed) == (example["place"], example["sealed"])
        assert packing.unseal(example["code"], sealed) == example["entry"]


def test_offline_the_verdict_is_that_of_the_server(desk: FrontDesk, watch: Watch, meeting: Meeting) -> None:
    withdrawn = world.registration(meeting, "Jan Peeters", delegation="BE")
    lost = world.registration(meeting, "Mona Said", delegation="EG")
    people: dict[str, Registration] = {
        "welcome": world.registration(meeting, "Adjoua Kouassi"),
        "welcome_online": world.registration(meeting, "Wei Chen", delegation="CN", modes={"S1": Mode.ONLINE}),
        "not_this_category": world.registration(
            meeting, "Lena Vogt", delegation=None, category=Category.PRV, organization="Acme", modes={}
        ),
    }
    codes = {verdict: world.code(person) for verdict, person in people.items()}
    codes["revoked"] = world.code(lost)
    codes["revoked too"] = world.code(withdrawn)
    with transaction():
        issuing.issue(lost.id, reason="lost")
        reviewing.decline(db.session.get_one(Registration, withdrawn.id), COMMAND, "No seat.")
    codes["welcome too"] = world.code(lost)
    found = roster(desk)
    for code in codes.values():
        sealed = found["entries"].get(packing.place(code))
        entry = packing.unseal(code, sealed) if sealed else None
        for session in ("S1", "S2", "S3"):
            for wall in ("2026-11-17 08:00", "2026-11-17 09:30", "2026-11-17 15:00", "2026-11-18 10:00"):
                at = watch.says(wall)
                holder, door = holder_of(entry, found, session)
                offline = judge(holder, door, Direction.IN, at=at)
                desk.session = session
                online = desk.sends(desk.scan(code=code))[0]
                assert online["verdict"] in {offline, Verdict.ALREADY_IN}
                assert online["verdict"] == offline or offline in {"welcome", "welcome_online"}


def test_it_tells_nobody_who_comes(desk: FrontDesk, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    text = json.dumps(roster(desk))
    for word in ("Kouassi", "KOUASSI", adjoua.uid.hex, "customs.example", world.code(adjoua)):
        assert word not in text


def test_a_list_that_has_not_changed_is_not_sent(desk: FrontDesk, watch: Watch, meeting: Meeting) -> None:
    adjoua = world.registration(meeting, "Adjoua Kouassi")
    first = desk.asks("roster")
    tag = first.headers["ETag"]
    with statements() as heard:
        again = desk.asks("roster", **{"If-None-Match": tag})
    assert (again.status_code, again.data, len(heard)) == (
        304,
        b"",
        7,
    )  # the device, the meeting in four, its checkpoints, the stamp
    assert "Set-Cookie" not in first.headers

    watch.moves_on(minutes=6)  # the content is compared, and is the same
    assert desk.asks("roster", **{"If-None-Match": tag}).status_code == 304

    with transaction():
        issuing.issue(adjoua.id, reason="lost")
    changed = desk.asks("roster", **{"If-None-Match": tag})
    assert (changed.status_code, changed.headers["ETag"] == tag) == (200, False)
    assert len(changed.get_json()["entries"]) == 2  # the void badge is told apart from an unknown one


def test_what_surrounds_the_entries(desk: FrontDesk, meeting: Meeting) -> None:
    world.registration(meeting, "Adjoua Kouassi")
    found = roster(desk)
    assert (found["version"], found["made_at"]) == (1, "2026-11-17T08:10:00Z")
    assert found["meeting"]["zone"] == "Europe/Brussels"
    assert found["delegations"] == [{"en": "Côte d'Ivoire", "fr": "Côte d'Ivoire"}]
    first = found["sessions"][0]
    assert (first["code"], first["opens_at"], first["room"], first["capacity"], first["two_way"]) == (
        "S1",
        "2026-11-17T07:30:00Z",
        "Kyoto A",
        134,
        False,
    )
    label = found["categories"]["MEM"]["label"]
    assert (label["en"], label["fr"]) == ("Member administration", "Administration Membre")

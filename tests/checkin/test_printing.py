"""What a desk prints: the meeting's own badge, and a line in the print log, so that nobody's is printed twice."""

import re
from dataclasses import replace
from datetime import UTC
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import select

from tests import world
from tests.actors import FrontDesk
from tests.statements import statements
from tests.watch import Watch
from tracker import clock
from tracker.access import Role
from tracker.audit.models import COMMAND, SYSTEM, Entry
from tracker.badges import issuing
from tracker.badges.layouts import SINGLE, Layout
from tracker.checkin.devices.models import DeskDevice
from tracker.checkin.syncing.payloads import UnreadableFrame
from tracker.checkin.welcoming.printing import told
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.registration import reviewing
from tracker.registration.badges import queries, setting
from tracker.registration.badges.looks import USUAL, BadgeField, Choice, Dress
from tracker.registration.badges.models import BadgePrint, BadgeRun
from tracker.registration.models import Registration

MOUSSA = {"name": "Moussa TRAORÉ", "delegation": "Côte d’Ivoire", "category": "MEM"}


@pytest.fixture
def meeting(context: Flask, watch: Watch) -> Meeting:
    del context
    watch.says("2026-11-17 08:55")
    world.delegations()
    return world.meeting()


@pytest.fixture
def desk(context: Flask, meeting: Meeting) -> FrontDesk:
    return FrontDesk(context, meeting)


@pytest.fixture
def amara(context: Flask, meeting: Meeting) -> FlaskClient:
    """The browser of Amara Diallo, organizer."""
    return world.sign_in(context.test_client(), world.user("Amara Diallo", role=Role.ORGANIZER, of=meeting))


def printed(code: str, **more: object) -> dict[str, object]:
    """A print as the device keeps it."""
    made = {"id": str(uuid4()), "code": code, "paper": "label", "at": clock.now().isoformat(), "offset_ms": 0}
    return made | more


def tells(desk: FrontDesk, *prints: object) -> list[str]:
    """How the server takes them."""
    answer = desk.posts("prints", prints=list(prints))
    assert answer.status_code == 201, answer.text
    return [one["stored"] for one in answer.get_json()["answers"]]


def waiting(meeting: Meeting) -> int:
    """How many badges the organizer would still print."""
    return queries.count(meeting.id, Choice())


def log() -> list[tuple[str, str, Layout, bool]]:
    """Wall time, by whom, paper, at a desk; the oldest first."""
    db.session.rollback()  # look anew
    runs = db.session.scalars(select(BadgeRun).order_by(BadgeRun.made_at))
    wall = [(clock.in_zone(run.made_at, "Europe/Brussels"), run) for run in runs]
    return [(f"{at:%H:%M}", run.made_by, run.layout, run.at_desk) for at, run in wall]


def test_a_walk_in_printed_at_the_desk_is_not_printed_again(
    desk: FrontDesk, meeting: Meeting, amara: FlaskClient
) -> None:
    said = desk.posts("walk-ins", id=str(uuid4()), **MOUSSA).get_json()
    assert tells(desk, printed(said["badge"]["code"])) == ["stored"]
    with transaction():
        reviewing.approve(db.session.scalars(select(Registration)).one(), COMMAND)
    assert waiting(meeting) == 0
    assert log() == [("08:55", "desk Door A", Layout.LABEL, True)]
    page = amara.get("/meetings/cap-23/badges").text
    assert "1 badge was printed at the desk." in page
    assert re.findall(r"<bdi>(desk Door A|Moussa Traoré)</bdi>", page) == ["desk Door A", "Moussa Traoré"]


def test_the_record_says_which_device_printed_which_badge(desk: FrontDesk, meeting: Meeting) -> None:
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    assert tells(desk, printed(world.code(amina))) == ["stored"]
    db.session.rollback()  # look anew
    noted = db.session.scalars(select(Entry).where(Entry.action == "badges.printed")).one()
    badge = issuing.valid(amina.id)
    assert badge
    assert (noted.actor, noted.details["device"], noted.details["badge"]) == (
        "desk Door A",
        str(desk.device),
        str(badge.id),
    )


def test_what_is_told_twice_is_on_record_once(desk: FrontDesk, meeting: Meeting) -> None:
    once = printed(world.code(world.registration(meeting, "Amina Haddad", delegation="EG")))
    assert [tells(desk, once), tells(desk, once), tells(desk, once, once)] == [
        ["stored"],
        ["duplicate"],
        ["duplicate", "duplicate"],
    ]
    assert (world.count(BadgeRun), world.count(BadgePrint)) == (1, 1)


def test_what_was_printed_without_a_network_counts_when_it_was_printed(
    desk: FrontDesk, meeting: Meeting, watch: Watch
) -> None:
    lost = printed(world.code(world.registration(meeting, "Amina Haddad", delegation="EG")))
    with transaction():
        issuing.issue(db.session.scalars(select(Registration)).one().id, reason="lost again")
    watch.says("11:30")
    assert tells(desk, lost) == ["stored"]  # it is on paper, though it opens no door any more
    assert log() == [("08:55", "desk Door A", Layout.LABEL, True)]
    assert waiting(meeting) == 1  # its successor is not


def test_a_print_that_cannot_be_taken_holds_up_no_other(desk: FrontDesk, meeting: Meeting) -> None:
    code = world.code(world.registration(meeting, "Amina Haddad", delegation="EG"))
    stranger = world.code(world.registration(world.meeting("cap-22", number=22), "Wei Chen", delegation="CN"))
    taken = tells(
        desk,
        "nothing",
        printed(code, id="7"),
        printed(code, paper="a4_8"),
        printed(code, at="yesterday"),
        printed(code[:-1] + ("2" if code[-1] != "2" else "3")),
        printed(stranger),
        printed(code),
    )
    assert taken == [*["refused"] * 6, "stored"]
    assert desk.posts("prints", prints=[]).status_code == 422
    assert desk.posts("prints", prints=[{}] * 51).status_code == 422


def test_a_device_that_is_a_desk_no_longer_may_still_tell_what_it_printed(
    desk: FrontDesk, meeting: Meeting, watch: Watch
) -> None:
    code = world.code(world.registration(meeting, "Amina Haddad", delegation="EG"))
    before = printed(code)
    watch.says("09:10")
    with transaction():
        db.session.get_one(DeskDevice, desk.device).revoked_at = clock.now()
    watch.says("09:20")
    assert tells(desk, before, printed(code)) == ["stored", "refused"]
    assert desk.asks("logo").status_code == 401


def test_telling_costs_the_same_whatever_is_known_already(desk: FrontDesk, meeting: Meeting) -> None:
    people = [world.registration(meeting, f"Amina Number{letter}", delegation="EG") for letter in "ABCDEFGH"]
    prints = [printed(world.code(one)) for one in people]
    tells(desk, *prints)
    with statements() as few:
        tells(desk, prints[0])
    with statements() as many:
        tells(desk, *prints)
    assert len(many) == len(few) == 3


def dresses(meeting: Meeting, logo: bytes | None = None, *fields: BadgeField) -> None:
    """Give the meeting's badges that logo, two languages, the label at the desk and only these fields."""
    look = replace(USUAL.look, desk=Layout.LABEL, languages=("en", "fr"), fields=fields)
    with transaction():
        setting.change(db.session.get_one(Meeting, meeting.id), Dress(look, logo), SYSTEM)


def logo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "#0b4a82").save(made, "PNG")
    return made.getvalue()


def test_the_desk_prints_the_badge_of_the_meeting(desk: FrontDesk, meeting: Meeting) -> None:
    dresses(meeting, logo(), BadgeField.MEETING)
    said = desk.posts("walk-ins", id=str(uuid4()), **MOUSSA).get_json()
    assert said["paper"] == "label"
    answer = desk.asks(f"badges/{said['person']}/drawing")
    assert answer.status_code == 200
    drawing = answer.get_json()["drawing"]
    assert drawing.startswith("<svg")
    width, height = (float(size) for size in re.findall(r'(?:width|height)="([\d.]+)pt"', drawing)[:2])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (62, 100)
    assert [part in drawing for part in ("#0b4a82", "data:image/png;base64,")] == [True, True]  # the band, the logo
    assert world.count(BadgeRun) == 0  # looking prints nothing


def test_a_letter_that_no_font_has_is_left_to_the_device(desk: FrontDesk, meeting: Meeting) -> None:
    ulfilas = world.registration(meeting, "Ulfilas \U00010348 Gotland", delegation="DE")
    answer = desk.asks(f"badges/{ulfilas.uid}/drawing", Accept="application/json")
    assert (answer.status_code, "GOTHIC LETTER HWAIR" in answer.get_json()["detail"]) == (409, True)
    slip = desk.asks(f"badges/{ulfilas.uid}").get_json()["slip"]
    assert slip["given_name"] == "Ulfilas \U00010348"


def test_the_slip_has_the_fields_and_the_languages_of_the_badges(desk: FrontDesk, meeting: Meeting) -> None:
    dresses(meeting, logo(), BadgeField.NATIVE_NAME, BadgeField.POSITION)
    amina = world.registration(
        meeting, "Amina Haddad", delegation="EG", native_name="أمينة حداد", organization="Customs Authority"
    )
    slip = desk.asks(f"badges/{amina.uid}").get_json()["slip"]
    assert {part: slip[part] for part in ("meeting", "days", "organization", "office")} == dict.fromkeys(
        ("meeting", "days", "organization", "office"), ""
    )
    assert (slip["native_name"], slip["native_language"]) == ("أمينة حداد", "ar")
    assert slip["represents"] == "Egypt / Égypte"
    assert slip["category"] == "Member administration · Administration Membre"
    assert (slip["colour"], slip["pattern"]) == ("navy", "plain")
    held = desk.asks("logo")
    assert (held.headers["ETag"], held.get_json()["logo"][:22]) == (f'"{slip["logo"]}"', "data:image/png;base64,")


def test_the_logo_is_sent_once(desk: FrontDesk, meeting: Meeting) -> None:
    none = desk.asks("logo")
    assert (none.status_code, none.get_json()) == (200, {"logo": ""})
    assert desk.asks("logo", **{"If-None-Match": none.headers["ETag"]}).status_code == 304
    dresses(meeting, logo())
    first = desk.asks("logo", **{"If-None-Match": none.headers["ETag"]})
    assert first.status_code == 200
    assert desk.asks("logo", **{"If-None-Match": first.headers["ETag"]}).status_code == 304


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
_TIMES = st.sampled_from(["2026-11-17T08:55:00+00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
_PRINT = st.fixed_dictionaries(
    {},
    optional={
        "id": st.uuids().map(str) | _JSON,
        "code": st.just("B22Z JXTY PKFM J43N") | _JSON,
        "paper": st.sampled_from(list(Layout)) | _JSON,
        "at": _TIMES | _JSON,
        "offset_ms": st.floats() | _JSON,
    },
)


@pytest.mark.pure
@given(st.dictionaries(st.just("prints"), st.lists(_PRINT | _JSON, max_size=4) | _JSON))
def test_whatever_a_device_sends_is_read_or_refused(frame: dict[str, object]) -> None:
    try:
        read = told(frame)
    except UnreadableFrame:
        return
    assert len(read) == len(frame["prints"])  # type: ignore[arg-type]
    for _id, one in read:
        assert one is None or (one.paper in SINGLE and (one.at is None or one.at.tzinfo is UTC))


def test_only_desks_hear_of_badges(desk: FrontDesk, meeting: Meeting) -> None:
    stranger = world.registration(world.meeting("cap-22", number=22), "Wei Chen", delegation="CN")
    assert desk.asks(f"badges/{stranger.uid}/drawing").status_code == 404
    assert desk.asks(f"badges/{UUID(int=7)}/drawing").status_code == 404
    desk.headers = {}
    amina = world.registration(meeting, "Amina Haddad", delegation="EG")
    assert [desk.asks(what).status_code for what in (f"badges/{amina.uid}/drawing", "logo")] == [401, 401]
    assert desk.posts("prints", prints=[printed(world.code(amina))]).status_code == 401


def test_a_print_at_a_time_that_cannot_be_counts_when_it_was_told(desk: FrontDesk, meeting: Meeting) -> None:
    code = world.code(world.registration(meeting, "Amina Haddad", delegation="EG"))
    never = printed(code, at="9999-12-31T23:59:59Z", offset_ms=1e300)
    assert tells(desk, never, printed("\ud83d"), printed(code, id=["x"]), printed(code, at=5)) == [
        "stored",
        "refused",
        "refused",
        "refused",
    ]
    assert log() == [("08:55", "desk Door A", Layout.LABEL, True)]

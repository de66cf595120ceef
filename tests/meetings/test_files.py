"""Meeting files: what they may say, and the exact sentences that their writers read."""

from datetime import datetime

import pytest

from tracker.i18n import Texts
from tracker.meetings import files
from tracker.meetings.files import MeetingFile, PhaseFile, RoomFile, SessionFile
from tracker.meetings.models import PhaseKind, SessionKind

pytestmark = pytest.mark.pure

SMALLEST = """
slug = "cap-24"
body = "CAP"
number = 24
title = "24th Meeting"
place = "Brussels"
timezone = "Europe/Brussels"
"""
FULL = """
slug = "cap-24"
body = "CAP"
number = 24
title = "24th Meeting"
place = "Brussels"
timezone = "Europe/Brussels"
registration_opens = 2027-10-01T09:00:00
registration_closes = 2027-11-12T18:00:00

[[phases]]
kind = "live"
opens = 2027-11-16T09:00:00
closes = 2027-11-17T17:00:00

[[rooms]]
name = "Kyoto A"
capacity = 134

[[sessions]]
code = "S1"
title = { en = "Opening", fr = "Ouverture" }
kind = "closed"
starts = "2027-11-16 09:30"
ends = "2027-11-16 12:30"
room = "Kyoto A"

[[sessions]]
code = "S2"
title = "Joint session"
kind = "joint"
starts = 2027-11-17T10:00:00
ends = 2027-11-17T12:00:00
"""


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def problems(text: str) -> list[str]:
    with pytest.raises(files.MeetingFileWrong) as caught:
        files.read(text)
    return list(caught.value.problems)


def test_a_file_may_be_small() -> None:
    assert files.read(SMALLEST) == MeetingFile(
        slug="cap-24",
        body="CAP",
        number=24,
        title=Texts({"en": "24th Meeting"}),
        place=Texts({"en": "Brussels"}),
        timezone="Europe/Brussels",
        access={
            "open": ("MEM", "UNI", "GOV", "IGO", "REG", "NGO", "PRV", "EXP", "SEC", "TEC", "PRS"),
            "joint": ("MEM", "UNI", "GOV", "IGO", "REG", "NGO", "PRV", "EXP", "SEC", "TEC"),
            "closed": ("MEM", "UNI", "REG", "SEC", "TEC"),
        },
    )


def test_its_parts_are_read() -> None:
    file = files.read(FULL)
    assert file.phases == (
        PhaseFile(kind=PhaseKind.LIVE, opens=wall("2027-11-16 09:00"), closes=wall("2027-11-17 17:00")),
    )
    assert file.rooms == (RoomFile(name="Kyoto A", capacity=134),)
    assert file.sessions == (
        SessionFile(
            code="S1",
            title=Texts({"en": "Opening", "fr": "Ouverture"}),
            kind=SessionKind.CLOSED,
            starts=wall("2027-11-16 09:30"),
            ends=wall("2027-11-16 12:30"),
            room="Kyoto A",
        ),
        SessionFile(
            code="S2",
            title=Texts({"en": "Joint session"}),
            kind=SessionKind.JOINT,
            starts=wall("2027-11-17 10:00"),
            ends=wall("2027-11-17 12:00"),
        ),
    )


WRONG = {
    "a title that nobody wrote": ('title = "24th Meeting"\n', "", ["title is missing"]),
    "an empty title": ('title = "24th Meeting"', 'title = " "', ["title.en is empty"]),
    "a title that is a number": (
        'title = "24th Meeting"',
        "title = 24",
        ['title is 24, but must be a text or a table by language such as { en = "…", fr = "…" }'],
    ),
    "a language by its name": (
        'title = "24th Meeting"',
        'title = { English = "24th Meeting" }',
        ["title: 'English' is no language code such as en or fr"],
    ),
    "a key with a typing error": (
        'code = "S2"\ntitle',
        'code = "S2"\ntilte',
        ["sessions[1] (S2): there is no key 'tilte'; did you mean 'title'?", "sessions[1] (S2): title is missing"],
    ),
    "a key that resembles none": (
        'kind = "live"\n',
        'kind = "live"\nbudget = 3\n',
        ["phases[0]: there is no key 'budget'; there are kind, title, opens, closes"],
    ),
    "a kind with a typing error": (
        'kind = "joint"',
        'kind = "jiont"',
        ["sessions[1] (S2): kind is 'jiont'; did you mean 'joint'?"],
    ),
    "a number in words": (
        "number = 24",
        'number = "24"',
        ["number is '24', but must be a whole number"],
    ),
    "true for a number": ("number = 24", "number = true", ["number is true, but must be a whole number"]),
    "no seat at all": (
        "capacity = 134",
        "capacity = 0",
        ["rooms[0] (Kyoto A): capacity is 0, but must lie between 1 and 100000"],
    ),
    "a text for yes or no": (
        'room = "Kyoto A"',
        'room = "Kyoto A"\nonline = "no"',
        ["sessions[0] (S1): online is 'no', but must be true or false"],
    ),
    "a slug with blanks": (
        'slug = "cap-24"',
        'slug = "CAP 24"',
        ["slug 'CAP 24' may hold only small letters, digits and hyphens, such as 'cap-23'"],
    ),
    "a code with a slash": (
        'code = "S2"',
        'code = "S/2"',
        ["sessions[1] (S/2): code 'S/2' may hold only letters, digits and hyphens, such as 'S1'"],
    ),
    "an unknown zone": (
        '"Europe/Brussels"',
        '"Europe/Brussel"',
        ["timezone: unknown time zone 'Europe/Brussel': use an IANA name such as Europe/Brussels"],
    ),
    "a time with an offset": (
        "starts = 2027-11-17T10:00:00",
        "starts = 2027-11-17T10:00:00+01:00",
        [
            (
                "sessions[1] (S2): starts carries an offset from UTC;"
                " write the time at the place of the meeting, such as 2027-11-17 10:00"
            )
        ],
    ),
    "a quoted time with an offset": (
        'starts = "2027-11-16 09:30"',
        'starts = "2027-11-16T09:30Z"',
        [
            (
                "sessions[0] (S1): starts carries an offset from UTC;"
                " write the time at the place of the meeting, such as 2027-11-16 09:30"
            )
        ],
    ),
    "a day without a time": (
        "starts = 2027-11-17T10:00:00",
        "starts = 2027-11-17",
        ["sessions[1] (S2): starts is 2027-11-17, but must be a day and a time such as 2026-12-08 09:00"],
    ),
    "a day that no calendar has": (
        'starts = "2027-11-16 09:30"',
        'starts = "2027-11-31 09:30"',
        ["sessions[0] (S1): starts is '2027-11-31 09:30', but must be a day and a time such as 2026-12-08 09:00"],
    ),
    "an end before the start": (
        "ends = 2027-11-17T12:00:00",
        "ends = 2027-11-17T09:00:00",
        ["sessions[1] (S2): ends 09:00 before it starts 10:00"],
    ),
    "an end on the day before": (
        "ends = 2027-11-17T12:00:00",
        "ends = 2027-11-16T12:00:00",
        ["sessions[1] (S2): ends 2027-11-16 12:00 before it starts 2027-11-17 10:00"],
    ),
    "a phase of no length": (
        "closes = 2027-11-17T17:00:00",
        "closes = 2027-11-16T09:00:00",
        [
            "phases[0]: closes 09:00 before it opens 09:00",
            (
                "sessions[0] (S1): 2027-11-16 09:30 to 2027-11-16 12:30"
                " lies outside the phases (2027-11-16 09:00 to 2027-11-16 09:00)"
            ),
            (
                "sessions[1] (S2): 2027-11-17 10:00 to 2027-11-17 12:00"
                " lies outside the phases (2027-11-16 09:00 to 2027-11-16 09:00)"
            ),
        ],
    ),
    "a session after the meeting": (
        "ends = 2027-11-17T12:00:00",
        "ends = 2027-11-17T17:30:00",
        [
            (
                "sessions[1] (S2): 2027-11-17 10:00 to 2027-11-17 17:30"
                " lies outside the phases (2027-11-16 09:00 to 2027-11-17 17:00)"
            )
        ],
    ),
    "a room that is not there": (
        'room = "Kyoto A"',
        'room = "Kyoto B"',
        ["sessions[0] (S1): the room 'Kyoto B' is not among [[rooms]]"],
    ),
    "a code given twice": (
        'code = "S2"',
        'code = "S1"',
        ["sessions: the code 'S1' is given to 2 of them"],
    ),
    "a category that is none": (
        'room = "Kyoto A"',
        'room = "Kyoto A"\ncategories = ["MEM", "NGOS"]',
        ["sessions[0] (S1): categories: there is no category 'NGOS'; did you mean 'NGO'?"],
    ),
    "a door for nobody": (
        "[[rooms]]",
        "[access]\nclosed = []\n[[rooms]]",
        ["access: closed is empty, so nobody could enter"],
    ),
    "a session that is nowhere": (
        'room = "Kyoto A"',
        "in_person = false\nonline = false",
        ["sessions[0] (S1): is held neither in person nor online"],
    ),
    "a contact that is no address": (
        'place = "Brussels"',
        'place = "Brussels"\ncontact = "the secretariat"',
        ["contact 'the secretariat' is no e-mail address"],
    ),
    "registration that closes first": (
        "registration_closes = 2027-11-12T18:00:00",
        "registration_closes = 2027-09-12T18:00:00",
        ["registration_closes 2027-09-12 18:00 is not after registration_opens 2027-10-01 09:00"],
    ),
    "registration that never opens": (
        "registration_opens = 2027-10-01T09:00:00\n",
        "",
        ["registration_closes is given without registration_opens"],
    ),
    "rooms in one table": (
        "[[rooms]]",
        "[rooms]",
        [
            "rooms must be written as tables that begin with [[rooms]]",
            "sessions[0] (S1): the room 'Kyoto A' is not among [[rooms]]",
        ],
    ),
    "a character that no page can print": (
        'place = "Brussels"',
        'place = "Brus\\u0000sels"',
        ["place.en holds a control character"],
    ),
    "a language that nobody speaks": (
        'title = { en = "Opening", fr = "Ouverture" }',
        'title = { xx = "a" }',
        [
            (
                "sessions[0] (S1): title: there is no language 'xx'; pages speak en, fr, ar, es, pt, ru, zh, and texts"
                " may be in any other that has a code, such as de"
            )
        ],
    ),
    "an address as long as a letter": (
        'place = "Brussels"',
        f'place = "Brussels"\naddress = "{"x" * 301}"',
        ["address has 301 characters; at most 300 fit"],
    ),
}


@pytest.mark.parametrize(("right", "wrong", "sentences"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(right: str, wrong: str, sentences: list[str]) -> None:
    assert right in FULL
    assert problems(FULL.replace(right, wrong)) == sentences


def test_everything_that_is_wrong_is_said_at_once() -> None:
    text = FULL.replace('"closed"', '"private"').replace("number = 24", "number = 0").replace('"CAP"', "7")
    assert problems(text.replace("12:00:00", "09:00:00")) == [
        "body is 7, but must be a text in quotation marks",
        "number is 0, but must lie between 1 and 9999",
        "sessions[0] (S1): kind is 'private'; there are open, joint, closed",
        "sessions[1] (S2): ends 09:00 before it starts 10:00",
    ]


def test_what_is_no_toml_is_said_with_its_line() -> None:
    assert problems("slug = cap-24\n") == ["this is not TOML: Invalid value (at line 1, column 8)"]


def on(day: str, starts: str, ends: str) -> str:
    """A meeting with one session on a day on which clocks are changed."""
    return f"""{SMALLEST}
[[sessions]]
code = "S1"
title = "Night session"
kind = "open"
starts = {day}T{starts}:00
ends = {day}T{ends}:00
"""


def test_in_spring_an_hour_does_not_exist() -> None:
    assert problems(on("2027-03-28", "02:30", "04:00")) == [
        "sessions[0] (S1): starts: 2027-03-28 02:30 does not exist in Europe/Brussels: clocks are put forward over it"
    ]


def test_in_autumn_an_hour_comes_twice_and_counts_at_first() -> None:
    file = files.read(on("2027-10-31", "02:30", "03:00"))
    assert file.sessions[0].starts == wall("2027-10-31 02:30")
    assert files.read(files.write(file)) == file


def test_next_year_begins_from_this_year() -> None:
    from dataclasses import replace  # noqa: PLC0415 (what an organizer does in an editor)
    from datetime import timedelta  # noqa: PLC0415

    file = replace(files.moved(files.read(FULL), timedelta(days=364)), slug="cap-25", number=25)
    assert (file.registration_opens, file.sessions[0].starts) == (wall("2028-09-29 09:00"), wall("2028-11-14 09:30"))
    assert files.read(files.write(file)) == file

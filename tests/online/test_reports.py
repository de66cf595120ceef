"""The platforms' files, read as they come: every sample has the same day of the same meeting in another format."""

import csv
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.world import at
from tracker.online.matching import How, Match, People, Person, Who
from tracker.online.names import Aside
from tracker.online.reports import dates, formats, lines, mapping, stays
from tracker.online.reports.dates import Order, OrdersMixed, OrderUnclear
from tracker.online.reports.report import Report
from tracker.online.reports.stays import Doubt, Reading, Stay
from tracker.registration.importing.flaws import ListUnreadable

pytestmark = pytest.mark.pure

SAMPLES = Path(__file__).parent / "reports"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
DAY = date(2026, 11, 17)
DUPONT, SMITH_OF_THE_CUSTOMS, SMITH_OF_THE_COMPANY = 2, 9, 10
TIMED = (
    "zoom_participants.csv",
    "zoom_participants_2024.csv",
    "zoom_participants_dmy.csv",
    "teams_attendance.csv",
    "teams_attendance_fr.csv",
    "webex.csv",
    "generic_log.csv",
)


def people() -> People:
    """The roster of the samples; R001 is person 1."""
    with (SAMPLES / "registrants.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return People(
        (
            Person(
                int(row["id"][1:]),
                row["family_name"],
                row["given_name"],
                row["native_name"],
                row["email"],
                frozenset({row["delegation"].casefold()}),
            )
            for row in rows
        ),
        {},
    )


def report(name: str) -> Report:
    found = lines.read((SAMPLES / name).read_bytes())
    guess = mapping.guess(found)
    return formats.recognize(found) or mapping.read(found, guess.head, guess.columns)


def read(name: str) -> list[Stay]:
    made = report(name)
    order = dates.order_of(stays.texts(made.entries), {DAY})
    return list(stays.stays(made, Reading(order, "Europe/Brussels", DAY)))


def match(one: Stay) -> Match:
    return people().match(Who(one.name, one.email))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_a_file_is_of_one_format_at_most(path: Path) -> None:
    found = lines.read(path.read_bytes())
    readers = [name for name, one in formats.known().items() if one.read(found) is not None]
    by_columns = path.stem in {"generic_log", "registrants"}
    assert len(readers) == (0 if by_columns else 1)


@pytest.mark.parametrize("name", TIMED)
def test_every_platform_tells_the_same_minutes(name: str) -> None:
    """What an organizer confirms besides: the second device of Ms Dupont. The other Mr Smith stays unassigned."""
    resolution = 1.5 if "2024" in name else 0.01
    intervals: dict[int, list[tuple[datetime, datetime]]] = {}
    for stay in read(name):
        person = match(stay).person or (DUPONT if stay.name.startswith("MH Dupont iPhone") else None)
        if person:
            assert stay.joined
            assert stay.left
            intervals.setdefault(person, []).append((stay.joined, stay.left))
    for code, (starts, ends) in EXPECTED["sessions"].items():
        bounds = _brussels(starts), _brussels(ends)
        for who, expected in EXPECTED["registrants"].items():
            minutes = _covered(intervals.get(int(who[1:]), []), *bounds)
            assert minutes == pytest.approx(expected[code]["minutes"], abs=resolution), (who, code)


def _brussels(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("Europe/Brussels"))


def _covered(intervals: list[tuple[datetime, datetime]], starts: datetime, ends: datetime) -> float:
    """Minutes of the union within the bounds, second by second: slow, and nothing like the product's own way."""
    seconds = set()
    for since, till in intervals:
        first, last = max(since, starts), min(till, ends)
        seconds |= set(range(int((first - starts).total_seconds()), int((last - starts).total_seconds())))
    return len(seconds) / 60


def test_a_webinar_tells_who_never_came() -> None:
    made = report("zoom_webinar_attendees.csv")
    roster = people()
    assert [roster.match(Who(one.name, one.email.lower())).person for one in made.absent] == [10, 14, 8]
    assert (made.title, made.reference) == ("Example Group - 5th Meeting (day 1)", "845 1234 5678")


def test_a_sum_has_minutes_and_no_times() -> None:
    marie = next(stay for stay in read("zoom_participants_unique.csv") if "DUPONT" in stay.name)
    assert (marie.is_timed, marie.minutes) == (False, 205.0)


def test_a_first_and_last_time_with_gaps_between_is_no_stay() -> None:
    """Google Meet has one row a person. Ivan stayed from coming to going, Adjoua went out over lunch."""
    by_name = {stay.name: stay for stay in read("gmeet.csv")}
    ivan, adjoua = by_name["Ivan Petrov"], by_name["CIV - KOUASSI Adjoua (Adjoua KOUASSI)"]
    assert (ivan.joined, ivan.left) == (at("2026-11-17 10:03"), at("2026-11-17 12:00"))
    assert (adjoua.is_timed, adjoua.minutes) == (False, 312.0)


def test_the_waiting_room_is_no_stay() -> None:
    assert [stay.joined for stay in read("zoom_participants.csv") if stay.name == "Ivan Petrov"] == [
        at("2026-11-17 10:03") + timedelta(seconds=30)
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王小明", Match(4, How.NAME)),
        ("Çağla Öztürk", Match(3, How.NAME)),
        ("CIV - KOUASSI Adjoua (Adjoua KOUASSI)", Match(1, How.NAME)),
        ("O'Connor-Müller, Zoë", Match(7, How.NAME)),
        ("DEL_CN_Xiaoming Wang (Guest)", Match(4, How.NAME)),
        ("[Customs BG] Petrov Ivan (External)", Match(5, How.NAME)),
        ("MH Dupont iPhone", Match(suggestions=(DUPONT,))),
        ("John Smith", Match(suggestions=(SMITH_OF_THE_CUSTOMS, SMITH_OF_THE_COMPANY))),
        ("Example Brands plc - John Smith", Match(suggestions=(SMITH_OF_THE_COMPANY, SMITH_OF_THE_CUSTOMS))),
        ("Notetaker Bot (Unknown)", Match(aside=Aside.MACHINE)),
        ("Interpreter EN-FR", Match(aside=Aside.INTERPRETER)),
        ("32475******12", Match(aside=Aside.PHONE)),
        ("+32 475 **-**-12", Match(aside=Aside.PHONE)),
        ("Meeting Room 3.12", Match(aside=Aside.ROOM)),
        ("Nobody Known", Match()),
    ],
)
def test_sure_or_silent(name: str, expected: Match) -> None:
    assert people().match(Who(name, "")) == expected


def test_an_address_beats_the_name() -> None:
    assert people().match(Who("Somebody Else", "john.smith@customs-gb.example")) == Match(9, How.EMAIL)


@pytest.mark.parametrize(
    ("texts", "days", "expected"),
    [
        (["11/17/2026 09:40:02 AM", "11/05/2026 09:00:00 AM"], [], Order.MONTH_FIRST),
        (["17/11/2026 09:40", "05/11/2026 09:00"], [], Order.DAY_FIRST),
        (["05/11/2026 10:00:00"], [date(2026, 11, 5)], Order.DAY_FIRST),
        (["05/11/2026 10:00:00"], [date(2026, 5, 11)], Order.MONTH_FIRST),
        (["2026-11-17 09:40"], [], Order.DAY_FIRST),
    ],
)
def test_one_order_for_the_whole_file(texts: list[str], days: list[date], expected: Order) -> None:
    assert dates.order_of(texts, days) is expected


def test_what_does_not_tell_is_asked() -> None:
    made = report("zoom_participants_ambiguous_dates.csv")
    with pytest.raises(OrderUnclear):
        dates.order_of(stays.texts(made.entries), {DAY})


MONTH, DAY_OF = "11/17/2026 09:00", "17/11/2026 09:00"


@pytest.mark.parametrize(
    ("texts", "odd", "order"),
    [
        ([DAY_OF, MONTH], MONTH, Order.MONTH_FIRST),
        ([MONTH, DAY_OF], DAY_OF, Order.DAY_FIRST),
        ([MONTH, MONTH, "05/11/2026 09:00", DAY_OF], DAY_OF, Order.DAY_FIRST),
        ([MONTH, DAY_OF, DAY_OF], MONTH, Order.MONTH_FIRST),
    ],
)
def test_two_orders_in_one_file_are_no_order(texts: list[str], odd: str, order: Order) -> None:
    """The fewer are the odd ones, of equally many those that begin later."""
    with pytest.raises(OrdersMixed) as refused:
        dates.order_of(texts, {DAY})
    assert (refused.value.odd, refused.value.order) == (odd, order)


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("11/26/25, 4:16:55\u202fPM", date(2025, 11, 26), "16:16:55"),
        ("26.11.25, 16:16:55", date(2025, 11, 26), "16:16:55"),
        ("Mar 22, 2025 19:13:27", date(2025, 3, 22), "19:13:27"),
        ("22 mars 2025 à 19:13", date(2025, 3, 22), "19:13:00"),
        ("2026-11-17T09:40:02.500Z", date(2026, 11, 17), "09:40:02"),
        ("12/01/2026 12:05:00 AM", date(2026, 12, 1), "00:05:00"),
    ],
)
def test_a_moment_as_written(text: str, day: date, clock: str) -> None:
    written = dates.read(text)
    assert written
    order = Order.MONTH_FIRST if text.endswith("M") else Order.DAY_FIRST
    assert (written.day(order), str(written.clock)) == (day, clock)


@pytest.mark.parametrize("text", ["", "--", "25:00", "13:00 PM", "2026-13-40 10:00", "soon"])
def test_what_is_no_moment_is_none(text: str) -> None:
    written = dates.read(text)
    assert written is None or written.day(Order.DAY_FIRST) is None


def rows(*texts: str) -> list[Stay]:
    header = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
    found = lines.read("\n".join((header, *texts)).encode())
    made = formats.recognize(found)
    assert made
    return list(stays.stays(made, Reading(Order.DAY_FIRST, "Europe/Brussels", DAY)))


TEN, HALF_PAST = at("2026-11-17 10:00"), at("2026-11-17 10:30")


@pytest.mark.parametrize(
    ("row", "joined", "left", "minutes", "doubt"),
    [
        ("17/11/2026 10:00,17/11/2026 10:30,30", TEN, HALF_PAST, 30.0, None),
        ("17/11/2026 10:00,17/11/2026 09:00,-60", TEN, None, None, Doubt.BACKWARDS),
        ("17/11/2026 10:00,17/11/2026 09:00,30", TEN, HALF_PAST, 30.0, Doubt.BACKWARDS),
        ("17/11/2026 10:00,,", TEN, None, None, Doubt.NO_LEFT),
        ("17/11/2026 10:00,--,30", TEN, HALF_PAST, 30.0, Doubt.NO_LEFT),
        (",17/11/2026 10:30,", None, HALF_PAST, None, Doubt.NO_JOINED),
        (",17/11/2026 10:30,30", TEN, HALF_PAST, 30.0, Doubt.NO_JOINED),
        (",,45", None, None, 45.0, Doubt.NO_TIMES),
    ],
)
def test_what_is_certain_is_kept(
    row: str, joined: datetime | None, left: datetime | None, minutes: float | None, doubt: Doubt | None
) -> None:
    (stay,) = rows(f"Ada,,{row},Yes")
    assert (stay.joined, stay.left, stay.minutes, stay.doubt) == (joined, left, minutes, doubt)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("rubbish,17/11/2026 10:30,30", "Line 3: “rubbish” is no date and time that can be read."),
        ("17/11/2026 10:00,soon,30", "Line 3: “soon” is no date and time that can be read."),
        ("31/02/2026 10:00,,", "Line 3: “31/02/2026 10:00” is no date and time that can be read."),
        ("17/11/99999 10:00,,", "Line 3: “17/11/99999 10:00” is no date and time that can be read."),
        ("0000-11-17 10:00,,", "Line 3: “0000-11-17 10:00” is no date and time that can be read."),
        ("0001-11-17 10:00,,", "Line 3: “0001-11-17 10:00” is no date and time that can be read."),
        ("9999-12-31 23:59,,", "Line 3: the year 9999 cannot be right."),
        ("17/11/1999 10:00,17/11/1999 11:00,60", "Line 3: the year 1999 cannot be right."),
        ("17/11/2026 10:00,21/11/2026 10:00,30", "Line 3: a stay of more than 3 days cannot be right."),
        (f"17/11/2026 10:00,,{'9' * 400}", "Line 3: a stay of more than 3 days cannot be right."),
    ],
)
def test_what_cannot_be_read_refuses_the_file_by_the_line(row: str, said: str) -> None:
    with pytest.raises(lines.ReportUnreadable) as refused:
        rows("Bob,,17/11/2026 10:00,17/11/2026 10:30,30,Yes", f"Ada,,{row},Yes")
    assert str(refused.value) == said


def test_a_time_of_day_that_would_go_round_the_clock_is_doubted() -> None:
    found = lines.read(b"name,joined,left\nAda,23:30,00:15\nBob,16:00,15:00\n")
    guess = mapping.guess(found)
    made = mapping.read(found, guess.head, guess.columns)
    ada, bob = stays.stays(made, Reading(Order.DAY_FIRST, "Europe/Brussels", DAY))
    assert (ada.joined, ada.left, ada.doubt) == (at("2026-11-17 23:30"), at("2026-11-18 00:15"), None)
    assert (bob.joined, bob.left, bob.doubt) == (at("2026-11-17 16:00"), None, Doubt.BACKWARDS)


def test_a_log_that_never_tells_of_leaving_is_not_doubted_row_by_row() -> None:
    found = lines.read(b"name,joined,minutes\nAda,2026-11-17 10:00,30\n")
    guess = mapping.guess(found)
    (ada,) = stays.stays(
        mapping.read(found, guess.head, guess.columns), Reading(Order.DAY_FIRST, "Europe/Brussels", DAY)
    )
    assert (ada.joined, ada.left, ada.doubt) == (TEN, HALF_PAST, None)


@pytest.mark.parametrize(
    "data",
    [
        "\n".join((SAMPLES / "zoom_participants.csv").read_text(encoding="utf-8").splitlines()[:3]).encode(),
        "\n".join((SAMPLES / "zoom_webinar_attendees.csv").read_text(encoding="utf-8").splitlines()[:4]).encode(),
        b"Topic,ID,Host name,Host email,Duration (minutes),Start time,Participants\nX,1,Carla,c@x.example,9,,3",
        b"1. Summary\nMeeting title\tExample Group\nAttended participants\t16\n",
    ],
    ids=["zoom", "webinar", "zoom-2025", "teams"],
)
def test_a_summary_without_participants_is_no_list(data: bytes) -> None:
    with pytest.raises(lines.ReportUnreadable, match="summary of a meeting, but no participants below it"):
        formats.recognize(lines.read(data))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name,email\nAda,a@x.example\n"Bob,b@x.example\nCid,c@x.example\n', 3),
        ('name,email\nAda,a@x.example\n\n"Bob" Lee,b@x.example\n', 4),
        (f"name,email\nAda,{'a' * 200_000}\nBob,b@x.example\n", 2),
        ('"name,email\nAda,a@x.example\n', 1),
    ],
)
def test_a_broken_row_is_named_by_its_line(text: str, line: int) -> None:
    with pytest.raises(ListUnreadable) as refused:
        lines.read(text.encode())
    assert str(refused.value).startswith(f"Line {line}: A ")


def test_over_the_end_of_summer_time() -> None:
    """Clocks go back at three: 02:50 and then 02:10 is twenty minutes."""
    (stay,) = rows("Ada,,25/10/2026 02:50:00,25/10/2026 02:10:00,20,Yes")
    assert stay.joined
    assert stay.left
    assert stay.left - stay.joined == timedelta(minutes=20)


def test_stray_nul_bytes_do_no_harm() -> None:
    data = (SAMPLES / "zoom_participants.csv").read_bytes().replace(b"Ivan", b"Iv\0an")
    assert lines.read(data) == lines.read((SAMPLES / "zoom_participants.csv").read_bytes())


def test_saved_again_by_excel() -> None:
    """Semicolons and Windows-1252."""
    text = (SAMPLES / "generic_log.csv").read_text(encoding="utf-8").replace("王小明", "Wang")
    again = "\n".join(";".join(row) for row in csv.reader(text.splitlines())).encode("cp1252", "replace")
    assert [line.cells[:1] for line in lines.read(again)][3:5] == [
        ("CIV - KOUASSI Adjoua (Adjoua KOUASSI)",),
        ("Wang",),
    ]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<html>", b"PK\x03\x04broken"])
def test_what_is_no_report_says_so(data: bytes) -> None:
    with pytest.raises((lines.ReportUnreadable, ListUnreadable)):
        lines.read(data)

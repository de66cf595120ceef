"""Every value is read back as what it was."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.books import FORMULAS, read, seen, written
from tracker.exports.cells import Cell, CellRefused, Style, clean
from tracker.exports.xlsx import Column

pytestmark = pytest.mark.pure


class Fate(StrEnum):
    SEEN = "seen at the door"


def _wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _read_back(value: Cell, style: Style = Style.TEXT) -> tuple[object, str, str]:
    """Value, type letter and number format of the only cell."""
    cell = read(written([Column("Value", 20, style)], (value,)))["A2"]
    return cell.value, cell.data_type, cell.number_format


@pytest.mark.parametrize(
    ("style", "value", "found"),
    [
        (Style.TEXT, "Amina El-Sayed", ("Amina El-Sayed", "s", "General")),
        (Style.TEXT, "أمينة السيد", ("أمينة السيد", "s", "General")),
        (Style.TEXT, Fate.SEEN, ("seen at the door", "s", "General")),
        (Style.NOTE, "two\nlines & <more>", ("two\nlines & <more>", "s", "General")),
        (Style.MARK, "in person", ("in person", "s", "General")),
        (Style.NUMBER, 0, (0, "n", "General")),
        (Style.NUMBER, -17, (-17, "n", "General")),
        (Style.NUMBER, 0.1, (0.1, "n", "General")),
        (Style.NUMBER, 1e-300, (1e-300, "n", "General")),
        (Style.COUNT, 12345, (12345, "n", "#,##0")),
        (Style.PERCENT, 0.5, (0.5, "n", "0.0%")),
        (Style.TEXT, True, (True, "b", "General")),
        (Style.TEXT, False, (False, "b", "General")),
        (Style.DATETIME, _wall("2026-11-17 09:12:31"), (_wall("2026-11-17 09:12:31"), "d", "yyyy-mm-dd hh:mm")),
        (Style.DATETIME, date(2026, 11, 17), (_wall("2026-11-17"), "d", "yyyy-mm-dd hh:mm")),
        (Style.DATE, date(2026, 11, 17), (_wall("2026-11-17"), "d", "yyyy-mm-dd")),
        (Style.DATE, date(1900, 3, 1), (_wall("1900-03-01"), "d", "yyyy-mm-dd")),
        (Style.DATE, date(9999, 12, 31), (_wall("9999-12-31"), "d", "yyyy-mm-dd")),
        (Style.TIME, time(9, 12, 31), (time(9, 12, 31), "d", "hh:mm")),
        (Style.TIME, time(0, 0), (time(0, 0), "d", "hh:mm")),
        (Style.DURATION, timedelta(hours=30, minutes=5), (timedelta(hours=30, minutes=5), "d", "[h]:mm")),
        (Style.DURATION, timedelta(0), (timedelta(0), "d", "[h]:mm")),
    ],
)
def test_a_value_comes_back(style: Style, value: Cell, found: tuple[object, str, str]) -> None:
    assert _read_back(value, style) == found
    assert type(_read_back(value, style)[0]) is type(found[0])


@pytest.mark.parametrize(
    ("value", "shown_as"),
    [
        (_wall("2026-11-17 09:12"), "yyyy-mm-dd hh:mm"),
        (date(2026, 11, 17), "yyyy-mm-dd"),
        (time(9, 12), "hh:mm"),
        (timedelta(hours=2), "[h]:mm"),
    ],
)
def test_a_moment_in_a_text_column_does_not_look_like_a_number(value: Cell, shown_as: str) -> None:
    assert _read_back(value)[2] == shown_as


@pytest.mark.parametrize("value", [None, "", nan, inf, -inf])
def test_what_has_no_value_is_blank(value: Cell) -> None:
    assert _read_back(value)[:2] == (None, "n")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (10**15, "1000000000000000"),
        (-(10**20), "-100000000000000000000"),
        (timedelta(minutes=-90), "-1:30"),
        (date(1815, 6, 9), "1815-06-09"),
        (_wall("1900-02-28 10:00"), "1900-02-28 10:00:00"),
    ],
)
def test_what_excel_would_show_wrongly_is_text(value: Cell, words: str) -> None:
    assert _read_back(value)[:2] == (words, "s")


def test_a_number_longer_than_python_prints() -> None:
    assert _read_back(16**5000) == (f"0x1{'0' * 5000}", "s", "General")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (
            datetime(2026, 11, 17, 8, 12, tzinfo=UTC),
            "2026-11-17T08:12:00+00:00 has a time zone: convert it to the meeting's wall time first",
        ),
        (time(8, 12, tzinfo=UTC), "08:12:00+00:00 has a time zone: convert it to the meeting's wall time first"),
        (Decimal("0.1"), "Decimal is not text, a number, a date, a time or a duration"),
        (b"bytes", "bytes is not text, a number, a date, a time or a duration"),
    ],
)
def test_a_refusal_names_the_place(value: Cell, reason: str) -> None:
    with pytest.raises(CellRefused) as refused:
        written([Column("Name"), Column("First seen")], ("Amina", value))
    assert str(refused.value) == f"Column “First seen”, row 2: {reason}"


@pytest.mark.parametrize("row", [(), ("Amina",), ("Amina", "EG", "S1")])
def test_a_row_is_as_wide_as_the_columns(row: tuple[str, ...]) -> None:
    with pytest.raises(CellRefused) as refused:
        written([Column("Name"), Column("Delegation")], row)
    assert str(refused.value) == f"Row 2 has {len(row)} values for 2 columns"


@pytest.mark.parametrize("payload", FORMULAS)
def test_text_from_strangers_stays_text(payload: str) -> None:
    """In a title, a header and a cell, and also when somebody goes into the cell and leaves it again."""
    sheet = read(written([Column(payload)], (payload,)))
    as_kept = payload.replace("\r", "\n")
    assert [(cell.value, cell.data_type) for cell in sheet["A"]] == [(as_kept, "s")] * 2
    assert sheet["A2"].quotePrefix == (payload[0] in "=+-@\t\r\n＝")


texts = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates and control characters too


@given(texts)
def test_any_text_comes_back_as_it_was_cleaned(text: str) -> None:
    found, kind, _ = _read_back(text)
    assert seen(str(found or "")) == clean(text)
    assert kind == ("s" if text else "n")


@given(texts)
def test_cleaning_leaves_good_text_alone_and_needs_no_second_time(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert len(clean(text).encode("utf-16-le")) <= 32_767 * 2
    if text.isprintable():
        assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("bell\x07", "bell\ufffd"),
        ("Zo\ufffe", "Zo\ufffd"),
        ("half \ud83d face", "half \ufffd face"),
        ("DOS\r\nMac\rUnix\n", "DOS\nMac\nUnix\n"),
        ("  two spaces  ", "  two spaces  "),
        ("tab\tinside", "tab\tinside"),
        ("\u00a0", "\u00a0"),
        ("a  b", "a  b"),
        ("_x0041_ is no A", "_x0041_ is no A"),
        ("]]> & <c>", "]]> & <c>"),
    ],
)
def test_characters_that_need_care(text: str, kept: str) -> None:
    assert seen(str(_read_back(text)[0])) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x" * 32_767, "x" * 32_767),
        ("x" * 32_768, "x" * 32_766 + "…"),
        ("😀" * 16_383, "😀" * 16_383),
        ("😀" * 16_384, "😀" * 16_383 + "…"),
        ("x" + "😀" * 16_384, "x" + "😀" * 16_382 + "…"),  # never half an emoji
    ],
    ids=["whole", "cut", "whole emoji", "cut emoji", "odd"],
)
def test_long_text_ends_with_an_ellipsis(text: str, kept: str) -> None:
    assert _read_back(text)[0] == kept


@given(st.datetimes(_wall("1900-03-01"), _wall("9999-12-31 23:59:59")).map(lambda wall: wall.replace(microsecond=0)))
def test_any_second_comes_back(wall: datetime) -> None:
    assert _read_back(wall, Style.DATETIME)[0] == wall


@given(st.one_of(st.integers(-(10**15) + 1, 10**15 - 1), st.floats(allow_nan=False, allow_infinity=False)))
def test_any_number_comes_back(number: float) -> None:
    assert _read_back(number, Style.NUMBER)[0] == number

"""One value in, the XML of one spreadsheet cell out.

The names and rules of the XML are those of ECMA-376 part 1, section 18.3.1 (worksheets) and 22.9.2.19 (ST_Xstring, the
``_xHHHH_`` escapes); the limits are Excel's published specifications and limits.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours and the value that it has now; the expression is never made of what strangers wrote."""

    expression: str  # in English, without the equals sign
    value: str | float


Cell: TypeAlias = str | int | float | bool | datetime | date | time | timedelta | Formula | None

MAX_TEXT: Final = 32_767
"""The most text that Excel keeps in a cell, in UTF-16 code units (so an emoji counts twice)."""


class CellRefused(ValueError):
    """A value that a cell cannot hold without saying something untrue."""


class Style(StrEnum):
    """How a column shows its values. Dates are written year first: no reader can take the month for the day."""

    TEXT = "text"
    NOTE = "note"
    """Long text, wrapped."""
    NUMBER = "number"
    COUNT = "count"
    """Whole numbers with thousands separated."""
    MINUTES = "minutes"
    """Minutes with one decimal."""
    PERCENT = "percent"
    """0.5 is shown as 50.0%."""
    DATETIME = "datetime"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    """Hours and minutes; hours do not wrap at 24."""
    MARK = "mark"
    """A short word or sign, centred; the layout's colours apply to these columns."""


class Kind(StrEnum):
    """What a style is looked up by, once a value is known."""

    WORDS = "words"
    QUOTED = "quoted"
    """Text that a spreadsheet would take for a formula as soon as somebody edits the cell."""
    NUMBER = "number"
    MOMENT = "moment"
    DAY = "day"
    CLOCK = "clock"
    SPAN = "span"


FORMATS: Final[Mapping[Style, str]] = {
    Style.COUNT: "#,##0",
    Style.MINUTES: "#,##0.0",
    Style.PERCENT: "0.0%",
    Style.DATETIME: "yyyy-mm-dd hh:mm",
    Style.DATE: "yyyy-mm-dd",
    Style.TIME: "hh:mm",
    Style.DURATION: "[h]:mm",
}

# The first style is used where the column's own would show something else: a moment in a text column is not 46032.375.
_SHOWN_AS: Final[Mapping[Kind, tuple[Style, ...]]] = {
    Kind.NUMBER: (Style.NUMBER, Style.COUNT, Style.MINUTES, Style.PERCENT),
    Kind.MOMENT: (Style.DATETIME, Style.DATE, Style.TIME),
    Kind.DAY: (Style.DATE, Style.DATETIME),
    Kind.CLOCK: (Style.TIME,),
    Kind.SPAN: (Style.DURATION,),
}


def number_format(kind: Kind, style: Style) -> str:
    """Return the Excel number format for a value of this kind in a column of this style."""
    shown_as = _SHOWN_AS.get(kind, (style,))
    return FORMATS.get(style if style in shown_as else shown_as[0], "General")


_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  (serial numbers count wall time)
# Excel believes in 29 February 1900: before the day after it, the serial numbers of spreadsheets disagree.
_FIRST_DAY: Final = date(1900, 3, 1)
_SECONDS_A_DAY: Final = 86_400
# Excel keeps 15 digits; longer numbers are identifiers, and every digit of those matters.
_EXACT_BELOW: Final = 10**15

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n?")
_ESCAPE_LIKE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Nearly every text is plain: one search tells whether it needs more than being copied.
_UNPLAIN: Final = re.compile("^\\s|\\s$|[\x00-\x08\n-\x1f&<>\ud800-\udfff\ufffe\uffff]|_x|\\s\\s")


def clean(text: str) -> str:
    """Return the text as a cell can hold it.

    Characters that XML forbids become U+FFFD, line ends become LF, and text longer than ``MAX_TEXT`` ends with an
    ellipsis.
    """
    text = _ILLEGAL.sub("\ufffd", _LINE_END.sub("\n", text))
    if len(text) * 2 <= MAX_TEXT or len(text.encode("utf-16-le")) <= MAX_TEXT * 2:
        return text
    head = text.encode("utf-16-le")[: (MAX_TEXT - 1) * 2]
    return head.decode("utf-16-le", errors="ignore") + "…"


def _words(text: str) -> str:
    """Return the end of a text cell: an inline string always, which no spreadsheet reads as a formula or an error."""
    return _short_words(text) if len(text) < 80 else _inline(text)  # noqa: PLR2004  (bounds the memory of the cache)


def _inline(text: str) -> str:
    if len(text) * 2 <= MAX_TEXT and not _UNPLAIN.search(text):
        return f'" t="inlineStr"><is><t>{text}</t></is></c>'
    kept = escape(_ESCAPE_LIKE.sub("_x005F_", clean(text)))
    return f'" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


_short_words = lru_cache(maxsize=4096)(_inline)  # marks, delegations and statuses come again and again


def _number(number: float) -> str:
    return f'"><v>{number!r}</v></c>'


def _whole(number: int) -> str:
    return _number(number) if -_EXACT_BELOW < number < _EXACT_BELOW else _words(_digits(number))


def _digits(number: int) -> str:
    try:
        return str(number)
    except ValueError:  # Python's own limit, some thousand digits
        return hex(number)


def _real(number: float) -> str:
    return _number(number) if math.isfinite(number) else '"/>'


def _truth(answer: bool) -> str:  # noqa: FBT001
    return f'" t="b"><v>{answer:d}</v></c>'


def _moment(moment: datetime) -> str:
    if moment.tzinfo is not None:
        raise CellRefused(f"{moment.isoformat()} has a time zone: convert it to the meeting's wall time first")
    if moment.date() < _FIRST_DAY:
        return _words(moment.isoformat(sep=" "))
    since = moment - _EPOCH
    return _number(since.days + (since.seconds + since.microseconds / 1e6) / _SECONDS_A_DAY)


def _day(day: date) -> str:
    return _number((day - _EPOCH.date()).days) if day >= _FIRST_DAY else _words(day.isoformat())


def _clock(clock: time) -> str:
    if clock.tzinfo is not None:
        raise CellRefused(f"{clock.isoformat()} has a time zone: convert it to the meeting's wall time first")
    return _number(timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second,
                             microseconds=clock.microsecond) / timedelta(days=1))  # fmt: skip


def _span(span: timedelta) -> str:
    if span >= timedelta():
        return _number(span / timedelta(days=1))
    minutes = round(-span / timedelta(minutes=1))  # Excel shows a negative time as ########
    return _words(f"-{minutes // 60}:{minutes % 60:02}")


_WRITTEN: Final[Mapping[type, tuple[Kind, Callable[..., str]]]] = {
    str: (Kind.WORDS, _words),
    bool: (Kind.WORDS, _truth),
    int: (Kind.NUMBER, _whole),
    float: (Kind.NUMBER, _real),
    datetime: (Kind.MOMENT, _moment),
    date: (Kind.DAY, _day),
    time: (Kind.CLOCK, _clock),
    timedelta: (Kind.SPAN, _span),
}


def _formula(formula: Formula) -> str:
    value, kind = formula.value, ' t="str"' if isinstance(formula.value, str) else ""
    said = escape(value) if isinstance(value, str) else repr(value)
    return f'"{kind}><f>{escape(formula.expression)}</f><v>{said}</v></c>'


def _plain(cell: object) -> tuple[type, Cell]:
    """Return a subclass's value as its plain type: a StrEnum's text, an IntEnum's number."""
    match cell:
        case str():
            return str, str.__str__(cell)
        case int():
            return int, int(cell)
        case float():
            return float, float(cell)
        case datetime():
            return datetime, cell
        case date() | time() | timedelta():
            return next(kind for kind in (date, time, timedelta) if isinstance(cell, kind)), cell
    raise CellRefused(f"{type(cell).__name__} is not text, a number, a date, a time or a duration")


@dataclass(frozen=True, slots=True)
class Place:
    """A column as the row writer needs it: its letters, its title for errors, its style ids by kind of value."""

    letters: str
    title: str
    styles: Mapping[Kind, int]


def row_xml(places: Sequence[Place], row: Sequence[Cell], number: int, height: float | None = None) -> str:
    """Return one ``<row>``; None and empty text make blank cells, which take no room and filter as blank.

    ``height`` is in points; without it the row is as high as its text.

    Raises:
        CellRefused: for an aware date or time, an unknown type, or a row that is not as wide as the columns.

    """
    if len(row) != len(places):
        raise CellRefused(f"Row {number} has {len(row)} values for {len(places)} columns")
    cells = zip(places, row, strict=True)
    written = [cell_xml(place, value, number) for place, value in cells if value is not None and value != ""]
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{"".join(written)}</row>'


def cell_xml(place: Place, value: Cell, number: int) -> str:
    """Return one ``<c>`` of a value that is not None."""
    exact = type(value)
    if isinstance(value, Formula):
        return f'<c r="{place.letters}{number}" s="{place.styles[Kind.NUMBER]}{_formula(value)}'
    try:
        if exact not in _WRITTEN:
            exact, value = _plain(value)
        kind, write = _WRITTEN[exact]
        if isinstance(value, str) and value.startswith(FORMULA_STARTS):
            kind = Kind.QUOTED
        return f'<c r="{place.letters}{number}" s="{place.styles[kind]}{write(value)}'
    except CellRefused as refusal:
        raise CellRefused(f"Column “{place.title}”, row {number}: {refusal}") from None

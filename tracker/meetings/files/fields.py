"""Reading one table of a TOML file: values come out typed, every problem is noted with its place."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, TypeVar

from tracker.i18n import DEFAULT, LANGUAGES, Texts, is_language
from tracker.meetings.admission import CATEGORIES, in_order

UNREAD: Final = datetime.min  # stands for a time that could not be read, so that reading goes on  # noqa: DTZ901 (no instant)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?")
_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LANGUAGE = re.compile(r"[a-z]{2,3}")

E = TypeVar("E", bound=StrEnum)


class Fields:
    """A table and the problems found so far; `place` is "sessions[2] (S3)", or empty for the file itself."""

    def __init__(self, table: Mapping[str, object], place: str, known: tuple[str, ...], problems: list[str]) -> None:
        self.table = table
        self.place = place
        self.problems = problems
        for key in table:
            if key not in known:
                self.wrong(f"there is no key {key!r}; {_meant(key, known)}")

    def wrong(self, sentence: str) -> None:
        """Note a problem of this table."""
        self.problems.append(f"{self.place}: {sentence}" if self.place else sentence)

    def text(self, key: str, longest: int, default: str | None = None) -> str:
        """One line or more; without a default it must be there."""
        value = self.table.get(key, default)
        if value is None:
            self.wrong(f"{key} is missing")
        elif not isinstance(value, str):
            self.wrong(f"{key} is {_shown(value)}, but must be a text in quotation marks")
        else:
            return self._line(key, value, longest, may_be_empty=default is not None)
        return ""

    def code(self, key: str, longest: int, pattern: str, example: str) -> str:
        """A short name that appears in addresses and file names."""
        value = self.text(key, longest)
        if value and not re.fullmatch(pattern, value):
            letters = "letters" if "A-Z" in pattern else "small letters"
            self.wrong(f"{key} {value!r} may hold only {letters}, digits and hyphens, such as {example!r}")
        return value

    def texts(self, key: str, *, required: bool = True, longest: int = 4000) -> Texts:
        """A text, taken as English, or a table of texts by language."""
        value = self.table.get(key)
        if value is None:
            if required:
                self.wrong(f"{key} is missing")
            return Texts({})
        if isinstance(value, str):
            value = {DEFAULT: value}
        if not isinstance(value, dict):
            self.wrong(
                f'{key} is {_shown(value)}, but must be a text or a table by language such as {{ en = "…", fr = "…" }}'
            )
            return Texts({})
        return Texts({language: text for language, text in self._by_language(key, value, longest) if text})

    def several_texts(self, key: str) -> tuple[Texts, ...]:
        """A list of texts, each plain or by language."""
        value = self.table.get(key, [])
        if not isinstance(value, list):
            self.wrong(f"{key} is {_shown(value)}, but must be a list of texts")
            return ()
        rows = ({key: one} for one in value)
        place = f"{self.place}: " if self.place else ""
        return tuple(
            Fields(row, f"{place}{key}[{index}]", (key,), self.problems).texts(key) for index, row in enumerate(rows)
        )

    def _by_language(self, key: str, table: Mapping[str, object], longest: int) -> list[tuple[str, str]]:
        found = []
        for language, value in table.items():
            if not _LANGUAGE.fullmatch(language):
                self.wrong(f"{key}: {language!r} is no language code such as en or fr")
            elif not is_language(language):
                self.wrong(
                    f"{key}: there is no language {language!r}; pages speak {', '.join(LANGUAGES)}, and texts may be in"
                    " any other that has a code, such as de"
                )
            elif not isinstance(value, str):
                self.wrong(f"{key}.{language} is {_shown(value)}, but must be a text in quotation marks")
            else:
                found.append((language, self._line(f"{key}.{language}", value, longest)))
        return found

    def _line(self, key: str, value: str, longest: int, *, may_be_empty: bool = False) -> str:
        line = value.strip()
        if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in line):
            self.wrong(f"{key} holds a control character")
        elif len(line) > longest:
            self.wrong(f"{key} has {len(line)} characters; at most {longest} fit")
        elif not line and not may_be_empty:
            self.wrong(f"{key} is empty")
        return line

    def number(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number; without a default it must be there."""
        value = self.table.get(key, default)
        if value is None:
            self.wrong(f"{key} is missing")
        elif type(value) is not int:
            self.wrong(f"{key} is {_shown(value)}, but must be a whole number")
        elif not least <= value <= most:
            self.wrong(f"{key} is {value}, but must lie between {least} and {most}")
        else:
            return value
        return least

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            self.wrong(f"{key} is {_shown(value)}, but must be true or false")
            return default
        return value

    def optional_flag(self, key: str) -> bool | None:
        """True or false; None if the key is absent."""
        return self.flag(key, default=False) if key in self.table else None

    def one_of(self, key: str, kind: type[E], default: E | None = None) -> E:
        """A word of the enum; its first one stands for a wrong one. Without a default it must be there."""
        words = tuple(word.value for word in kind)
        value = self.table.get(key, default)
        if value is None:
            self.wrong(f"{key} is missing; it is one of {', '.join(words)}")
        elif value not in words:
            self.wrong(f"{key} is {_shown(value)}; {_meant(str(value), words)}")
        else:
            return kind(value)
        return next(iter(kind))

    def optional_one_of(self, key: str, kind: type[E]) -> E | None:
        """A word of the enum; None if the key is absent."""
        return self.one_of(key, kind) if key in self.table else None

    def several_of(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """A list of words of the enum, in its order; none if the key is absent."""
        value = self.table.get(key, [])
        words = tuple(word.value for word in kind)
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.wrong(f'{key} is {_shown(value)}, but must be a list of words such as ["{words[0]}"]')
            return ()
        for word in value:
            if word not in words:
                self.wrong(f"{key}: there is no {word!r}; {_meant(word, words)}")
        return tuple(word for word in kind if word.value in value)

    def spans(self, key: str) -> tuple[tuple[str, str], ...]:
        """Times of day from and until: [["10:45", "11:15"]]; none if the key is absent."""
        value = self.table.get(key, [])
        found = value if isinstance(value, list) else [value]
        if not all(_is_span(span) for span in found):
            self.wrong(f'{key} is {_shown(value)}, but must be a list of times such as [["10:45", "11:15"]]')
            return ()
        return tuple((str(span[0]), str(span[1])) for span in found if isinstance(span, list))

    def category(self, key: str) -> str:
        """The code of a category that must be there."""
        code = self.text(key, 20)
        if code and code not in CATEGORIES:
            self.wrong(f"there is no category {code!r}; {_meant(code, CATEGORIES)}")
        return code if code in CATEGORIES else ""

    def categories(self, key: str) -> tuple[str, ...] | None:
        """Codes of categories in their usual order; None if the key is absent."""
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
            self.wrong(f'{key} is {_shown(value)}, but must be a list of categories such as ["MEM", "UNI"]')
            return None
        for code in value:
            if code not in CATEGORIES:
                self.wrong(f"{key}: there is no category {code!r}; {_meant(code, CATEGORIES)}")
        if not value:
            self.wrong(f"{key} is empty, so nobody could enter")
        return in_order(value)

    def time(self, key: str) -> datetime:
        """A wall time that must be there; UNREAD stands for a wrong one."""
        if self.table.get(key) is None:
            self.wrong(f"{key} is missing")
        return self.optional_time(key) or UNREAD

    def optional_time(self, key: str) -> datetime | None:
        """A wall time; a date-time of TOML or the same in quotation marks."""
        value = self.table.get(key)
        if isinstance(value, str) and _TIME.fullmatch(value.strip()):
            value = _read(value.strip()) or value
        if value is None:
            return None
        if not isinstance(value, datetime):
            self.wrong(f"{key} is {_shown(value)}, but must be a day and a time such as 2026-12-08 09:00")
        elif value.tzinfo is not None:
            local = f"{value:%Y-%m-%d %H:%M}"
            self.wrong(f"{key} carries an offset from UTC; write the time at the place of the meeting, such as {local}")
        else:
            return value
        return UNREAD

    def rows(self, key: str, known: tuple[str, ...], name: str = "") -> list["Fields"]:
        """The tables of an array such as [[sessions]]; `name` is the key that tells them apart for people."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.wrong(f"{key} must be written as tables that begin with [[{key}]]")
            return []
        return [Fields(row, _place(key, index, row.get(name)), known, self.problems) for index, row in enumerate(value)]

    def table_of(self, key: str, known: tuple[str, ...]) -> "Fields":
        """One inner table such as [access]."""
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            self.wrong(f"{key} must be written as a table that begins with [{key}]")
            value = {}
        return Fields(value, key, known, self.problems)


def _place(key: str, index: int, name: object) -> str:
    return f"{key}[{index}] ({name})" if isinstance(name, str) and name else f"{key}[{index}]"


def _meant(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, 1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"


def _read(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _shown(value: object) -> str:
    """A value as its writer would recognize it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    return repr(value)


def _is_span(value: object) -> bool:
    times = value if isinstance(value, list) else []
    return len(times) == 2 and all(isinstance(time, str) and _TIME_OF_DAY.fullmatch(time) for time in times)  # noqa: PLR2004

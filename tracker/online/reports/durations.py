"""Lengths of stay as platforms write them."""

import re

_UNITS = {"h": 60.0, "m": 1.0, "s": 1 / 60}
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*(h|m|s)[a-zé]*\.?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d+):(\d{2}):(\d{2})")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def minutes(text: str) -> float | None:
    """The length in minutes; a bare number is minutes. None where the text tells none, or less than nothing.

    >>> minutes("1h 2m 30s"), minutes("204 mins"), minutes("7 h 5 min"), minutes("01:30:00"), minutes("--")
    (62.5, 204.0, 425.0, 90.0, None)
    """
    plain = " ".join(text.split())
    if _NUMBER.fullmatch(plain):
        return float(plain.replace(",", "."))
    if clock := _CLOCK.fullmatch(plain):
        hours, mins, seconds = map(int, clock.groups())
        return hours * 60 + mins + seconds / 60
    parts = _PART.findall(plain)
    if not parts or _PART.sub("", plain).strip(" ,"):
        return None
    return sum(float(number.replace(",", ".")) * _UNITS[unit.lower()] for number, unit in parts)

"""What the categories of participants are called, for everybody who reads a programme; how badges may show them."""

from collections.abc import Mapping
from enum import StrEnum, auto
from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

LABELS: Mapping[str, LazyString] = MappingProxyType(
    {
        "MEM": _l("Member administration"),
        "UNI": _l("Customs union"),
        "GOV": _l("Non-Member government"),
        "IGO": _l("International organization"),
        "REG": _l("Regional entity"),
        "NGO": _l("Association"),
        "PRV": _l("Private sector or rights holder"),
        "EXP": _l("Speaker, expert or guest"),
        "SEC": _l("Secretariat"),
        "TEC": _l("Interpreter or technician"),
        "PRS": _l("Press"),
    }
)


class Colour(StrEnum):
    """Of a badge's band. Each carries white letters with a contrast of at least 6 to 1."""

    NAVY = auto()
    TEAL = auto()
    GREEN = auto()
    OLIVE = auto()
    BROWN = auto()
    RED = auto()
    PLUM = auto()
    VIOLET = auto()
    GREY = auto()
    BLACK = auto()


class Pattern(StrEnum):
    """Of a badge's band, for those who do not tell colours apart."""

    PLAIN = auto()
    RINGS = auto()
    DOTS = auto()
    BARS = auto()  # upright
    FINE_BARS = auto()
    LINES = auto()  # level
    RISING = auto()
    FALLING = auto()
    LATTICE = auto()
    CHECKS = auto()

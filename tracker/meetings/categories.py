"""What the categories of participants are called, for everybody who reads a programme."""

from collections.abc import Mapping
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

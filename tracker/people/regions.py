"""The regions of the World Customs Organization by name; where a list has others, their codes are shown."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import lazy_gettext as _l

_NAMES: Mapping[str, object] = MappingProxyType(
    {
        "AMS": _l("South America, North America, Central America and the Caribbean"),
        "AP": _l("Far East, South and South East Asia, Australasia and the Pacific Islands"),
        "ESA": _l("East and Southern Africa"),
        "EUR": _l("Europe"),
        "MENA": _l("North of Africa, Near and Middle East"),
        "WCA": _l("West and Central Africa"),
    }
)


def named(code: str) -> str:
    """The name in the reader's language; the code where it is none of the six."""
    return str(_NAMES.get(code, code))

"""Which list of participants somebody asks for. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum, auto
from typing import Any, TypeVar

_MOST_DIGITS = 3


class Basis(StrEnum):
    """Who is in the list."""

    REGISTERED = auto()
    ATTENDED = auto()


class Audience(StrEnum):
    """Who may read it, and so what it tells."""

    PUBLIC = auto()  # no contacts at all
    PARTICIPANTS = auto()  # e-mail addresses of those who agreed
    INTERNAL = auto()  # everything


class Order(StrEnum):
    """The alphabet of names of delegations, and the language that comes first."""

    EN = "en"
    FR = "fr"


class Format(StrEnum):
    """The kind of file."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Options:
    """One list of participants. `number` is that of the information document, None for the one in use."""

    basis: Basis = Basis.REGISTERED
    is_final: bool = False
    audience: Audience = Audience.PARTICIPANTS
    order: Order = Order.EN
    number: int | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """As an address carries it: without what goes without saying; the order depends on the reader and is said."""
        usual, said = asdict(Options()), asdict(self)
        said["is_final"] = "yes" if self.is_final else False
        return {name: value for name, value in said.items() if name == "order" or value != usual[name]}


Word = TypeVar("Word", bound=StrEnum)


def asked(parameters: Mapping[str, str], order: str = "en") -> Options:
    """The list that an address or a form asks for, where it says nothing in the `order` of the reader's language.

    What cannot be understood is left out, so that no bookmark ever fails.

    >>> asked({"basis": "attended", "is_final": "yes", "audience": "everybody", "number": "2"}).number
    2
    """
    return Options(
        basis=_word(parameters.get("basis"), Basis.REGISTERED),
        is_final=parameters.get("is_final") == "yes",
        audience=_word(parameters.get("audience"), Audience.PARTICIPANTS),
        order=_word(parameters.get("order", order), Order.EN),
        number=_number(parameters.get("number", "")),
    )


def _word(text: str | None, usual: Word) -> Word:
    kind = type(usual)
    return kind(text) if text in set(kind) else usual


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) or None if is_number else None

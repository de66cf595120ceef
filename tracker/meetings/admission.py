"""Who may enter a session: a rule of the meeting by kind of session, and exceptions of one session.

Categories are plain codes here. The defaults follow the practice of enforcement meetings of the World Customs
Organization: a closed session is for Members, unions, regional entities and the Secretariat (observers from
international organizations come by invitation); a joint session adds observers and the private sector; an open session
is for everybody, the press included.
"""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

CATEGORIES = ("MEM", "UNI", "GOV", "IGO", "REG", "NGO", "PRV", "EXP", "SEC", "TEC", "PRS")
CLOSED = ("MEM", "UNI", "REG", "SEC", "TEC")
JOINT = ("MEM", "UNI", "GOV", "IGO", "REG", "NGO", "PRV", "EXP", "SEC", "TEC")
DEFAULT_ACCESS: Mapping[str, tuple[str, ...]] = MappingProxyType({"open": CATEGORIES, "joint": JOINT, "closed": CLOSED})


def admits(session_kind: str, override: Sequence[str] | None, access: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The categories that may enter: the session's own list if it has one, else the meeting's rule for its kind.

    >>> sorted(admits("closed", None, {}))
    ['MEM', 'REG', 'SEC', 'TEC', 'UNI']
    """
    if override is not None:
        return frozenset(override)
    return frozenset(access.get(session_kind, DEFAULT_ACCESS[session_kind]))


def may_enter(code: str, admitted: Collection[str], exception: bool | None) -> bool:  # noqa: FBT001 (a fact, not a switch)
    """Whether one person of that category may: as the exception made for them says, else as their category may."""
    return code in admitted if exception is None else exception


def in_order(codes: Collection[str]) -> tuple[str, ...]:
    """The same categories in the order of every list that people read."""
    return tuple(code for code in CATEGORIES if code in codes)

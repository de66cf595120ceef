"""Where a page was open, and when one person's was open in two places at once: pure rules."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network
from itertools import combinations

from tracker.online.live.stays import BEAT

SHORTEST = 2 * BEAT  # to go from one device to another is no second place
_PREFIX = {4: 24, 6: 48}  # bits of an address that one household or office shares


def network(address: str, secret: str) -> str:
    """A short keyed hash of the network that an address belongs to; empty for what is no address."""
    try:
        ip = ip_address(address)
    except ValueError:
        return ""
    around = ip_network((ip, _PREFIX[ip.version]), strict=False)
    return hmac.digest(secret.encode(), f"network:{around}".encode(), "sha256")[:8].hex()


@dataclass(frozen=True, slots=True)
class Open:
    """A page of somebody that was open, from when until when, and where."""

    person: int
    browser: str
    network: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Twice:
    """One person in two browsers at once: the first and the last moment of it."""

    person: int
    since: datetime
    until: datetime
    same_network: bool  # in all cases: a telephone beside a laptop, it may be


def at_once(found: Iterable[Open]) -> list[Twice]:
    """Everybody who was in two browsers at once for longer than it takes to change devices, in order of time."""
    by_person: dict[int, list[Open]] = {}
    for one in found:
        by_person.setdefault(one.person, []).append(one)
    seen = (_twice(person, pages) for person, pages in by_person.items())
    return sorted((one for one in seen if one), key=lambda one: (one.since, one.person))


def _twice(person: int, pages: list[Open]) -> Twice | None:
    both = [
        (max(a.since, b.since), min(a.until, b.until), a.network == b.network)
        for a, b in combinations(pages, 2)
        if a.browser != b.browser and min(a.until, b.until) - max(a.since, b.since) >= SHORTEST
    ]
    if not both:
        return None
    starts, ends, networks = zip(*both, strict=True)
    return Twice(person, min(starts), max(ends), all(networks))

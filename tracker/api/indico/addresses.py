"""The addresses by which the app knows a server, and those to which it may be sent back. Pure."""

from collections.abc import Collection
from urllib.parse import urlsplit

PATH = "/indico/"  # where the adapter is; the app joins its own paths to it, so the slash at the end is part of it
_HERE = frozenset({"localhost", "127.0.0.1"})
_NEVER = frozenset(" \\;,'\"<>#@*")  # what browsers read otherwise, or a policy would


def base(public_url: str) -> str:
    """The address of this server in an event's QR code.

    >>> base("https://meetings.example.org")
    'https://meetings.example.org/indico/'
    """
    return public_url.rstrip("/") + PATH


def in_ticket(address: str) -> str:
    """The same address as a ticket names it, from which the app must make the very same again.

    It takes the text as an address if it can, else it puts https:// in front. So the scheme may be left out of an
    https address without a port only: "example.org:8443" would be read as an address of the scheme "example.org".

    >>> in_ticket("https://example.org/indico/"), in_ticket("https://example.org:8443/indico/")
    ('example.org/indico/', 'https://example.org:8443/indico/')
    """
    short = address.removeprefix("https://")
    return short if short != address and ":" not in urlsplit(address).netloc else address


def may_return_to(address: str, allowed: Collection[str]) -> bool:
    r"""Whether it is an address of an allowed app, however a browser reads it.

    >>> may_return_to("https://checkin.getindico.io/auth/redirect", ["https://checkin.getindico.io/"])
    True
    >>> may_return_to("https://checkin.getindico.io.evil.example/", ["https://checkin.getindico.io/"])
    False
    """
    return _is_safe(address) and any(address.startswith(prefix) for prefix in allowed)


def origin(address: str) -> str:
    """Scheme, host and port: "https://checkin.getindico.io"."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _is_safe(address: str) -> bool:
    if not address.isascii() or not address.isprintable() or set(address) & _NEVER:
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        return False
    if not host or "%" in host or ".." in parts.path:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _HERE)

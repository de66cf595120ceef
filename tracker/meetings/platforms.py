"""Addresses of the platforms that show sessions: pure."""

from urllib.parse import urlsplit

_PLAIN = range(0x21, 0x7F)  # printable ASCII: what is left of an address once it is encoded


def is_address(text: str) -> bool:
    """Whether people may be sent there: https, a host, no name or password of anybody in it.

    >>> is_address("https://zoom.example/j/123?pwd=abc"), is_address("http://zoom.example/j/123")
    (True, False)
    """
    try:
        parts = urlsplit(text)
        host, user = parts.hostname, parts.username
    except ValueError:
        return False
    return parts.scheme == "https" and bool(host) and user is None and all(ord(letter) in _PLAIN for letter in text)

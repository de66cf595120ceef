"""Where to go after signing in."""

from urllib.parse import urlsplit


def is_own_path(target: str) -> bool:
    r"""Whether the target is a page of this site and cannot lead a browser anywhere else.

    Browsers read "\" as "/" and skip control characters: "/\evil.example" and "/<tab>/evil.example" leave the site.

    >>> is_own_path("/meetings/cap-23/team?page=2"), is_own_path("//evil.example"), is_own_path("https://evil.example/")
    (True, False, False)
    """
    if not target.startswith("/") or target.startswith("//") or "\\" in target or not target.isprintable():
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def after(target: str | None, otherwise: str) -> str:
    """The page that was wanted if it is one of ours, else the other."""
    return target if target and is_own_path(target) else otherwise

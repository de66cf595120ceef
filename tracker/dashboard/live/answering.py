"""Answering screens that ask again and again: 304 to who has seen it, and what is drawn is drawn once."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request

from tracker.dashboard.live.keeping import pages


@dataclass(frozen=True, slots=True)
class Shown:
    """What a screen shows: its tag, and how it is drawn."""

    tag: str
    draw: Callable[[], str]

    def drawn(self) -> str:
        """As HTML; the same for everybody with the same tag."""
        return pages.get(self.tag, self.draw)


def answer(shown: Shown) -> Response:
    """The part of the page, or 304 for who has it."""
    has_it = shown.tag in request.if_none_match
    response = Response(status=304) if has_it else Response(shown.drawn(), mimetype="text/html")
    response.set_etag(shown.tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response

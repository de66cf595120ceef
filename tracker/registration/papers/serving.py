"""Answers that carry a paper: saved, not shown, and harmless even where a browser shows it; a photo may be shown."""

from io import BytesIO

from flask import Response, send_file

from tracker.registration.papers import storing
from tracker.registration.papers.models import Paper, PaperKind

PDF, JPEG = "application/pdf", "image/jpeg"


def pdf(content: bytes, name: str) -> Response:
    """The PDF to save under that name."""
    return _answer(content, PDF, name)


def copy(paper: Paper, content: bytes) -> Response:
    """The paper to save under its name."""
    return _answer(content, JPEG if paper.kind is PaperKind.PHOTO else PDF, paper.name)


def picture(paper: Paper) -> Response:
    """A photo to be shown on a page; we have written it ourselves."""
    return _answer(storing.read(paper.stored_as), JPEG, None)


def _answer(content: bytes, kind: str, name: str | None) -> Response:
    answer = send_file(BytesIO(content), mimetype=kind, as_attachment=name is not None, download_name=name)
    answer.headers["Content-Security-Policy"] = "sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer

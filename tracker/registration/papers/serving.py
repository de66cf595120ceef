"""Answers that carry a PDF: saved, not shown, and harmless even where a browser shows it."""

from io import BytesIO

from flask import Response, send_file

PDF = "application/pdf"


def pdf(content: bytes, name: str) -> Response:
    """The PDF to save under that name."""
    answer = send_file(BytesIO(content), mimetype=PDF, as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = "sandbox"
    answer.headers["Cache-Control"] = "no-store"
    return answer

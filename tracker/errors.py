"""What may go wrong, by kind, and the one place that tells it to a browser or a program."""

from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException


class TrackerError(Exception):
    """Something that should not happen; `str()` of it is a plain sentence for the person who caused it."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR


class NotFound(TrackerError):
    """There is no such thing, or not for you."""

    status = HTTPStatus.NOT_FOUND


class Refused(TrackerError):
    """You may not."""

    status = HTTPStatus.FORBIDDEN


class Conflict(TrackerError):
    """It cannot be done in the present state of things."""

    status = HTTPStatus.CONFLICT


class Gone(TrackerError):
    """It was here once: an expired link."""

    status = HTTPStatus.GONE


class Invalid(TrackerError):
    """What was sent cannot be understood."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


_TITLES = {
    400: _l("The request was not understood"),
    401: _l("Please sign in"),
    403: _l("You may not do this"),
    404: _l("There is nothing at this address"),
    405: _l("That cannot be done here"),
    409: _l("This cannot be done now"),
    410: _l("This link is no longer valid"),
    413: _l("What you sent is too large"),
    422: _l("Something is missing or wrong"),
    429: _l("Too many attempts"),
    500: _l("Something went wrong on our side"),
}
_NEXT = {
    400: _l("Go back, reload the page and try again."),
    401: _l("Sign in and try again."),
    403: _l("Ask the organizer of the meeting for the permission."),
    404: _l("Check the address, or begin at the list of meetings."),
    405: _l("Go back and use the buttons of the page."),
    409: _l("Reload the page to see the current state."),
    410: _l("Ask for a new link on the page of the meeting."),
    413: _l("Send less at a time, or a smaller file."),
    422: _l("Go back and correct it."),
    429: _l("Wait a few minutes, then try again."),
    500: _l("Nothing was lost or half-done. Try again in a moment; if it happens again, tell the administrator."),
}


def for_programs(*paths: str) -> None:
    """Whoever asks for an address that begins so is a program, whatever its request says."""
    _PROGRAMS.update(paths)


_PROGRAMS: set[str] = set()


def wants_json() -> bool:
    """Whether the caller is a program (the desk) rather than a reader."""
    return (
        request.path.startswith(tuple(_PROGRAMS))
        or request.is_json
        or request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )


def _answer(status: int, detail: str) -> Response:
    title, step = _TITLES.get(status, _TITLES[400]), _NEXT.get(status, _NEXT[400])
    if wants_json():
        body = jsonify(error=HTTPStatus(status).phrase, title=str(title), detail=detail, next=str(step))
    else:
        body = make_response(render_template("errors/error.html", status=status, title=title, detail=detail, step=step))
    body.status_code = status
    return body


def _domain(error: Exception) -> ResponseReturnValue:
    status = error.status if isinstance(error, TrackerError) else HTTPStatus.INTERNAL_SERVER_ERROR
    return _answer(status.value, str(error))


def _http(error: Exception) -> ResponseReturnValue:
    code = (error.code if isinstance(error, HTTPException) else None) or 500
    if isinstance(error, HTTPException) and error.response is not None:
        return error.get_response()
    if isinstance(error, CSRFError):
        return _answer(code, _("The page was open for too long, or cookies are blocked."))
    return _answer(code, "")


def init_app(app: Flask) -> None:
    """Tell errors in the words of this module."""
    app.register_error_handler(TrackerError, _domain)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _http)

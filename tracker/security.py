"""What protects every answer: CSRF, content security policy, cookies, rate limits."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Flask, Response, request
from flask.json.provider import DefaultJSONProvider
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker.config import Settings

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", headers_enabled=False)

_POLICY = (
    "default-src 'none'; script-src 'self'{wasm}; worker-src 'self'; connect-src 'self'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; media-src 'self' blob:; manifest-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PAGE_POLICY = _POLICY.format(wasm="")
# A page that shows a mail as it looks, in a frame; and that mail, whose styles stand inside it and which runs nothing.
FRAMING_POLICY = f"{PAGE_POLICY}; frame-src 'self'"
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
# A worker obeys the policy of its own script's answer: WebAssembly is allowed there and nowhere else.
WORKER_POLICY = _POLICY.format(wasm=" 'wasm-unsafe-eval'")
WORKERS = {"/desk/scan-worker.js"}
DEEPEST = 32  # lists and objects within one another, in what programs send
_TOO_DEEP = "nested too deep"


def _protect(response: Response) -> Response:
    policy = WORKER_POLICY if request.path in WORKERS else PAGE_POLICY
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


class _Json(DefaultJSONProvider):
    """JSON of a reasonable depth: what is nested deeper cannot be read, like any other text that is none."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:  # noqa: ANN401 (as in the class above)
        try:
            found = super().loads(s, **kwargs)
        except RecursionError as error:
            raise ValueError(_TOO_DEEP) from error
        if _is_deeper(found, DEEPEST):
            raise ValueError(_TOO_DEEP)
        return found


def _is_deeper(found: object, most: int) -> bool:
    level = [found]
    while level and most >= 0:
        level = [part for one in level for part in _parts(one)]
        most -= 1
    return bool(level)


def _parts(of: object) -> Iterable[object]:
    if isinstance(of, dict):
        return of.values()
    return of if isinstance(of, list) else ()


def init_app(app: Flask, settings: Settings) -> None:
    """Set cookies, limits, headers, and what is read of requests."""
    app.json = _Json(app)
    app.config.update(
        SECRET_KEY=settings.session_secret,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_NAME="tracker",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=14),  # a day at the desk
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=20_000,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form half filled in over lunch is not lost
        RATELIMIT_ENABLED=settings.rate_limits,
    )
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(_protect)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops)  # type: ignore[method-assign]

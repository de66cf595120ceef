"""The product with one route more, which does nothing: what the server itself costs."""

from tracker.access import public
from wsgi import app


@app.get("/bench/empty")
@public
def empty() -> str:
    """Nothing."""
    return ""

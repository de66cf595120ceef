"""The product with one route more, which does nothing: what the server itself costs."""

from tracker import create_app
from tracker.access import public

app = create_app()


@app.get("/bench/empty")
@public
def empty() -> str:
    """Nothing."""
    return ""

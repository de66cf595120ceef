"""The clock of the demo, which is lived through on the days on which it happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from tracker import clock


@contextmanager
def clock_at(instant: datetime) -> Iterator[None]:
    """Let everything happen at that instant."""
    clock.run_on(lambda: instant)
    try:
        yield
    finally:
        clock.run_on(None)

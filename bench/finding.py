"""Finding somebody by name at the desk: how long the server takes among ten thousand people."""

import time
from datetime import timedelta

from bench import crowd
from bench.server import place
from tracker import clock
from tracker.checkin import queries

PEOPLE, REPEATS = 10_000, 20
ASKED = ("kou", "aisha state 09", "etat 105", "zzz", "state", "伟")  # few, none and thousands


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    figures: dict[str, float] = {}
    print(f"\nFinding by name: {PEOPLE} people, the slowest of {len(ASKED)} questions, median of {REPEATS}")
    for kind in ("sqlite", "postgresql"):
        with place(kind) as at, at.app.app_context():
            crowd.gather(PEOPLE, 1, starts=clock.now() + timedelta(hours=1))
            queries.find(crowd.SLUG, ASKED[0])  # the names of countries are read once
            figures[f"search.{kind}.ms"] = 1000 * max(_median(query) for query in ASKED)
        print(f"{kind:<14}{figures[f'search.{kind}.ms']:>8.1f} ms")
    return figures


def _median(query: str) -> float:
    return sorted(_seconds(query) for _ in range(REPEATS))[REPEATS // 2]


def _seconds(query: str) -> float:
    begun = time.perf_counter()
    queries.find(crowd.SLUG, query)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

"""The list that desks keep, for ten thousand people: its size, what making it costs, and what asking again costs."""

import gzip
import time

from bench import crowd
from bench.server import place
from tracker import clock
from tracker.checkin.roster import making
from tracker.meetings import queries as meetings

PEOPLE, SESSIONS, AGAIN = 10_000, 4, 20


def main() -> dict[str, float]:
    """Print the figures, and give them by key."""
    print(f"\nList for desks: {PEOPLE} people, {SESSIONS} sessions")
    with place("sqlite") as at, at.app.app_context():
        crowd.gather(PEOPLE, SESSIONS, starts=clock.now())
        meeting = meetings.by_slug(crowd.SLUG)
        begun = time.process_time()
        made = making.current(meeting, clock.now()).compressed()
        making_s = time.process_time() - begun
        begun = time.process_time()
        for _ in range(AGAIN):
            making.current(meetings.by_slug(crowd.SLUG), clock.now())
        again_ms = 1000 * (time.process_time() - begun) / AGAIN
    print(f"{len(made):>12} bytes, {len(gzip.decompress(made))} before compression")
    print(f"{making_s:>12.2f} s of CPU to make it, {again_ms:.1f} ms to find that nothing has changed")
    return {"roster.bytes": len(made), "roster.cpu_s": making_s, "roster.again_ms": again_ms}


if __name__ == "__main__":
    main()

"""The watch that stories read: a person sets it, everybody sees it."""

from datetime import UTC, datetime, timedelta

from tracker import clock


class Watch:
    """Stands still until it is set or moved on."""

    def __init__(self, zone: str = "Europe/Brussels") -> None:
        self.zone = zone
        self.instant = datetime(2026, 11, 17, 7, 0, tzinfo=UTC)

    def says(self, wall: str) -> datetime:
        """Set it: "2026-11-17 08:55", or "08:55" on the same day."""
        day = clock.in_zone(self.instant, self.zone).strftime("%Y-%m-%d")
        text = wall if " " in wall else f"{day} {wall}"
        self.instant = clock.from_wall(datetime.strptime(text, "%Y-%m-%d %H:%M"), self.zone)  # noqa: DTZ007 (wall time)
        return self.instant

    def moves_on(self, **delta: float) -> None:
        self.instant += timedelta(**delta)

    def read(self) -> datetime:
        return self.instant

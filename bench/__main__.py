"""All benchmarks, one after the other."""

import json
from pathlib import Path

from bench import (
    badges,
    decode,
    finding,
    overview,
    participants,
    presence,
    qr,
    registration,
    reports,
    roster,
    scan,
    sync,
    wall,
    workbook,
)

OUT = Path(__file__).parent / "out" / "latest.json"


def main() -> None:
    """Run them and keep the figures."""
    qr.main()
    figures = scan.main() | finding.main() | workbook.main() | registration.main() | participants.main()
    figures |= badges.main() | decode.main() | sync.main() | roster.main()
    figures |= presence.main() | reports.main()
    figures |= overview.main() | wall.main()
    OUT.parent.mkdir(exist_ok=True)
    rounded = {key: round(value, 3) for key, value in figures.items()}
    OUT.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
    print(f"\nFigures in {OUT}")


if __name__ == "__main__":
    main()

"""1,000 badges on A6 as one PDF: a name in its own script, two languages, a function here and there."""

import resource
import tempfile
import time
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import flask_migrate
from sqlalchemy import select

from bench import crowd
from tracker import clock, config, create_app
from tracker.audit.models import SYSTEM
from tracker.badges.layouts import Layout
from tracker.db import db, transaction
from tracker.meetings.models import Meeting
from tracker.registration.badges import printing, setting
from tracker.registration.badges.looks import Choice, Dress, Look, Who
from tracker.registration.models import Registration

PEOPLE = 1000
_NATIVE = (
    "أمينة السيد",
    "陈伟",
    "佐藤 はるか",
    "김민준",
    "Ольга Иванова",
    "Ελένη",
    "สมชาย ใจดี",
    "आशा कृष्णमूर्ति",
    "አበበ ቢቂላ",
    "ნინო",
    "",
)


def main() -> dict[str, float]:
    """Print a table; the figures by key."""
    with tempfile.TemporaryDirectory() as name:
        app = create_app(config.load(Path(name), {}))
        with app.app_context():
            flask_migrate.upgrade()
            crowd.gather(PEOPLE, 2, starts=clock.now() + timedelta(days=10))
            with transaction():
                meeting = db.session.scalars(select(Meeting)).one()
                setting.change(meeting, Dress(Look(languages=("en", "fr"))), SYSTEM)
                for person, native in zip(db.session.scalars(select(Registration)), cycle(_NATIVE), strict=False):
                    person.native_name = native
            return _measure()


def _measure() -> dict[str, float]:
    meeting = db.session.scalars(select(Meeting)).one()
    begun, spent = time.perf_counter(), time.process_time()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    job = printing.chosen(meeting, Choice(who=Who.ALL, in_room=False), Layout.A6, two_sided=False)
    here = time.process_time() - spent
    content = printing.pdf(job)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    apart = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    figures = {
        "badges.cpu_s": time.process_time() - spent + apart,
        "badges.mb": len(content) / 1e6,
        "badges.peak_mb": after.ru_maxrss / 1024,  # of the process that sets them; of all children, which are smaller
    }
    print(f"\nBadges: {len(job.drawing.drawn)} on A6, eleven scripts, in {time.perf_counter() - begun:.1f} s")
    print(f"{'CPU':<24}{figures['badges.cpu_s']:>8.2f} s  ({here:.2f} s measuring and QR codes, {apart:.2f} s typst)")
    print(f"{'size':<24}{figures['badges.mb']:>8.2f} MB")
    print(f"{'peak memory of typst':<24}{figures['badges.peak_mb']:>8.0f} MB")
    return figures


if __name__ == "__main__":
    main()

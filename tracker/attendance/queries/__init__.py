"""Who attended which session, how, and since when, for screens and workbooks alike.

Everything is computed from the registrations and the evidence; nothing is kept as a counter.
"""

from tracker.attendance.queries.checkpoints import checkpoint_totals
from tracker.attendance.queries.evidence import Participant, was_at
from tracker.attendance.queries.log import LoggedScan, scan_log

__all__ = [
    "LoggedScan",
    "Participant",
    "checkpoint_totals",
    "scan_log",
    "was_at",
]

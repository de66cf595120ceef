"""Who attended which session, how, and since when, for screens and workbooks alike.

Everything is computed from the registrations and the ledger of scans; nothing is kept as a counter. A person counts as
a participant who is approved, or who was let in at some door, whatever became of the registration since.
"""

from tracker.attendance.queries.checkpoints import checkpoint_totals
from tracker.attendance.queries.evidence import Participant, was_at, was_here
from tracker.attendance.queries.log import LoggedScan, scan_log
from tracker.attendance.queries.sheets import Attendee, Presence, Row, attendees, matrix
from tracker.attendance.queries.totals import (
    GroupTotals,
    Totals,
    category_totals,
    delegation_totals,
    session_totals,
)

__all__ = [
    "Attendee",
    "GroupTotals",
    "LoggedScan",
    "Participant",
    "Presence",
    "Row",
    "Totals",
    "attendees",
    "category_totals",
    "checkpoint_totals",
    "delegation_totals",
    "matrix",
    "scan_log",
    "session_totals",
    "was_at",
    "was_here",
]

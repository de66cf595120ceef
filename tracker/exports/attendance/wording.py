"""The words for what can be asked of the workbook."""

from collections.abc import Mapping
from types import MappingProxyType

from tracker.exports.attendance.changes import Problem
from tracker.exports.attendance.options import Kind, Part, Who
from tracker.registration.fields import _l

PARTS: Mapping[Part, str] = MappingProxyType(
    {
        Part.MATRIX: _l("Participants by session: symbols, minutes, shares"),
        Part.SESSIONS: _l("Figures by session"),
        Part.EACH_SESSION: _l("A sheet for each session, with its people"),
        Part.DELEGATIONS: _l("Figures by delegation"),
        Part.CATEGORIES: _l("Figures by category and by region"),
        Part.ARRIVALS: _l("Arrivals by the quarter of an hour"),
        Part.ONLINE: _l("Stays online, with file and line"),
        Part.WRITING: _l("Reactions in writing"),
        Part.CORRECTIONS: _l("Corrections and their reasons"),
        Part.NO_SHOWS: _l("No-shows"),
        Part.UNMATCHED: _l("Names of reports that match nobody"),
        Part.QUORUM: _l("Quorum, as recorded"),
        Part.LEDGER: _l("Every scan as it was recorded"),
    }
)
WHO: Mapping[Who, str] = MappingProxyType(
    {
        Who.EVERYBODY: _l("Everybody"),
        Who.PRESENT: _l("Those who were present at one session at least"),
        Who.DELEGATIONS: _l("Those whom delegations sent"),
    }
)
KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.XLSX: _l("Excel, with live formulas"),
        Kind.CSV: _l("CSV, a file for each sheet"),
        Kind.JSON: _l("JSON"),
    }
)
PROBLEMS: Mapping[Problem, str] = MappingProxyType(
    {
        Problem.UNKNOWN_SYMBOL: _l("is none of the symbols of the legend."),
        Problem.NOT_MINUTES: _l("The minutes are no number."),
        Problem.TOO_MANY_MINUTES: _l("The session is shorter than that."),
        Problem.WAY: _l("Whether it was in the room or online is for the evidence to say, not for a correction."),
        Problem.NEEDS_MINUTES: _l("Write the minutes instead: fewer than the meeting asks for are brief."),
        Problem.NOT_SAYABLE: _l("Write A for absent or E for excused."),
        Problem.CHANGED_MEANWHILE: _l("The person’s attendance has changed since the file was downloaded."),
        Problem.NOBODY: _l("The meeting has nobody with the key of this row."),
    }
)

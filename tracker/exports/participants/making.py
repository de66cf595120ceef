"""Making a file of the list of participants, on record."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tracker.audit import recording
from tracker.audit.models import Actor
from tracker.db import transaction
from tracker.exports.participants import documents, docx, pdf, xlsx
from tracker.exports.participants.documents import Document
from tracker.exports.participants.options import Format, Options
from tracker.meetings.models import Meeting

WRITERS: Mapping[Format, Callable[[Document], bytes]] = MappingProxyType(
    {Format.PDF: pdf.write, Format.DOCX: docx.write, Format.XLSX: xlsx.write}
)


def make(meeting: Meeting, options: Options, kind: Format, by: Actor) -> tuple[Document, bytes]:
    """Put the list on record, with a line in the journal, and write the file outside of the transaction."""
    with transaction():
        document = documents.issue(meeting, options, by)
        recording.record(
            by,
            "export.participants",
            document.symbol,
            meeting=document.slug,
            format=kind,
            basis=options.basis,
            audience=options.audience,
            order=options.order,
            final=options.is_final,
            people=document.listing.total.people,
        )
    return document, WRITERS[kind](document)

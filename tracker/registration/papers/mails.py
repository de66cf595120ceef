"""The mails about papers and letters."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from tracker.db import db
from tracker.outbox import letters
from tracker.outbox.letters import Attachment, Letter
from tracker.outbox.patience import BUSINESS_KEPT
from tracker.registration import links, mails
from tracker.registration.models import Registration
from tracker.registration.papers import invitations, needs, requesting
from tracker.registration.papers.receiving import may_upload
from tracker.registration.papers.wording import named


@letters.letter(needs.REMINDER, kept=BUSINESS_KEPT)
def paper_missing(about: Mapping[str, Any]) -> Letter | None:
    """Which papers are missing, and the way to send them; nothing if they have come in meanwhile."""
    registration = db.session.get(Registration, about["registration_id"])
    kinds = needs.missing(registration) if registration and may_upload(registration) else []
    if registration is None or not kinds:
        return None
    url = url_for("papers.own", token=links.personal(registration.uid), _external=True)
    return mails.letter_about(registration, needs.REMINDER, kinds=[named(kind) for kind in kinds], url=url)


@letters.letter(requesting.LETTER, kept=BUSINESS_KEPT)
def visa_letter(about: Mapping[str, Any]) -> Letter | None:
    """The invitation letter; nothing if the passport data were erased, or changed, meanwhile."""
    registration = db.session.get(Registration, about["registration_id"])
    request = requesting.of(registration) if registration else None
    if registration is None or request is None or request.erased_at or not request.issued_at:
        return None
    made = invitations.letter(registration, request, request.issued_by)
    attached = Attachment(invitations.file_name(registration), "application/pdf", made)
    url = url_for("visas.own", token=links.personal(registration.uid), _external=True)
    return mails.letter_about(registration, requesting.LETTER, attachments=(attached,), url=url)

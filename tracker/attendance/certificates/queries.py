"""Reads of certificates that were issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cached_property
from uuid import UUID

from sqlalchemy import Select, func, select

from tracker.attendance.certificates.models import Certificate, CertificateWithdrawal
from tracker.attendance.certificates.saying import Paper, read
from tracker.db import db
from tracker.meetings.models import Meeting
from tracker.registration.models import Registration


class Standing(StrEnum):
    """What became of a certificate."""

    VALID = auto()
    REPLACED = auto()  # by a later one of the same person
    WITHDRAWN = auto()


@dataclass(frozen=True)
class Issued:
    """A certificate and how it stands."""

    row: Certificate
    slug: str
    standing: Standing
    withdrawal: CertificateWithdrawal | None

    @property
    def name(self) -> str:
        """Its number as it is printed: "CAP-23/0042"."""
        return f"{self.slug.upper()}/{self.row.number:04}"

    @cached_property
    def paper(self) -> Paper:
        return read(self.row.says)


_Row = tuple[Certificate, str, int, CertificateWithdrawal | None]


def _all() -> Select[*_Row]:
    later = (
        select(func.max(Certificate.id).label("last"), Certificate.registration_id)
        .group_by(Certificate.registration_id)
        .subquery()
    )
    return (
        select(Certificate, Meeting.slug, later.c.last, CertificateWithdrawal)
        .join(Meeting, Meeting.id == Certificate.meeting_id)
        .join(later, later.c.registration_id == Certificate.registration_id)
        .outerjoin(CertificateWithdrawal, CertificateWithdrawal.certificate_id == Certificate.id)
        .order_by(Certificate.number)
    )


def _found(chosen: Select[*_Row]) -> list[Issued]:
    found = []
    for row, slug, last, withdrawal in db.session.execute(chosen):
        standing = Standing.VALID if row.id == last else Standing.REPLACED
        found.append(Issued(row, slug, Standing.WITHDRAWN if withdrawal else standing, withdrawal))
    return found


def of_meeting(meeting_id: int) -> Sequence[Issued]:
    """All of a meeting by number (1 statement)."""
    return _found(_all().where(Certificate.meeting_id == meeting_id))


def of_person(registration_id: int) -> Sequence[Issued]:
    """All of one person, the last one last (1 statement)."""
    return _found(_all().where(Certificate.registration_id == registration_id))


def reading_languages(meeting_id: int) -> dict[int, str]:
    """In which language each person of a meeting is written to, by registration (1 statement)."""
    chosen = select(Registration.id, Registration.language).where(Registration.meeting_id == meeting_id)
    return dict(db.session.execute(chosen).all())


def by_uid(uid: UUID) -> Issued | None:
    """The one that a verification link names (1 statement)."""
    return next(iter(_found(_all().where(Certificate.uid == uid))), None)

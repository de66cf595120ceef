"""Reports of online platforms and the stays in them: evidence, added with its report and never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, UtcDateTime, choice
from tracker.online.matching import How
from tracker.online.names import Aside
from tracker.online.reports.dates import Order
from tracker.online.reports.stays import Doubt


class OnlineReport(Base):
    """One file of one platform. Its stays count once it is applied, until it is undone or replaced."""

    __tablename__ = "online_reports"
    __table_args__ = (UniqueConstraint("meeting_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))  # of the file
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # the file, compressed by zlib
    format: Mapped[str] = mapped_column(String(24), default="")  # a module of reports.formats, or "columns"
    title: Mapped[str] = mapped_column(String(300), default="")
    reference: Mapped[str] = mapped_column(String(60), default="")  # the platform's number for the meeting
    rows: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)  # rows of the waiting room, which are no stays
    columns: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # {"head": row, "columns": {name: place}} by hand
    order: Mapped[Order | None] = mapped_column(choice(Order))  # of dates; None: nobody knows yet
    zone: Mapped[str] = mapped_column(String(64))  # IANA, of times that name none
    day: Mapped[date | None]  # of times without a date
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_by: Mapped[str] = mapped_column(String(254))
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("online_reports.id", ondelete="SET NULL"), index=True)
    sessions: Mapped[list["ReportSession"]] = relationship(
        cascade="all, delete-orphan", order_by="ReportSession.session_id"
    )

    @property
    def is_applied(self) -> bool:
        return self.applied_at is not None and self.undone_at is None


class ReportSession(Base):
    """A session that the report is about: its stays are clipped to these."""

    __tablename__ = "online_report_sessions"

    report_id: Mapped[int] = mapped_column(ForeignKey("online_reports.id", ondelete="CASCADE"), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True, index=True)


class ShownName(Base):
    """A name and an address as the report shows them, and whose they are."""

    __tablename__ = "online_names"
    __table_args__ = (UniqueConstraint("report_id", "email", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("online_reports.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(300))
    email: Mapped[str] = mapped_column(String(254))  # lower-case, or empty
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="SET NULL"), index=True)
    how: Mapped[How | None] = mapped_column(choice(How))
    aside: Mapped[Aside | None] = mapped_column(choice(Aside))
    is_ignored: Mapped[bool] = mapped_column(default=False, server_default=false())
    suggestions: Mapped[list[int]] = mapped_column(JSON)  # registrations, the likeliest first
    stays: Mapped[int]  # how many


class OnlineStay(Base):
    """One row of a report: with both times a stay between them, with one a moment, else what is known."""

    __tablename__ = "online_stays"
    __table_args__ = (Index("ix_online_stays_report", "report_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("online_reports.id", ondelete="CASCADE"))
    name_id: Mapped[int] = mapped_column(ForeignKey("online_names.id", ondelete="CASCADE"), index=True)
    line: Mapped[int]
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    minutes: Mapped[float | None]  # as the platform says; it rounds
    doubt: Mapped[Doubt | None] = mapped_column(choice(Doubt))  # why the row is not believed as it stands


class OnlineAlias(Base):
    """A name that an organizer has confirmed to be somebody's, for the reports to come."""

    __tablename__ = "online_aliases"
    __table_args__ = (UniqueConstraint("name", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300))  # folded
    email: Mapped[str] = mapped_column(String(254))  # as the platform shows it; lower-case, or empty
    person_email: Mapped[str] = mapped_column(String(254), index=True)  # by which a person is known across meetings
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str] = mapped_column(String(254))

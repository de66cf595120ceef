"""Items of a document-based phase, their documents, and what was said on them. Words and outcomes are only added."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.audit.models import ActorKind
from tracker.correspondence.words import ItemKind, Result, WordKind
from tracker.db import Base, UtcDateTime, choice
from tracker.i18n import LocalizedText, Texts
from tracker.people.models import Delegation


class Item(Base):
    """Something that delegations speak on in writing until a deadline."""

    __tablename__ = "items"
    __table_args__ = (UniqueConstraint("meeting_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(20))  # as in the agenda: "1", "II.a"
    position: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(choice(ItemKind))
    category: Mapped[str] = mapped_column(String(8), default="")  # A, B, C where the body classes its items
    title: Mapped[Texts] = mapped_column(LocalizedText)
    text: Mapped[Texts] = mapped_column(LocalizedText, default=Texts({}))  # what is asked
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deadline_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_silence: Mapped[bool] = mapped_column(default=False, server_default=false())  # adopted if nobody objects
    documents: Mapped[list["ItemDocument"]] = relationship(
        order_by="ItemDocument.id", cascade="all, delete-orphan", back_populates="item"
    )


class ItemDocument(Base):
    """A PDF that an item is about."""

    __tablename__ = "item_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))  # as it is downloaded
    language: Mapped[str] = mapped_column(String(8))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # the PDF
    size: Mapped[int]  # bytes
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[str] = mapped_column(String(254))
    item: Mapped[Item] = relationship(back_populates="documents")


class Word(Base):
    """One thing that a delegation said on an item; never changed, never deleted."""

    __tablename__ = "words"
    __table_args__ = (Index("ix_words_item", "item_id", "delegation_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    kind: Mapped[WordKind] = mapped_column(choice(WordKind))
    text: Mapped[str] = mapped_column(Text, default="")
    nominee: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[ActorKind] = mapped_column(choice(ActorKind))
    actor: Mapped[str] = mapped_column(String(254))
    delegation: Mapped[Delegation] = relationship(lazy="joined")


class Outcome(Base):
    """What an organizer stated to have come of an item; a later statement stands, earlier ones are kept."""

    __tablename__ = "item_outcomes"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    result: Mapped[Result] = mapped_column(choice(Result))
    text: Mapped[Texts] = mapped_column(LocalizedText, default=Texts({}))
    elected: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(254))

"""Delegations and participant categories."""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, choice
from tracker.i18n import LocalizedText, Texts
from tracker.keeping import SETTINGS
from tracker.people import country_names


class DelegationKind(StrEnum):
    """What sends people to a meeting."""

    MEMBER = auto()
    UNION = auto()
    REGIONAL = auto()
    OBSERVER = auto()
    ASSOCIATION = auto()
    GOVERNMENT = auto()  # of a non-Member
    COMPANY = auto()  # of the private sector, a rights holder


class Category(StrEnum):
    """What a participant is in a meeting; decides which sessions are open to them."""

    MEM = "MEM"  # Member administration
    UNI = "UNI"  # customs union
    GOV = "GOV"  # non-Member government
    IGO = "IGO"  # international organization
    REG = "REG"  # regional entity
    NGO = "NGO"  # association
    PRV = "PRV"  # private sector or rights holder
    EXP = "EXP"  # speaker, expert, guest
    SEC = "SEC"  # Secretariat
    TEC = "TEC"  # interpreter, technician
    PRS = "PRS"  # press


class Delegation(Base):
    """An entry of the reference list: a Member, a union, a regional office, an observer, an association."""

    __tablename__ = "delegations"
    __table_args__ = SETTINGS

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[DelegationKind] = mapped_column(choice(DelegationKind))
    name_en: Mapped[str] = mapped_column(String(200))
    name_fr: Mapped[str] = mapped_column(String(200))
    region: Mapped[str] = mapped_column(String(8), default="")

    def name(self, language: str) -> str:
        """Its name in that language if it is known in it, else in English."""
        return country_names.name(self.code, self.name_en, self.name_fr, language)

    def sort_key(self, language: str) -> tuple[int, str, str]:
        """Where it stands in a list that is read in that language."""
        return country_names.sort_key(self.code, self.name(language), language)


class CategorySetting(Base):
    """What one meeting says otherwise of a category than the defaults do; None leaves the default."""

    __tablename__ = "category_settings"
    __table_args__ = (UniqueConstraint("meeting_id", "code"), SETTINGS)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    code: Mapped[Category] = mapped_column(choice(Category))
    label: Mapped[Texts | None] = mapped_column(LocalizedText)
    votes: Mapped[bool | None]
    counts_for_quorum: Mapped[bool | None]
    is_listed: Mapped[bool | None]  # in the list of participants
    colour: Mapped[str | None] = mapped_column(String(20))  # of the badge
    pattern: Mapped[str | None] = mapped_column(String(20))
    registration_closes: Mapped[datetime | None] = mapped_column(UtcDateTime)  # for this category

"""The one organisation of this installation."""

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from identity.records import Record


class NoSecondFactorOneself(DomainError):
    """Set up a second factor yourself before you require it of everybody."""


class Organisation(Record):
    """What the whole installation reckons with."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("uq_organisation_only_one", text("(true)"), unique=True),
        CheckConstraint("fiscal_year_start_month BETWEEN 1 AND 12", "fiscal_year_start_month"),
    )

    name: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64))
    languages: Mapped[list[str]]
    base_currency: Mapped[str] = mapped_column(String(3))
    fiscal_year_start_month: Mapped[int] = mapped_column(default=1)
    region: Mapped[str] = mapped_column(String(2))
    second_factor_required: Mapped[bool] = mapped_column(default=False, server_default=text("false"))

"""The one organisation of this installation."""

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError, InvalidInput
from identity.records import Record


class NoSecondFactorOneself(DomainError):
    """Set up a second factor yourself before you require it of everybody."""


class Organisation(Record):
    """What the whole installation reckons with."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("uq_organisation_only_one", text("(true)"), unique=True),
        CheckConstraint("fiscal_year_start_month BETWEEN 1 AND 12", "fiscal_year_start_month"),
        CheckConstraint("lost_after_days > at_risk_after_days", "quiet_in_order"),
    )

    name: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64))
    languages: Mapped[list[str]]
    base_currency: Mapped[str] = mapped_column(String(3))
    fiscal_year_start_month: Mapped[int] = mapped_column(default=1)
    region: Mapped[str] = mapped_column(String(2))
    second_factor_required: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    at_risk_after_days: Mapped[int] = mapped_column(default=180, server_default=text("180"))
    """Days without a purchase until a buyer is said to be at risk."""
    letterhead: Mapped[str] = mapped_column(Text, server_default=text("''"))
    """What documents say below its name."""
    lost_after_days: Mapped[int] = mapped_column(default=365, server_default=text("365"))

    def require_in_order(self) -> None:
        """Refuse that somebody is lost before they are at risk. Raises InvalidInput."""
        if self.lost_after_days <= self.at_risk_after_days:
            least = self.at_risk_after_days + 1
            raise InvalidInput.at("/lost_after_days", "greater_than_equal", ge=least)

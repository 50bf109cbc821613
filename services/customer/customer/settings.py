"""Settings of the customer service."""

from typing import Self

from pydantic import Field, model_validator

from chassis.settings import Settings


class CustomerSettings(Settings):
    """What the customer service has beyond the settings of every service."""

    restore_days: int = Field(default=30, ge=1, le=365)
    """Days a deleted record can be restored; after that it is purged with what hangs on it."""
    at_risk_after_days: int = Field(default=180, ge=1, le=3650)
    """Days without a purchase until a buyer's lifecycle says at risk."""
    lost_after_days: int = Field(default=365, ge=2, le=3650)
    """Days without a purchase until it says lost; more than the former."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.lost_after_days <= self.at_risk_after_days:
            raise ValueError("lost_after_days must be more than at_risk_after_days")
        return self

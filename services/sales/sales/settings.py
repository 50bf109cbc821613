"""Settings of the sales service."""

from typing import Literal

from pydantic import Field

from chassis.settings import Settings


class SalesSettings(Settings):
    """What the sales service has beyond the settings of every service."""

    public_url: str = "http://localhost:8080"
    """The address people type: links in mail begin with it."""
    restore_days: int = Field(default=30, ge=1, le=3650)
    """Days a deleted record can be restored; after that it is purged with its history, once nothing refers to
    it any more.
    """
    customer_messages: dict[str, list[Literal["email", "sms"]]] = Field(
        default={
            "order-confirmed": ["email"],
            "order-shipped": ["email", "sms"],
            "invoice-issued": ["email"],
            "invoice-paid": ["email"],
        }
    )
    """What customers are told of orders that say so, and by which channels; `{}`: nothing."""
    form_rate_limit_each: int = Field(default=10, ge=0)
    """Times a minute one address (IPv6: one /64 network) may send the same form; 0 is no limit."""
    form_rate_limit: int = Field(default=300, ge=0)
    """Times a minute all addresses together may send the same form; 0 is no limit."""
    contract_warning_days: int = Field(default=14, ge=0, le=365)
    """Days before the last day to give notice of a contract on which whoever looks after it is told."""

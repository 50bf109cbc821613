"""The organisation as it is sent and shown."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from chassis.schemas import Given, Name, RecordShown, Text, absent
from libs.countries import CountryCode, CurrencyCode, TimeZoneName

Language = Literal["zh-CN", "zh-TW", "en"]


def _once(languages: list[Language]) -> list[Language]:
    if len(set(languages)) < len(languages):
        raise PydanticCustomError("repeated", "each language once")
    return languages


Languages = Annotated[list[Language], Field(min_length=1, max_length=3), AfterValidator(_once)]
Letterhead = Annotated[Text, Field(max_length=1000)]
REQUIRED = "Whether people without a second factor may do nothing but set one up"
AT_RISK = "Days without a purchase until a customer who has bought counts as at risk"
LOST = "Days without a purchase until one counts as lost; more than the former"
LETTERHEAD = "What quotes and invoices say below the name: address, tax number, bank account"
FISCAL = "Month (1 to 12) in which the fiscal year starts"


class OrganisationUpdate(Given):
    """What to change; absent fields stay."""

    name: Name = Field(default_factory=absent)
    time_zone: TimeZoneName = Field(default_factory=absent)
    languages: Languages = Field(default_factory=absent)
    base_currency: CurrencyCode = Field(default_factory=absent)
    fiscal_year_start_month: int = Field(default_factory=absent, ge=1, le=12, description=FISCAL)
    region: CountryCode = Field(default_factory=absent)
    second_factor_required: bool = Field(default_factory=absent, description=REQUIRED)
    at_risk_after_days: int = Field(default_factory=absent, ge=1, le=3650, description=AT_RISK)
    lost_after_days: int = Field(default_factory=absent, ge=2, le=3650, description=LOST)
    letterhead: Letterhead = Field(default_factory=absent, description=LETTERHEAD)


class OrganisationRead(RecordShown):
    """The organisation."""

    name: str
    time_zone: str = Field(description="IANA zone of today, overdue and number years")
    languages: list[Language] = Field(description="Languages in use, the first one is the default")
    base_currency: str = Field(description="ISO 4217")
    fiscal_year_start_month: int = Field(description=FISCAL)
    region: str = Field(description="ISO 3166 country of phone numbers without a prefix")
    second_factor_required: bool = Field(description=REQUIRED)
    at_risk_after_days: int = Field(description=AT_RISK)
    lost_after_days: int = Field(description=LOST)
    letterhead: str = Field(description=LETTERHEAD)

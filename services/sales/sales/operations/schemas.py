"""Bulk edits of leads and opportunities, as callers send them."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from chassis.operations.edits import Edit, Selection
from chassis.owning import Assignment
from chassis.schemas import Given, Text
from libs.countries import CountryCode, LanguageTag
from sales.leads.schemas import Line


class OwnedEdit(Edit):
    """Changes to records with an owner and a team."""

    values: Given | None = None
    assign: Assignment | None = Field(default=None, description="As for one; needs the permission to assign")


class LeadFields(Given):
    """What many leads may have in common."""

    source: Line | None = None
    campaign: Line | None = None
    language: LanguageTag | None = None
    country: CountryCode | None = None
    region: Line | None = None
    city: Line | None = None


class LeadMove(Given):
    """The status that leads are to have."""

    status: Literal["working", "qualified", "disqualified"] = Field(
        description="working: again, after they were disqualified"
    )
    reason: Line | None = Field(default=None, description="Why nothing will come of them")

    @model_validator(mode="after")
    def _with_reason(self) -> Self:
        if (self.reason is None) == (self.status == "disqualified"):
            raise PydanticCustomError("reason_of_disqualifying", "a reason belongs to disqualifying alone")
        return self


class LeadEdit(OwnedEdit):
    """Changes to leads."""

    values: LeadFields | None = Field(default=None, description="Fields to set, as in PATCH")
    move: LeadMove | None = Field(default=None, description="As for one; where the present status allows it")


class LeadBulkEdit(LeadEdit):
    """Changes to many leads."""

    selection: Selection


class OpportunityFields(Given):
    """What many opportunities may have in common."""

    expected_close_on: date | None = None
    next_step: Annotated[Text, Field(min_length=1, max_length=500)] | None = None
    next_step_on: date | None = None
    source: Line | None = None


class OpportunityEdit(OwnedEdit):
    """Changes to opportunities."""

    values: OpportunityFields | None = Field(
        default=None, description="Fields to set, as in PATCH: of open ones only"
    )


class OpportunityBulkEdit(OpportunityEdit):
    """Changes to many opportunities."""

    selection: Selection

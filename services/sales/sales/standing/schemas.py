"""How sellers and teams stand, as callers see it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from chassis.schemas import Shown
from sales.amounts import Money
from sales.leads.schemas import LeadRead
from sales.opportunities.schemas import OpportunityRead
from sales.quotes.schemas import QuoteRead

Filters = Annotated[
    dict[str, dict[str, Any]],
    Field(description="Figure → the `filter` with which the list shows just what it counts"),
]


class OpenDeals(Shown):
    """Open deals and what they come to."""

    count: int
    base_amount: Money = Field(description="Sum in the organisation's currency")
    weighted_amount: Money = Field(description="What is to be expected of it")
    unvalued: int = Field(description="Deals with an amount that is in no sum: their currency has no rate")


class ClosedDeals(Shown):
    """Deals that were won, or lost, in a month of the organisation's calendar."""

    count: int
    base_amount: Money = Field(description="Sum in the organisation's currency, at the rates of their days")
    unvalued: int = Field(description="Deals with an amount that is in no sum")


class DealFigures(Shown):
    """How deals stand."""

    open: OpenDeals
    rotting: int = Field(description="Open for longer in their stage than it allows")
    pushed: int = Field(description="Open, and put off twice or more")
    won: ClosedDeals = Field(description="This month")
    won_before: ClosedDeals = Field(description="Last month")
    lost: ClosedDeals = Field(description="This month")
    lost_before: ClosedDeals = Field(description="Last month")


class WonOn(Shown):
    """What was won on a day."""

    day: date
    base_amount: Money


WonByDay = Annotated[
    list[WonOn],
    Field(description="This month and last, days of the organisation; those without are left out"),
]


class MyDeals(DealFigures):
    """One's own deals."""

    due: int = Field(description="Open, with the next step or the expected close overdue or today")
    unplanned: int = Field(description="Open without a day for a next step")
    next: list[OpportunityRead] = Field(description="The open ones where something is to be done first")
    won_by_day: WonByDay
    filters: Filters


class MyLeads(Shown):
    """One's own open leads that nobody has answered."""

    waiting: int
    late: int = Field(description="Those whose first response is overdue")
    next: list[LeadRead] = Field(description="Those to be answered first")
    filters: Filters


class MyQuotes(Shown):
    """One's own quotes that their customers have to answer."""

    waiting: int
    expiring: int = Field(description="Those that end within seven days, today among them")
    next: list[QuoteRead] = Field(description="Those that end first")
    filters: Filters


class MyApprovals(Shown):
    """Quotes for which others ask one's approval."""

    waiting: int
    next: list[QuoteRead] = Field(description="Those that wait the longest")
    filters: Filters


class MyStanding(Shown):
    """What somebody does next and how they stand; null is what they may not read or do."""

    today: date = Field(description="Of the organisation, whose calendar counts")
    deals: MyDeals | None
    leads: MyLeads | None
    quotes: MyQuotes | None
    approvals: MyApprovals | None


class TeamFigures(DealFigures):
    """How deals and leads of several people stand."""

    leads_waiting: int = Field(description="Open leads that nobody has answered")
    leads_late: int = Field(description="Those whose first response is overdue")


class SellerFigures(TeamFigures):
    """How those of one person stand."""

    owner_id: UUID | None = Field(description="Null: of what nobody looks after")


class StageFigures(Shown):
    """The open deals in a stage."""

    stage_id: UUID
    name: str
    open: OpenDeals
    rotting: int


class PipelineFigures(Shown):
    """The open deals of a pipeline, by stage."""

    pipeline_id: UUID
    name: str
    stages: list[StageFigures]


class TeamStanding(Shown):
    """How those stand whose deals the caller may read."""

    today: date = Field(description="Of the organisation, whose calendar counts")
    total: TeamFigures
    people: list[SellerFigures] = Field(description="Those with the most to be expected first")
    pipelines: list[PipelineFigures] = Field(description="Those with open deals, by name")
    won_by_day: WonByDay
    filters: Filters
    lead_filters: Filters

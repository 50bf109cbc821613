"""The funnel as callers ask for it and see it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field

from chassis.schemas import Shown
from sales.amounts import Money

Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2199, 12, 31))]


class FunnelQuery(BaseModel):
    """Which deals are looked at."""

    since: Day | None = Field(default=None, description="First day; left out: 90 days in all")
    until: Day | None = Field(default=None, description="Last day; left out: today")
    owner_id: UUID | None = Field(default=None, description="Only deals that somebody looks after now")
    product_id: UUID | None = Field(default=None, description="Only deals with a line of this product")


Asked = Annotated[FunnelQuery, Query()]


class FunnelStage(Shown):
    """How deals fared that came to a stage in the time: each counts once, however often it was there."""

    stage_id: UUID
    name: str
    entered: int
    gone_on: int = Field(description="Left it for a later stage, or were won in it")
    lost: int
    standing: int = Field(description="Stand there still")
    conversion: float | None = Field(description="Percent of those that came who went on; null: nobody came")
    median_days: float | None = Field(description="Half of the times that deals stood there were shorter")


class Velocity(Shown):
    """What is won in a day, as things go: deals × win rate × value ÷ cycle."""

    open_deals: int = Field(description="Open now")
    won: int = Field(description="Won in the time")
    lost: int = Field(description="Lost in the time")
    win_rate: float | None = Field(description="Percent of those closed in the time; null: none were")
    average_value: Money | None = Field(description="Of the won ones that have a value in this currency")
    cycle_days: float | None = Field(
        description="From the day a won one was opened until it was won, on average"
    )
    per_day: Money | None = Field(description="Null while one of the factors is")


class Funnel(Shown):
    """How deals fare from stage to stage, as far as the caller may read them."""

    pipeline_id: UUID
    since: date
    until: date
    stages: list[FunnelStage]
    velocity: Velocity

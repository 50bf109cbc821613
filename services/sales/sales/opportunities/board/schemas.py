"""The board as callers ask for it and see it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field

from chassis.http.lists import CONDITION
from chassis.schemas import Shown, Text
from sales.amounts import Money
from sales.opportunities.schemas import OpportunityRead


class BoardQuery(BaseModel):
    """What the board is to show."""

    cards: int = Field(default=20, ge=1, le=100, description="Cards in each column")
    filter: Text | None = Field(default=None, max_length=8_000, description=CONDITION)
    q: Text | None = Field(default=None, max_length=100, description="Free text, as in the list")


Asked = Annotated[BoardQuery, Query()]


class Card(OpportunityRead):
    """A deal on the board."""

    days_in_stage: int = Field(description="Whole days")
    rotting: bool = Field(description="Whether it has stood there for longer than the stage allows")


class Column(Shown):
    """A stage with its deals; the figures are of all of them, not only of those shown."""

    stage_id: UUID
    name: str
    probability: int
    rotting_days: int | None
    count: int
    base_amount: Money = Field(description="Sum in the organisation's currency")
    weighted_amount: Money = Field(description="What is to be expected of it")
    unvalued: int = Field(description="Deals with an amount that is in no sum: their currency has no rate")
    rotting: int
    cards: list[Card]
    next: str | None = Field(
        description="For `GET /opportunities?sort=place&after=…` with the same filter, the stage, status open"
    )


class Board(Shown):
    """A pipeline's open deals, as far as the caller may read them."""

    pipeline_id: UUID
    version: int = Field(description="Of the pipeline")
    name: str
    columns: list[Column]

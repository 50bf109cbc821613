"""Lines as callers send and see them, and as documents keep them."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from chassis.identifiers import new_id
from chassis.schemas import Text
from sales.pricing.schemas import LinePriced, LineWanted

Remark = Annotated[Text, Field(max_length=2000, description="Printed below the line")]


class LineGiven(LineWanted):
    """A line that somebody writes; one that keeps its id stays the same line."""

    id: UUID = Field(default_factory=new_id, description="Left out: a new line")
    remark: Remark = ""


class LineRead(LinePriced, LineGiven):
    """A line with its price as it was when the line was last written, and how that came about."""

    model_config = ConfigDict(extra="ignore")


Lines = Annotated[list[LineGiven], Field(max_length=200)]

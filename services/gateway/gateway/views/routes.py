"""GET /api/views/…: screens that several services fill."""

from typing import Annotated
from urllib.parse import parse_qsl
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError

from chassis.problems import FieldError, InvalidInput, NotFound
from chassis.schemas import Text
from gateway.edge import Edge
from gateway.exchange import Exchange
from gateway.views import customer_360 as customers
from gateway.views import search as searching


class Search(BaseModel):
    """The query of a search."""

    q: Annotated[Text, Field(min_length=1, max_length=100)]
    limit: int = Field(default=10, ge=1, le=50)


async def customer_360(edge: Edge, exchange: Exchange) -> None:
    """A customer with everything the services know about it, each within 300 ms.

    `missing` names panels that could not be had. 404 when the customer does not exist or may not be read,
    503 when the customer master is away.
    """
    actor = (await edge.recognise(exchange)).actor()
    try:
        customer_id = UUID(exchange.path.removeprefix("/api/views/customer-360/"))
    except ValueError:
        raise NotFound from None
    await exchange.json(200, await customers.overview(edge.runtime.peers, actor, customer_id))


async def search(edge: Edge, exchange: Exchange) -> None:
    """What all services find for `q` (1 to 100 characters), at most `limit` (1 to 50) of each.

    `missing` names services that could not be asked within 300 ms.
    """
    actor = (await edge.recognise(exchange)).actor()
    given = dict(parse_qsl(exchange.query.decode("latin-1"), keep_blank_values=True))
    try:
        asked = Search.model_validate({name: given[name] for name in ("q", "limit") if name in given})
    except ValidationError as error:
        found = [FieldError(pointer=f"?{one['loc'][0]}", kind=one["type"]) for one in error.errors()]
        raise InvalidInput(errors=found) from None
    question = searching.Question(asked.q, asked.limit)
    await exchange.json(200, await searching.search(edge.runtime.peers, actor, question))

"""Deals of the tests: pipelines to go through, and those who sell."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.testing import Answer, Bench
from sales.opportunities import revaluing
from services.sales.tests.asking import Caller
from services.sales.tests.master import Master

ACTIONS = ("create", "read", "update", "assign", "delete")
DEALING = dict.fromkeys(f"opportunity.{one}" for one in ACTIONS)
MANAGING = ("pipeline.manage", "exchange_rate.manage", "product.read", "product.manage", "price_book.manage")
STAGES = (
    {"name": "Contact", "probability": 10, "rotting_days": 14},
    {"name": "Proposal", "probability": 40, "required_fields": ["amount", "expected_close_on"]},
    {"name": "Negotiation", "probability": 80},
)


class Dealer(Caller):
    """Somebody who sells to the customers of a master."""

    master: Master

    async def pipeline(self, name: str = "Sales", stages: Sequence[Any] = STAGES, **body: Any) -> Any:
        return await self.made("/pipelines", name=name, stages=list(stages), **body)

    async def deal(self, name: str = "Ten lasers", **body: Any) -> Any:
        customer_id = body.pop("customer_id", None) or str(self.master.customer())
        return await self.made("/opportunities", name=name, customer_id=customer_id, **body)

    async def get(self, path: str) -> Any:
        answer = await self("GET", path)
        assert answer.status == 200, answer.body
        return answer.body

    async def move(self, deal: Any, stage: Any, **body: Any) -> Answer:
        return await self("POST", f"/opportunities/{deal['id']}/move", {"stage_id": stage["id"], **body})

    async def moved(self, deal: Any, stage: Any, **body: Any) -> Any:
        answer = await self.move(deal, stage, **body)
        assert answer.status == 200, answer.body
        return answer.body

    async def column(self, pipeline: Any, place: int = 0) -> list[str]:
        """The names of the cards in a column, downwards."""
        board = await self.get(f"/pipelines/{pipeline['id']}/board")
        return [card["name"] for card in board["columns"][place]["cards"]]


async def dealer(
    crm: Bench,
    master: Master,
    permissions: Mapping[str, str] | None = None,
    *,
    scope: str = "all",
    teams: Sequence[UUID] = (),
) -> Dealer:
    """Somebody with these permissions; one who may do everything with the deals of a scope when not said."""
    held = dict.fromkeys(DEALING, scope) | dict.fromkeys(MANAGING, "all")
    one = Dealer(crm, await crm.person(held if permissions is None else permissions, teams=teams))
    one.master = master
    return one


async def revalue(crm: Bench) -> None:
    """What the periodic task does."""
    while await revaluing.revalue_some(crm.runtime):
        pass

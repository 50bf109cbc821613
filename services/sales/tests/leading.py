"""People of the tests who have to do with leads, and how they call."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.testing import Bench
from services.sales.tests.asking import Caller

ACTIONS = ("create", "read", "update", "assign", "delete")
SELLING = dict.fromkeys(
    (*(f"lead.{one}" for one in ACTIONS), "opportunity.create", "opportunity.read", "customer.create"), "all"
)
LEADING = SELLING | dict.fromkeys(
    ("lead_rule.manage", "pipeline.manage", "product.manage", "product.read"), "all"
)


class Seller(Caller):
    """Somebody who works on leads."""

    @property
    def id(self) -> str:
        return str(self.person.id)

    async def lead(self, name: str = "Kim Example", **body: Any) -> Any:
        return await self.made("/leads", name=name, **body)

    async def get(self, path: str) -> Any:
        answer = await self("GET", path)
        assert answer.status == 200, answer.body
        return answer.body

    async def act(self, lead: Any, verb: str, body: Any = None) -> Any:
        answer = await self("POST", f"/leads/{lead['id']}/{verb}", body)
        assert answer.status == 200, answer.body
        return answer.body


async def seller(
    crm: Bench, permissions: Mapping[str, str] | None = None, *, teams: Sequence[UUID] = ()
) -> Seller:
    """Somebody with these permissions; a salesperson's when not said."""
    return Seller(crm, await crm.person(SELLING if permissions is None else permissions, teams=teams))

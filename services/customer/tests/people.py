"""People of the tests and how they call."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.testing import Bench, Calling

EVERYTHING = dict.fromkeys(
    (
        "customer.create",
        "customer.read",
        "customer.update",
        "customer.assign",
        "customer.delete",
        "tag.manage",
    ),
    "all",
)


class Caller(Calling):
    """Somebody calling the service."""

    async def customer(self, name: str = "Example Trading", **fields: Any) -> Any:
        """A new customer."""
        answer = await self("POST", "/customers", {"name": name} | fields)
        assert answer.status == 201, answer.body
        return answer.body

    async def names(self, path: str) -> list[str]:
        """The names in a list."""
        answer = await self("GET", path)
        assert answer.status == 200, answer.body
        return [one["name"] for one in answer.body["items"]]


async def caller(
    crm: Bench,
    permissions: Mapping[str, str],
    *,
    teams: Sequence[UUID] = (),
    name: str = "Robin Example",
    masks: Sequence[str] = (),
) -> Caller:
    """Somebody with these permissions, from whom these fields are hidden."""
    return Caller(crm, await crm.person(permissions, teams=teams, name=name, masks=masks))

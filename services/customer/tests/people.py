"""People of the tests and how they call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.testing import Bench, Person

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


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int
    body: Any
    headers: Any

    @property
    def etag(self) -> str:
        return str(self.headers["ETag"])

    @property
    def problem(self) -> str:
        return str(self.body["type"]).removeprefix("urn:crm:problem:")


@dataclass
class Caller:
    """Somebody calling the service."""

    bench: Bench
    person: Person

    async def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.bench.client.request(
            method, path, json=body, headers=self.person.headers | named
        ) as response:
            content = await response.json(content_type=None) if await response.read() else None
            return Answer(response.status, content, response.headers)

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

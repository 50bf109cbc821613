"""Cells of the matrix: an operation, called by somebody, on a record of some relation to them."""

import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.security.principals import Principal
from tests.security.rules import RELATIONS, Rule, expected
from tests.security.world import FILE, World, filled

People = Mapping[str, Principal]
PROOF = os.environ.get("PROOF") == "1"
BASIC = ("none", "administrator", "unconfirmed", "contact")
DECIDING, SAMPLE = 5, 60
"""One in so many is tried without PROOF=1: of the cells that the row's permissions decide, and of others."""


MADE_WITH = {
    "import": ("customer.import",),
    "sales_import": ("lead.import",),
    "export": ("customer.export",),
    "trail": ("audit.read",),
    "operation": ("customer.bulk_update", "customer.update"),
    "sales_operation": ("lead.bulk_update", "lead.update"),
}
"""What it takes to have a record of one's own."""


@dataclass(frozen=True, eq=False)
class Cell:
    """One call, and what it must answer."""

    operation: str
    rule: Rule
    who: Principal
    relation: str
    status: int

    def __str__(self) -> str:
        return f"{self.operation} | {self.who.name} | {self.relation or '-'} | expected {self.status}"

    @property
    def denied(self) -> bool:
        """Whether it must change nothing."""
        return self.status >= 400


def cells(table: Mapping[str, Rule], success: Mapping[str, int], people: People) -> list[Cell]:
    """Every row × principal × relation; without PROOF=1 a sample of those that other rows decide as well."""
    return [one for row in table.items() for one in _of(*row, success, people) if PROOF or _chosen(one)]


def _of(operation: str, rule: Rule, success: Mapping[str, int], people: People) -> Iterator[Cell]:
    allowed = rule.status or success[operation.partition("?")[0]]
    for who in people.values():
        for relation in RELATIONS.get(rule.thing, ("",)):
            if who.kind != "user" and relation in ("own", "shared", "deleted"):
                continue
            needed = MADE_WITH.get(rule.thing, ())
            if relation == "own" and not all(map(who.holds, needed)):
                continue  # nothing of this kind can be theirs
            yield Cell(operation, rule, who, relation, expected(rule, who, relation, allowed))


def _chosen(cell: Cell) -> bool:
    """Always the plain cases; of those about the row's own permissions a fifth, and few of all others."""
    rule, who, dice = cell.rule, cell.who, zlib.crc32(str(cell).encode())
    if who.name in BASIC:
        return True
    if rule.everybody:
        return False
    named = {*rule.holding, rule.needs, rule.deleted, rule.anyones} - {""}
    decided = any(name in who.name for either in named for name in either.split("|"))
    scoped = bool(rule.thing) and who.name.startswith(("reader", "writer", "api key"))
    return not dice % (DECIDING if decided or scoped else SAMPLE)


async def call(world: World, cell: Cell, *, headers: Mapping[str, str] | None = None) -> tuple[int, Any]:
    """Make the call through the gateway; status and body."""
    rule, used_up = cell.rule, cell.rule.fresh and not cell.denied
    ids = {**world.ids, "unique": world.unique, "session_id": world.ids["stranger"]}
    thing = rule.thing or (_named_in(cell.operation) if used_up else "")
    if thing:
        ids |= await world.record(thing, cell.relation, cell.who, cell.operation if used_up else "")
        ids["subject_id"] = ids.get(f"{thing}_id", "")
    method, _, path = cell.operation.partition(" ")
    if headers is None:
        current = {"sid": ids["session_id"]} if rule.thing == "current" else {}
        headers = world.bearer(cell.who, **current)
    sent = {**headers, "If-Match": '"1"'} if method == "PATCH" else headers
    status, body, _ = await world.ask(method, filled(path, ids), sent, **payload(rule.body, ids))
    return status, body


def _named_in(operation: str) -> str:
    """What the first id in the path is of."""
    return operation.partition("{")[2].partition("_id}")[0]


def payload(body: Any, ids: Mapping[str, str]) -> dict[str, Any]:
    """A body as options of the client."""
    if body is None:
        return {}
    if body == {"file": "csv"}:
        form = aiohttp.FormData()
        form.add_field("file", FILE, filename="people.csv", content_type="text/csv")
        return {"data": form}
    return {"json": filled(body, ids)}

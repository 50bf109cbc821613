"""What is sold: as many deals as there are customers, half of them open; 500 stand on one board."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any, Final, NamedTuple
from uuid import UUID

import aiohttp
import asyncpg

from chassis.identifiers import new_id
from deploy.local.running import Suite
from sales.customers.models import derived
from sales.opportunities.models import Opportunity, StageVisit
from sales.pipelines.stages import Stage
from sales.records import table_of
from tests.bench.company import CHUNK, ROLE, TRADES, Company, copied
from tests.flows.conftest import PASSWORD, Door, sign_in, until

PIPELINES, BOARD, PRODUCTS = 10, 500, 5
STAGES: Final = (
    ("Contact", 10),
    ("Needs", 25),
    ("Trial", 40),
    ("Proposal", 50),
    ("Talks", 75),
    ("Signing", 90),
)
SELLING: Final = {
    "opportunity.create": "own", "opportunity.read": "team", "opportunity.update": "team",
    "quote.create": "own", "quote.read": "team", "quote.update": "team",
    "order.create": "own", "order.read": "team", "order.update": "team", "product.read": "all",
}  # fmt: skip
CURRENCY: Final = "CNY"
DUE: Final = 30
CUSTOMERS: Final = "SELECT id, version, number, name, owner_id, team_id FROM customer"


class Pipeline(NamedTuple):
    """A way that deals go."""

    id: UUID
    stages: list[Stage]


class Stock(NamedTuple):
    """What there is to sell, and the ways to do so."""

    board: Pipeline
    """With 500 open deals, all of whom asks and of their team."""
    others: list[Pipeline]
    products: list[str]
    customers: list[UUID]
    """Whom the one who asks may sell to."""

    @property
    def lines(self) -> list[dict[str, str]]:
        """What is sold at once."""
        return [{"product_id": one, "quantity": str(place)} for place, one in enumerate(self.products, 1)]


async def stocked(suite: Suite, people: Company, count: int) -> Stock:
    """Let everybody sell, and fill the sales service with deals of all of them."""
    async with aiohttp.ClientSession(suite.gateway_url) as client:
        administrator = await sign_in(client, *suite.administrator)
        await _allow(administrator, await sign_in(client, people.email, PASSWORD))
        products = await _products(administrator)
        # the app shows the first one by name
        board, *others = [await _pipeline(administrator, f"Pipeline {number}") for number in range(PIPELINES)]
    known = await _customers(suite)
    connection = await asyncpg.connect(suite.database_url("sales"))
    try:
        await _know(connection, known)
        await _fill(connection, _deals(people, known, board, others, count))
    finally:
        await connection.close()
    team = people.people[0][1]
    return Stock(board, others, products, [one["id"] for one in known if one["team_id"] == team])


async def _allow(administrator: Door, seller: Door) -> None:
    roles = await administrator.get("/api/identity/roles", params={"limit": "200"})
    (role,) = [one for one in roles["items"] if one["name"] == "Bench"]
    path, given = f"/api/identity/roles/{role['id']}", {"permissions": ROLE | SELLING}
    await administrator.call("PATCH", path, json=given, headers={"If-Match": f'"{role["version"]}"'})

    async def known() -> bool:
        paths = ("opportunities", "quotes", "orders")
        return {200} == {await seller.status("GET", f"/api/sales/{one}") for one in paths}

    await until(known, 20)


async def _products(administrator: Door) -> list[str]:
    body = {"name": "List", "currency": CURRENCY, "is_default": True}
    book = await administrator.post("/api/sales/price-books", body, expect=201)
    ids = []
    for number in range(PRODUCTS):
        article = {"sku": f"BENCH-{number}", "name": f"仪器 {number} Instrument", "unit": "台"}
        ids.append((await administrator.post("/api/sales/products", article, expect=201))["id"])
        steps = [{"from_quantity": "1", "amount": f"{1000 + number}.00"}]
        price = {"price_book_id": book["id"], "product_id": ids[-1], "steps": steps}
        await administrator.post("/api/sales/prices", price, expect=201)
    return ids


async def _pipeline(administrator: Door, name: str) -> Pipeline:
    stages = [{"name": stage, "probability": likely, "rotting_days": 30} for stage, likely in STAGES]
    made = await administrator.post("/api/sales/pipelines", {"name": name, "stages": stages}, expect=201)
    return Pipeline(UUID(made["id"]), [Stage.kept(one) for one in made["stages"]])


async def _customers(suite: Suite) -> list[dict[str, Any]]:
    connection = await asyncpg.connect(suite.database_url("customer"))
    try:
        return [dict(row) for row in await connection.fetch(CUSTOMERS)]
    finally:
        await connection.close()


async def _know(connection: "asyncpg.Connection[Any]", customers: list[dict[str, Any]]) -> None:
    """What the master would have told of customers that were written past it."""
    told = {row[0] for row in await connection.fetch("SELECT id FROM known_customer")}
    rows = (
        one | {"deleted": False} | derived(one["name"], one["number"])
        for one in customers
        if one["id"] not in told
    )
    while chunk := list(islice(rows, CHUNK)):
        await copied(connection, "known_customer", chunk)


async def _fill(connection: "asyncpg.Connection[Any]", deals: Iterator[Opportunity]) -> None:
    last = 0
    while chunk := list(islice(deals, CHUNK)):
        await copied(connection, "opportunity", [_row(one) for one in chunk])
        await copied(connection, "stage_visit", [_row(_visit(one)) for one in chunk])
        last = chunk[-1].serial
    await connection.execute(f"SELECT setval('opportunity_number', {last})")
    await connection.execute("VACUUM ANALYZE")


def _deals(
    people: Company, customers: list[dict[str, Any]], board: Pipeline, others: list[Pipeline], count: int
) -> Iterator[Opportunity]:
    """The same ones in every run, but for whom they are with."""
    team = people.people[0][1]
    colleagues = [one for one in people.people if one[1] == team]
    for serial in range(1, count + 1):
        random = Random(serial)
        stage = board.stages[serial % len(board.stages)]
        shown = serial <= BOARD
        owner = random.choice(colleagues if shown else people.people)
        pipeline = board if shown else random.choice(others)
        customer, stages = random.choice(customers), [stage] if shown else pipeline.stages
        deal = _deal(serial, random, customer, owner, pipeline, random.choice(stages))
        if not shown and random.random() < 0.5:
            _end(deal, random)
        yield deal


def _deal(
    serial: int,
    random: Random,
    customer: dict[str, Any],
    owner: tuple[UUID, UUID],
    pipeline: Pipeline,
    stage: Stage,
) -> Opportunity:
    since = datetime.now(UTC) - timedelta(days=random.randrange(60))
    deal = Opportunity(
        id=new_id(), version=1, name=f"{customer['name']} {random.choice(TRADES)}"[:200], contacts=[],
        lines=[], product_ids=[], competitors=[], customer_id=customer["id"], pipeline_id=pipeline.id,
        owner_id=owner[0], team_id=owner[1], place=Decimal(serial), status="open", currency=CURRENCY,
        amount=Decimal(random.randrange(10_000, 2_000_000)), probability_by_hand=False, source="fair",
        expected_close_on=date.today() + timedelta(days=random.randrange(DUE)),  # noqa: DTZ011  # any zone
        created_at=since, updated_at=since, push_count=0,
    )  # fmt: skip
    deal.call(serial)
    deal.enter(stage, since)
    deal.value(Decimal(1), CURRENCY)
    return deal


def _end(deal: Opportunity, random: Random) -> None:
    """Some time since it came."""
    at = deal.stage_since + (datetime.now(UTC) - deal.stage_since) * random.random()
    if random.random() < 0.5:
        deal.win(at, "product", None)
    else:
        deal.lose(at, "price", None)


def _visit(deal: Opportunity) -> StageVisit:
    return StageVisit(
        id=new_id(), opportunity_id=deal.id, pipeline_id=deal.pipeline_id, stage_id=deal.stage_id,
        entered_at=deal.stage_since, entered_by=f"user:{deal.owner_id}",
        left_at=deal.closed_at, outcome=None if deal.status == "open" else deal.status,
    )  # fmt: skip


def _row(record: Opportunity | StageVisit) -> dict[str, Any]:
    return {column.key: getattr(record, column.key) for column in table_of(type(record)).c}

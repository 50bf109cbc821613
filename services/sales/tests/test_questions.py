"""The gRPC door: what other services ask about what is sold, answered under the caller's permissions."""

from collections.abc import AsyncIterator
from typing import Any

import grpc.aio
import orjson
import pytest
from sqlalchemy import event

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.customer.events import CustomerCreated
from crm.sales.v1 import sales_pb2 as pb
from crm.sales.v1.sales_pb2_grpc import SalesServiceStub
from services.sales.tests.asking import Caller, caller
from services.sales.tests.contracting import CONTRACTS
from services.sales.tests.dealing import DEALING, MANAGING
from services.sales.tests.leading import LEADING
from services.sales.tests.master import Master
from services.sales.tests.ordering import ORDERS, Trade, trade
from services.sales.tests.quoting import BOSS

KINDS = ("lead", "opportunity", "quote", "contract", "order")
ALL = {**dict.fromkeys((*DEALING, *MANAGING), "all"), **LEADING, **ORDERS, **BOSS, **CONTRACTS}
NAME = "朗月半导体"


class Asked:
    """Something of each kind with one customer, and the door."""

    def __init__(self, house: Trade, boss: Caller, stub: Any) -> None:
        self.bench, self.house, self.boss, self.stub = house.bench, house, boss, stub
        self.customer = str(house.customer)
        self.ids: dict[str, str] = {}

    async def stock(self) -> None:
        told = {"version": 1, "number": "CU-000007", "name": NAME, "owner_id": None, "team_id": None}
        await self.bench.hear(CustomerCreated(customer_id=self.house.customer, **told))
        made = self.boss.made
        stages = [{"name": "First", "probability": 10}]
        self.ids["pipeline"] = (await made("/pipelines", name="Sales", stages=stages))["id"]
        whose = {"customer_id": self.customer}
        self.ids["lead"] = (await made("/leads", name="朗月 Kim", company="朗月仪器"))["id"]
        self.ids["opportunity"] = (await made("/opportunities", name="Ten lasers", amount="100", **whose))[
            "id"
        ]
        lines = [self.house.line()]
        self.ids["quote"] = (await made("/quotes", **whose, currency="CNY", lines=lines))["id"]
        signed = {**whose, "title": "Service", "currency": "CNY", "lines": lines}
        self.ids["contract"] = (await made("/contracts", **signed))["id"]
        order = await self.house.order()
        self.ids |= {"order": order["id"], "invoice": (await self.house.invoice(order))["id"]}
        self.ids["payment"] = (await self.house.payment("10"))["id"]

    def metadata(self, who: Caller) -> Any:
        """Of a call that a service makes for somebody."""
        signed = ("authorization", f"Bearer {self.bench.runtime.tokens.sign('sales')}")
        return (signed, ("x-user-token", who.person.token))

    async def readable(self, who: Caller, *names: tuple[str, str]) -> set[str]:
        """The kinds of those that may be read."""
        records = [pb.RecordName(thing=thing, id=id_) for thing, id_ in names or self.ids.items()]
        request = pb.CheckReadableRequest(records=records)
        answer = await self.stub.CheckReadable(request, metadata=self.metadata(who), timeout=5)
        return {one.thing for one in answer.readable}

    async def found(self, who: Caller, q: str, size: int = 0) -> list[tuple[str, str, str]]:
        """Kind, title and subtitle of what a fragment finds."""
        request = pb.SearchRequest(q=q, page_size=size)
        answer = await self.stub.Search(request, metadata=self.metadata(who), timeout=5)
        return [(one.thing, one.title, one.subtitle) for one in answer.hits]

    async def overview(self, who: Caller) -> Any:
        request = pb.GetOverviewRequest(customer_id=self.customer)
        return await self.stub.GetOverview(request, metadata=self.metadata(who), timeout=5)


@pytest.fixture
async def asked(crm: Bench, master: Master) -> AsyncIterator[Asked]:
    address = f"{crm.runtime.settings.host}:{crm.runtime.settings.grpc_port}"
    async with grpc.aio.insecure_channel(address) as channel:
        one = Asked(await trade(crm, master), await caller(crm, ALL), SalesServiceStub(channel))
        await one.stock()
        yield one


async def test_readable_records_are_told_apart(asked: Asked) -> None:
    assert await asked.readable(asked.boss) == set(asked.ids)
    for thing in KINDS:
        held = await caller(asked.bench, {f"{thing}.read": "all"})
        seen = {"order": {"invoice"}, "opportunity": {"pipeline"}}.get(thing, set())
        assert await asked.readable(held) == {thing, *seen}
        assert await asked.readable(await caller(asked.bench, {f"{thing}.read": "own"})) == seen - {"invoice"}
    bills = await caller(asked.bench, {"order.invoice": "all"})
    assert await asked.readable(bills) == {"payment"}
    assert await asked.readable(await caller(asked.bench, {"order.invoice": "own"})) == set()
    assert await asked.readable(await caller(asked.bench, {})) == set()
    strange = [("unheard-of", asked.ids["lead"]), ("lead", str(new_id())), ("order", asked.ids["lead"])]
    assert await asked.readable(asked.boss, *strange) == set()


async def test_what_is_deleted_is_readable_no_more(asked: Asked) -> None:
    for thing, path in (("lead", "leads"), ("opportunity", "opportunities"), ("quote", "quotes")):
        await asked.boss("DELETE", f"/{path}/{asked.ids[thing]}")
    assert await asked.readable(asked.boss) == {"pipeline", "contract", "order", "invoice", "payment"}


async def test_many_records_of_a_kind_are_one_statement(asked: Asked) -> None:
    selected: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT"):
            selected.append(statement)

    many = [(thing, str(new_id())) for thing in (*KINDS, "pipeline", "invoice", "payment") for _ in range(25)]
    engine = asked.bench.runtime.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert await asked.readable(asked.boss, *many) == set()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(selected) == 8


@pytest.mark.parametrize(
    ("method", "request_"),
    [
        ("CheckReadable", pb.CheckReadableRequest(records=[pb.RecordName(thing="lead", id="x")])),
        ("CheckReadable", pb.CheckReadableRequest(records=[pb.RecordName(thing="lead")] * 201)),
        ("Search", pb.SearchRequest(q="")),
        ("Search", pb.SearchRequest(q="x" * 101)),
        ("Search", pb.SearchRequest(q="x", page_size=51)),
        ("GetOverview", pb.GetOverviewRequest(customer_id="x")),
    ],
)
async def test_what_cannot_be_asked_is_refused(asked: Asked, method: str, request_: Any) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await getattr(asked.stub, method)(request_, metadata=asked.metadata(asked.boss), timeout=5)
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_search_finds_what_is_called_so_and_what_is_the_customers(asked: Asked) -> None:
    hits = await asked.found(asked.boss, "langyue")
    latest_first = ["order", "contract", "quote", "opportunity", "lead"]
    assert [thing for thing, _, _ in hits] == latest_first
    titles = {thing: (title, subtitle) for thing, title, subtitle in hits}
    number = titles["lead"][1].partition(" ")[0]
    assert number.startswith("LD-")
    assert titles["lead"] == ("朗月 Kim", f"{number} · 朗月仪器")
    assert (titles["opportunity"][0], titles["opportunity"][1][-len(NAME) :]) == ("Ten lasers", NAME)
    assert titles["order"][1] == NAME
    assert titles["quote"] == (titles["quote"][0], NAME)
    assert await asked.found(asked.boss, "langyue", 2) == hits[:2]
    assert await asked.found(asked.boss, number) == [hits[-1]]
    some = await caller(asked.bench, {"quote.read": "all", "lead.read": "own"})
    assert await asked.found(some, "langyue") == [hits[2]]
    assert await asked.found(await caller(asked.bench, {}), "langyue") == []


async def test_the_overview_has_what_the_lists_have(asked: Asked) -> None:
    shown = await asked.overview(asked.boss)
    for panel, path in (("opportunities", "opportunities"), ("quotes", "quotes"), ("orders", "orders")):
        listed = (await asked.boss("GET", f"/{path}")).body["items"]
        assert orjson.loads(getattr(shown, f"{panel}_json")) == listed, panel
        assert listed[0]["customer_id"] == asked.customer
    other = await asked.boss.made(
        "/opportunities", name="Elsewhere", customer_id=str(asked.house.master.customer())
    )
    assert other["id"] not in (await asked.overview(asked.boss)).opportunities_json
    some = await asked.overview(await caller(asked.bench, {"order.read": "all", "quote.read": "own"}))
    assert (some.opportunities_json, some.quotes_json) == ("", "[]")
    assert len(orjson.loads(some.orders_json)) == 1

"""What selling costs: opening a deal, the board, winning until the team is told, the PDF of a quote."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from datetime import date, timedelta
from itertools import count, cycle
from typing import Any, Final, NamedTuple

import aiohttp
import asyncpg
import typst

from chassis.identifiers import new_id
from deploy.local.running import Suite
from sales.opportunities.models import Opportunity
from sales.opportunities.schemas import OpportunityRead
from sales.records import table_of
from sales.typesetting.pdf import fonts
from tests.bench import screens
from tests.bench.company import Company
from tests.bench.deals import BOARD, CURRENCY, DUE, Stock, stocked
from tests.bench.events import Listener, listening
from tests.bench.measuring import Measured, ask
from tests.bench.processes import Processes
from tests.bench.questions import Request
from tests.flows.conftest import PASSWORD, Door, sign_in, until

WINS, QUOTES = 100, 30
CARDS: Final = 100
"""Of each column, as the web app asks for them."""
ASKED: Final = ("sales", "customer")
"""The customer master is asked whether the buyer is there. What it does when it hears of the deal is counted
with that: it is the same process."""
SALES: Final = "/api/sales"


class Times(NamedTuple):
    """Milliseconds in order, and the CPU seconds of all."""

    milliseconds: list[float]
    cpu: Counter[str]

    @classmethod
    def of(cls, seconds: list[float], cpu: Counter[str] | None = None) -> "Times":
        """Of seconds in any order."""
        return cls(sorted(one * 1000 for one in seconds), cpu or Counter())

    def quantile(self, part: float) -> float:
        """Milliseconds within which this part was done."""
        return self.milliseconds[int(len(self.milliseconds) * part)]

    @property
    def cost(self) -> str:
        """CPU milliseconds of each."""
        each = 1000 / len(self.milliseconds)
        most = ", ".join(f"{name} {seconds * each:.1f}" for name, seconds in self.cpu.most_common(4))
        return f"{self.cpu.total() * each:.1f} ms of CPU each ({most})"

    def __str__(self) -> str:
        return f"p50 {self.quantile(0.5):.1f} ms, p99 {self.quantile(0.99):.1f} ms"


class Sold(NamedTuple):
    """Rows of a table, and lines below it."""

    single: dict[str, Measured]
    many: dict[str, Measured]
    lines: list[str]


async def measure(suite: Suite, people: Company, deals: int, paces: Mapping[int, float]) -> Sold:
    """All of it, among so many deals; `paces` are seconds by number of clients, one and more."""
    stock = await stocked(suite, people, deals)
    questions = {"create opportunity": _create(stock), "board of 500 cards": _board(stock)}
    single, many = [
        {
            name: await ask(suite, people.email, name, requests, seconds, clients, ASKED)
            for name, requests in questions.items()
        }
        for clients, seconds in paces.items()
    ]
    lines = await _lines(suite, people, stock, single)
    painted = await screens.watch(suite.gateway_url, people.email, screens.BOARD)
    lines += [
        f"- Click → {name} painted, median of {screens.ROUNDS}: {one}." for name, one in painted.items()
    ]
    return Sold(single, many, lines)


async def _lines(suite: Suite, people: Company, stock: Stock, single: Mapping[str, Measured]) -> list[str]:
    """Both beside floors of their own, and what is no request: news of a deal that was won, a document."""
    async with aiohttp.ClientSession(suite.gateway_url) as client:
        door = await sign_in(client, people.email, PASSWORD)
        to_commit, to_news = await _win(suite, door, stock, _colleagues(people))
        documents = await _issue(suite, door, stock)
        await _check(door, stock)
    commit, rows, page = await _commits(suite), await _rows(suite, stock), _pages()
    create, board = single.values()
    return [
        f"- Create opportunity, alone: {_ratio(create, commit)} INSERT and commit of one row ({commit}).",
        f"- Board of 500 cards, alone: {_ratio(board, rows)} PostgreSQL's JSON of its rows ({rows}).",
        f"- Win a deal of {len(stock.lines)} lines, asked → committed with its order: {to_commit}, "
        f"{_ratio(to_commit, commit)} INSERT and commit of one row.",
        f"- Win, asked → last notification of {_colleagues(people)} colleagues is there, in the inbox and "
        f"as mail to be sent: {to_news}, {_ratio(to_news, commit)} the same; {to_news.cost}.",
        f"- PDF of a quote of {len(stock.lines)} lines, asked → done: {documents}, {_ratio(documents, page)} "
        f"Typst with one line in the same process ({page}); {documents.cost}.",
    ]


def _ratio(one: Times | Measured, floor: Times) -> str:
    return f"{one.quantile(0.5) / floor.quantile(0.5):.1f} ×"


def _create(stock: Stock) -> Iterator[Request]:
    ways = cycle(stock.others)
    for number, customer_id in zip(count(), cycle(stock.customers), strict=False):
        body = {
            "name": f"新商机 {number}",
            "customer_id": str(customer_id),
            "pipeline_id": str(next(ways).id),
            "amount": f"{number + 1000}.00",
            "expected_close_on": _due(),
            "next_step": "打电话",
        }
        yield "POST", f"{SALES}/opportunities", json.dumps(body, ensure_ascii=False)


def _board(stock: Stock) -> Iterator[Request]:
    return cycle([("GET", _board_path(stock), "")])


def _board_path(stock: Stock) -> str:
    return f"{SALES}/pipelines/{stock.board.id}/board?cards={CARDS}"


async def _check(door: Door, stock: Stock) -> None:
    board = await door.get(_board_path(stock))
    shown = [len(column["cards"]) for column in board["columns"]]
    if sum(shown) != BOARD:
        raise RuntimeError(f"the columns of the board show {shown} deals")


async def _win(suite: Suite, door: Door, stock: Stock, told: int) -> tuple[Times, Times]:
    """Win deals one after the other: until each commit, and until everybody else in the team is told."""
    ids = [await _opened(door, stock, number) for number in range(WINS)]
    processes = Processes.of(suite, ASKED)
    committed = await listening(suite, "sales", "change", "record_id")
    inbox = await listening(suite, "notifications", "inbox_item", "record_id")
    mails = await listening(suite, "notifications", "delivery", "key")
    asked: dict[str, float] = {}

    async def all_told() -> bool:
        return len(_told(mails, asked)) == WINS * told and asked.keys() <= inbox.moments.keys()

    before = await asyncio.to_thread(processes.settled)
    try:
        for id_ in ids:
            asked[id_] = time.perf_counter()
            body = {"reason": "product", "confirm": True}
            await door.post(f"{SALES}/opportunities/{id_}/win", body, expect=201)
        await until(all_told, 60)
    finally:
        for one in (committed, inbox, mails):
            await one.close()
    news = {id_: inbox.moments[id_] for id_ in ids}
    for id_, at in _told(mails, asked):
        news[id_] = max(news[id_], at)
    used = await asyncio.to_thread(processes.settled) - before
    return (
        Times.of([committed.moments[one] - at for one, at in asked.items()], used),
        Times.of([news[one] - at for one, at in asked.items()], used),
    )


def _told(mails: Listener, asked: Container[str]) -> list[tuple[str, float]]:
    """Deal and moment of each mail about one of them; its key: what happened to what, at which version, to
    whom it is told.
    """
    heard = ((key.split(":")[1], at) for key, at in mails.moments.items() if ":" in key)
    return [(id_, at) for id_, at in heard if id_ in asked]


async def _opened(door: Door, stock: Stock, number: int) -> str:
    body = {
        "name": f"Deal to be won {number}",
        "customer_id": str(stock.customers[number % len(stock.customers)]),
        "pipeline_id": str(stock.others[0].id),
        "lines": stock.lines,
    }
    return str((await door.post(f"{SALES}/opportunities", body, expect=201))["id"])


async def _issue(suite: Suite, door: Door, stock: Stock) -> Times:
    """Issue quotes one after the other; the first ones find the worker's processes without their fonts."""
    ids = [await _drafted(door, stock, number) for number in range(QUOTES)]
    processes, seconds = Processes.of(suite, ASKED), []
    connection = await asyncpg.connect(suite.database_url("sales"))
    before = await asyncio.to_thread(processes.settled)
    try:
        for id_ in ids:
            began = time.perf_counter()
            issued = await door.post(f"{SALES}/quotes/{id_}/issue")
            await _done(connection, issued["document"]["id"])
            seconds.append(time.perf_counter() - began)
    finally:
        await connection.close()
    return Times.of(seconds, await asyncio.to_thread(processes.settled) - before)


async def _done(connection: "asyncpg.Connection[Any]", document_id: str) -> None:
    state = "SELECT state FROM quote_document WHERE id = $1::text::uuid"
    while (found := await connection.fetchval(state, document_id)) != "done":
        if found == "failed":
            raise RuntimeError(f"document {document_id} could not be made")
        await asyncio.sleep(0.002)


async def _drafted(door: Door, stock: Stock, number: int) -> str:
    body = {
        "title": f"Offer {number}",
        "customer_id": str(stock.customers[number % len(stock.customers)]),
        "currency": CURRENCY,
        "language": "zh-CN",
        "valid_until": _due(),
        "lines": stock.lines,
    }
    return str((await door.post(f"{SALES}/quotes", body, expect=201))["id"])


async def _commits(suite: Suite) -> Times:
    """The floor of whatever is written: one row and its commit, again and again."""
    connection, seconds = await asyncpg.connect(suite.database_url("sales")), []
    await connection.execute("CREATE TABLE bare (id uuid PRIMARY KEY, at timestamptz DEFAULT now())")
    try:
        for _ in range(WINS):
            began = time.perf_counter()
            await connection.execute("INSERT INTO bare (id) VALUES ($1)", new_id())
            seconds.append(time.perf_counter() - began)
        await connection.execute("DROP TABLE bare")
    finally:
        await connection.close()
    return Times.of(seconds)


async def _rows(suite: Suite, stock: Stock) -> Times:
    """The floor of the board: what it shows of its deals, as PostgreSQL makes JSON of it."""
    shown = ", ".join(one.key for one in table_of(Opportunity).c if one.key in OpportunityRead.model_fields)
    standing = "pipeline_id = $1 AND status = 'open' AND deleted_at IS NULL ORDER BY stage_id, place"
    rows = f"SELECT json_agg(one)::text FROM (SELECT {shown} FROM opportunity WHERE {standing}) one"
    connection, seconds = await asyncpg.connect(suite.database_url("sales")), []
    try:
        for _ in range(WINS):
            began = time.perf_counter()
            await connection.fetchval(rows, stock.board.id)
            seconds.append(time.perf_counter() - began)
    finally:
        await connection.close()
    return Times.of(seconds)


def _pages() -> Times:
    """The floor of a document: Typst alone, with one line in the fonts that quotes are set in."""
    seconds = []
    for number in range(QUOTES):
        line = f"Line {number}.".encode()  # Typst remembers what it has set
        began = time.perf_counter()
        typst.compile(line, font_paths=fonts(), ignore_system_fonts=True)
        seconds.append(time.perf_counter() - began)
    return Times.of(seconds)


def _colleagues(people: Company) -> int:
    return sum(team == people.people[0][1] for _, team in people.people) - 1


def _due() -> str:
    return str(date.today() + timedelta(days=DUE))  # noqa: DTZ011  # any zone will do

"""What a search finds is the plain truth, whichever way PostgreSQL is asked."""

from collections.abc import AsyncIterator
from itertools import product
from typing import Any
from unittest import mock
from urllib.parse import quote

import grpc.aio
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chassis.testing import Bench
from crm.customer.v1 import customer_pb2 as pb
from crm.customer.v1.customer_pb2_grpc import CustomerServiceStub
from customer import finding, searched_lists
from libs.names import found, search_text
from services.customer.tests.people import EVERYTHING, Caller, caller
from services.customer.tests.test_rpc import as_person

NAMES = ["示例贸易", "Example Beta", "Beta Trading", "北方示例", "Example", "安示例 Beta"]
PHONES = ["+862800000130", "+862800000131", "+8613800138000"]
PEOPLE = ["Kim Example", "王示例", "Robin Beta"]
READERS = ("everything", "own", "one team", "two teams")
ROW = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(["nobody", *READERS]),
    st.sampled_from([None, 0, 1, 2]),
    st.sampled_from([None, *PEOPLE]),
    st.integers(0, 4).map(lambda number: number == 0),
    st.sampled_from([None, *PHONES]),
)
"""Name, owner, team, contact, whether it is deleted, phone."""
EVERY = [
    (NAMES[number % 6], owner, team, PEOPLE[number % 3], False, PHONES[number % 3])
    for number, (owner, team) in enumerate(product(("nobody", *READERS), (0, 1, 2)))
]
FRAGMENTS = st.sampled_from(
    [
        "示例", "beta", "exam", "example beta", "shili", "CU-", "kim", "贸易", "xx",
        "028 0000 0130", "(028) 0000-0131", "+86 28 0000", "8000", "beta 138 0013 8000",
    ]
)  # fmt: skip
FILTER = quote('{"field":"kind","op":"eq","value":"company"}')


@pytest.fixture(scope="session")
async def stub(opened: Bench) -> AsyncIterator[Any]:
    address = f"{opened.runtime.settings.host}:{opened.runtime.settings.grpc_port}"
    async with grpc.aio.insecure_channel(address) as channel:
        yield CustomerServiceStub(channel)


async def company(bench: Bench, rows: list[Any]) -> tuple[dict[str, Caller], dict[str, str | None]]:
    """Those who search, and the contact of each customer by its number."""
    teams = [await bench.team() for _ in range(3)]
    admin = await caller(bench, EVERYTHING)
    readers = {
        "everything": admin,
        "own": await caller(bench, {"customer.read": "own"}),
        "one team": await caller(bench, {"customer.read": "team"}, teams=teams[:1]),
        "two teams": await caller(bench, {"customer.read": "team"}, teams=teams[:2]),
    }
    contacts = {}
    for name, whose, team, person, deleted, phone in rows:
        owner = None if whose == "nobody" else str(readers[whose].person.id)
        team_id = None if team is None else str(teams[team])
        phones = [{"number": phone}] if phone else []
        made = await admin.customer(name, owner_id=owner, team_id=team_id, phones=phones)
        contacts[made["number"]] = person
        if person:
            body = {"name": person, "customers": [{"customer_id": made["id"]}]}
            assert (await admin("POST", "/contacts", body)).status == 201
        if deleted:
            await admin("DELETE", f"/customers/{made['id']}")
    return readers, contacts


async def pages(who: Caller, query: str, limit: int) -> list[Any]:
    """All pages of a list; the total says the same."""
    items, after = [], ""
    while True:
        body = (await who("GET", f"/customers?{query}&total=true&limit={limit}{after}")).body
        items += body["items"]
        if not body["next"]:
            assert body["total"] == len(items)
            return items
        after = f"&after={body['next']}"


def means(q: str, *texts: str | None) -> bool:
    """The plain truth."""
    return found(search_text([text for text in texts if text]), q)


def phones_of(customer: Any) -> list[str]:
    return [one["number"] for one in customer["phones"]]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    rows=st.lists(ROW, min_size=4, max_size=12),
    q=FRAGMENTS,
    sort=st.sampled_from(["name", "-name", "-updated_at", "registered_on"]),
    narrowed=st.sampled_from(["", f"&filter={FILTER}"]),
    limit=st.integers(1, 3),
    window=st.sampled_from([0, 1, 3, 100]),
)
@example(rows=EVERY, q="beta", sort="name", narrowed="", limit=2, window=0)
@example(rows=EVERY, q="beta", sort="-name", narrowed="", limit=3, window=4)
@example(rows=EVERY, q="028 0000 0130", sort="name", narrowed="", limit=2, window=0)
async def test_a_search_finds_what_the_reader_sees_and_the_fragment_means(
    opened: Bench,
    stub: Any,
    rows: list[Any],
    q: str,
    sort: str,
    narrowed: str,
    limit: int,
    window: int,
) -> None:
    await opened.reset()
    readers, contacts = await company(opened, rows)
    worth = mock.AsyncMock(return_value=window)
    with (
        mock.patch.object(searched_lists, "worth_reading", worth),
        mock.patch.object(finding, "worth_reading", worth),
        mock.patch.object(finding, "WINDOW", window),
    ):
        for who in readers.values():
            shown = await pages(who, f"sort={sort}", 100)
            named = [one for one in shown if means(q, one["name"], one["number"], *phones_of(one))]
            known = [one for one in shown if means(q, contacts[one["number"]])]
            found = await pages(who, f"sort={sort}{narrowed}&q={quote(q)}", limit)
            assert found == [one for one in shown if one in named or one in known]
            hits = {("customer", one["id"]) for one in named} | {("contact", one["id"]) for one in known}
            request = pb.SearchRequest(q=q, page_size=limit if window else 50)
            box = (await stub.Search(request, metadata=as_person(who), timeout=5)).hits
            assert len(box) == min(len(hits), request.page_size)
            assert {(one.thing, one.customer_id) for one in box} <= hits

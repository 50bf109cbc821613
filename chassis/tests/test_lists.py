"""Lists against their meaning: filters as in Python, pages while rows arrive."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.testing import Bench
from chassis.tests.example.notes import LISTING, NoteRecord
from libs.conditions import Context, Takes, matches, parse

TITLES = ["", "a", "A", "ab", "ä", "张三", "100%", "a_b", "\\", "'"]
RANKS = [None, -5, 0, 1, 2, 100]
ROWS = [
    {"id": UUID(int=3 * place + shift + 1), "title": title, "rank": RANKS[(place + shift) % 6], "version": 1}
    for place, title in enumerate(TITLES)
    for shift in range(3)
]
CONTEXT = Context(datetime.now(UTC), ZoneInfo("UTC"), UUID(int=0))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(TITLES)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=3),
    "rank": st.sampled_from(RANKS[1:]) | st.integers(-200, 2**40),
}


@st.composite
def leaves(draw: st.DrawFn) -> dict[str, Any]:
    field = draw(st.sampled_from(sorted(VALUES)))
    op, takes = draw(st.sampled_from(sorted(LISTING.fields[field].operators.items())))
    one = VALUES[field]
    needs = {
        Takes.ONE: one,
        Takes.MANY: st.lists(one, min_size=1, max_size=3),
        Takes.PAIR: st.lists(one, min_size=2, max_size=2).map(sorted),
    }
    leaf = {"field": field, "op": str(op)}
    return leaf if takes is Takes.NOTHING else leaf | {"value": draw(needs[takes])}


conditions = st.recursive(
    leaves(),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda found: {"all": found}),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: {"any": found}),
        parts.map(lambda found: {"not": found}),
    ),
    max_leaves=5,
)


async def insert(example: Bench, rows: list[dict[str, Any]]) -> None:
    async with example.runtime.database.engine.begin() as connection:
        await connection.execute(NoteRecord.__table__.insert(), rows)  # type: ignore[attr-defined]


async def test_a_filter_finds_the_rows_it_means(example: Bench) -> None:
    me = await example.person({"note.read": "all"})
    await insert(example, ROWS)
    loop = asyncio.get_running_loop()

    async def found(condition: dict[str, Any]) -> list[str]:
        query = {"filter": json.dumps(condition), "limit": "200", "total": "true"}
        async with example.client.get("/notes", params=query, headers=me.headers) as answer:
            page = await answer.json()
            assert answer.status == 200, page
        assert page["total"] == len(page["items"])
        return sorted(one["id"] for one in page["items"])

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(conditions)
    def check(condition: dict[str, Any]) -> None:
        meant = parse(condition, LISTING.fields)
        wanted = sorted(str(row["id"]) for row in ROWS if matches(meant, row, CONTEXT))
        assert asyncio.run_coroutine_threadsafe(found(condition), loop).result(10) == wanted

    await asyncio.to_thread(check)


async def test_pages_show_each_row_once_while_others_are_inserted(example: Bench) -> None:
    me = await example.person({"note.read": "all"})
    loop = asyncio.get_running_loop()

    async def walk(sort: str, limit: int, added: list[int | None]) -> None:
        async with example.runtime.database.engine.begin() as connection:
            await connection.execute(NoteRecord.__table__.delete())  # type: ignore[attr-defined]
        await insert(example, ROWS)
        seen, after = [], None
        while True:
            query = {"sort": sort, "limit": str(limit)} | ({"after": after} if after else {})
            async with example.client.get("/notes", params=query, headers=me.headers) as answer:
                page = await answer.json()
            seen += [one["id"] for one in page["items"]]
            if not (after := page["next"]):
                break
            if added:
                rank = added.pop()
                await insert(example, [{"title": f"a{rank}", "rank": rank, "version": 1}])
        assert len(seen) == len(set(seen)), sort
        assert {str(row["id"]) for row in ROWS} <= set(seen)

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.sampled_from(["title", "-title", "rank", "-rank"]),
        st.integers(1, 12),
        st.lists(st.sampled_from(RANKS), max_size=8),
    )
    def check(sort: str, limit: int, added: list[int | None]) -> None:
        asyncio.run_coroutine_threadsafe(walk(sort, limit, list(added)), loop).result(20)

    await asyncio.to_thread(check)

"""Every operation × role × relation × kind of principal: what happens is what the table says follows."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
import pytest_asyncio

from tests.security.cells import Cell, call, cells
from tests.security.state import at_rest, differences
from tests.security.table import OPERATIONS
from tests.security.world import World

pytestmark = pytest.mark.timeout(3600)  # all cells, on a machine that does other things too
VERBS = ("get", "put", "post", "delete", "patch")
MOST_TOLD = 60
TOGETHER = 2000


def operations(document: Mapping[str, Any]) -> dict[str, int]:
    """`METHOD /path` of the document → the status of its success."""
    return {
        f"{verb.upper()} {path}": min(int(one) for one in item[verb]["responses"] if one.startswith("2"))
        for path, item in document["paths"].items()
        for verb in VERBS
        if verb in item
    }


def test_every_operation_has_a_row_and_every_row_an_operation(document: dict[str, Any]) -> None:
    rows = {key.partition("?")[0] for key in OPERATIONS}
    known = operations(document)
    new, gone = sorted(known.keys() - rows), sorted(rows - known.keys())
    assert not new, "add a row for each to tests/security/table.py"
    assert not gone, "take their rows out of tests/security/table.py"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def every(world: World, document: dict[str, Any]) -> list[Cell]:
    people = {name: one for name, one in world.principals.items() if name != "sharer"}
    found = cells(OPERATIONS, operations(document), people)
    made = {(one.rule.thing, one.relation, one.who) for one in found if one.rule.thing}
    await asyncio.gather(*(world.record(*key) for key in made))
    return found


async def wrong(world: World, tried: list[Cell]) -> list[str]:
    """The cells that were answered otherwise, worst case a page of them."""
    answers: list[tuple[int, Any]] = []
    for start in range(0, len(tried), TOGETHER):  # a client gives up on what waits its turn for minutes
        answers += await asyncio.gather(*(call(world, one) for one in tried[start : start + TOGETHER]))
    found = sorted(
        f"{cell} was {status} {str(body)[:200]}"
        for cell, (status, body) in zip(tried, answers, strict=True)
        if status != cell.status
    )
    return [f"{len(found)} of {len(tried)} cells:", *found[:MOST_TOLD]] if found else []


async def test_whoever_may_not_is_refused_and_nothing_changes(world: World, every: list[Cell]) -> None:
    denied = [one for one in every if one.denied]
    before = await at_rest(world.suite)
    unexpected = await wrong(world, denied)
    assert not unexpected, "\n".join(unexpected)
    changed = differences(before, await at_rest(world.suite))
    assert not changed, f"after {len(denied)} refusals: {changed}"


async def test_whoever_may_is_let_in(world: World, every: list[Cell]) -> None:
    unexpected = await wrong(world, [one for one in every if not one.denied])
    assert not unexpected, "\n".join(unexpected)

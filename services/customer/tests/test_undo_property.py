"""Whatever an operation did, its undo brings back what was, but for what others have changed since."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.testing import Bench
from services.customer.tests.operating import OPERATOR, edit, importing, issues, state, undo
from services.customer.tests.people import Caller, caller

WORDS = ["甲", "乙", "Example", "零售"]
FIELDS = {
    "name": st.sampled_from(["甲公司", "乙公司", "Example Ltd"]),
    "industry": st.sampled_from([None, *WORDS]),
    "source": st.sampled_from([None, *WORDS]),
    "size": st.sampled_from([None, "7", "50-199"]),
    "phones": st.sampled_from([[], [{"number": "+8613800138000"}], [{"number": "+8613900139000"}]]),
}
SOME = st.fixed_dictionaries({}, optional=FIELDS)
ROW = st.tuples(
    st.integers(1, 6),
    st.sampled_from(["甲公司", "乙公司", "*"]),
    st.sampled_from(["", *WORDS]),
    st.sampled_from(["", "13800138000", "12"]),
    st.sampled_from(["", "王小明", "李小红"]),
)
OPERATION = st.one_of(
    st.tuples(st.just("edit"), SOME.filter(bool), st.booleans()),
    st.tuples(st.just("import"), st.lists(ROW, min_size=1, max_size=8), st.booleans()),
    st.tuples(st.just("delete"), st.none(), st.booleans()),
)
LATER = st.lists(st.tuples(st.integers(0, 9), SOME.filter(bool)), max_size=4)
DERIVED = {"name_key", "handles", "search_text", "search_grams", "country"}
FAST = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def operated(boss: Caller, operation: Any, ids: Sequence[str], tag: str) -> Any:
    """Do it to all but the first of these customers."""
    kind, what, tagged = operation
    if kind == "import":
        lines = [f"C{n},{name},{industry},{phone},{contact}" for n, name, industry, phone, contact in what]
        return await importing(boss, "\n".join(["客户ID,客户名称,行业,电话,联系人", *lines, ""]))
    if kind == "delete":
        return await edit(boss, list(ids[1:]), deleted=True)
    return await edit(boss, list(ids[1:]), values=what, add_tags=[tag] if tagged else [])


async def company(opened: Bench, seeds: Sequence[Any]) -> tuple[Caller, list[str], str]:
    """Some customers, known to the file by C1, C2, …"""
    await opened.reset()
    boss = await caller(opened, OPERATOR)
    tag = (await boss("POST", "/tags", {"name": "VIP", "colour": "#112233"})).body["id"]
    ids = []
    for number, seed in enumerate(seeds, 1):
        known = [{"source": "import", "external_id": f"C{number}"}]
        given = {name: value for name, value in seed.items() if value is not None}
        ids.append((await boss.customer(**{"name": f"Seed {number}"} | given, external=known))["id"])
    return boss, ids, tag


SEEDS = st.lists(SOME, min_size=2, max_size=4)


@FAST
@given(seeds=SEEDS, operation=OPERATION)
async def test_undo_is_the_state_before_and_its_undo_the_state_after(
    opened: Bench, seeds: list[Any], operation: Any
) -> None:
    boss, ids, tag = await company(opened, seeds)
    before = await state(boss)
    done = await operated(boss, operation, ids, tag)
    after = await state(boss)
    if done is None or "id" not in done:
        return  # nothing was written, so there is no operation
    undone = await undo(boss, done["id"])
    assert await state(boss) == before
    assert await issues(boss, undone["id"]) == []
    redone = await undo(boss, undone["id"])
    assert await state(boss) == after
    assert await issues(boss, redone["id"]) == []


@FAST
@given(seeds=SEEDS, operation=OPERATION.filter(lambda one: one[0] != "delete"), later=LATER)
async def test_later_edits_stay_and_are_told_and_all_else_is_restored(
    opened: Bench, seeds: list[Any], operation: Any, later: list[Any]
) -> None:
    boss, ids, tag = await company(opened, seeds)
    before = by_id(await state(boss))
    done = await operated(boss, operation, ids, tag)
    after = by_id(await state(boss))
    for at, values in later:
        id_ = sorted(after)[at % len(after)]
        etag = (await boss("GET", f"/customers/{id_}")).etag
        assert (await boss("PATCH", f"/customers/{id_}", values, If_Match=etag)).status == 200
    now = by_id(await state(boss))
    if "id" not in done:
        return
    undone = await undo(boss, done["id"])
    found = by_id(await state(boss))
    told = {(one["record_id"], one["field"]) for one in await issues(boss, undone["id"])}
    expected, conflicts = model(before, after, now)
    assert {id_: plain(row) for id_, row in found.items()} == expected
    assert {one for one in told if one[1]} == conflicts
    for id_, row in found.items():  # what is derived is that of the row as it is
        names = await boss.names(f"/customers?q={quote(row['name'])}")
        assert row["name"] in names, id_


def by_id(found: dict[str, list[Any]]) -> dict[str, Any]:
    return {row["id"]: row for row in found["customer"]}


def plain(row: Any) -> Any:
    return {name: value for name, value in row.items() if name not in DERIVED}


def model(before: Any, after: Any, now: Any) -> tuple[Any, set[tuple[str, str]]]:
    """What undo is to leave, and the conflicts it is to tell."""
    expected, conflicts = {}, set()
    for id_, row in now.items():
        changed = {name for name in row if name not in DERIVED and row[name] != after[id_][name]}
        if id_ not in before:
            conflicts |= {(id_, name) for name in changed}
            if changed:
                expected[id_] = plain(row)
            continue
        old, made = before[id_], after[id_]
        touched = {name for name in row if name not in DERIVED and old[name] != made[name]}
        expected[id_] = plain(row) | {name: old[name] for name in touched - changed}
        conflicts |= {(id_, name) for name in touched & changed if row[name] != old[name]}
    return expected, conflicts

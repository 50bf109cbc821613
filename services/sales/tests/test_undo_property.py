"""Whatever a bulk edit did to leads or deals, its undo brings back what was, and its undo what became."""

from typing import Any

import hypothesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from chassis.testing import Bench
from services.sales.tests.master import Master
from services.sales.tests.operating import operator, state

WORDS = st.sampled_from([None, "Fair", "Website", "展会"])
DAYS = st.sampled_from([None, "2027-01-01", "2027-12-31"])
FIELDS = {
    "leads": {"source": WORDS, "campaign": WORDS, "city": WORDS, "country": st.sampled_from([None, "CN"])},
    "opportunities": {"source": WORDS, "next_step": WORDS, "next_step_on": DAYS, "expected_close_on": DAYS},
}
MOVES = st.sampled_from(
    [{"status": "working"}, {"status": "qualified"}, {"status": "disqualified", "reason": "No budget"}]
)
AWAY = st.just({"owner_id": None})
FAST = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def acts(of: str) -> st.SearchStrategy[Any]:
    """A bulk edit, and what some of the records are before it."""
    values = st.fixed_dictionaries({}, optional=FIELDS[of]).filter(bool)
    parts = {"values": values, "assign": AWAY} | ({"move": MOVES} if of == "leads" else {})
    edits = st.fixed_dictionaries({}, optional=parts).filter(bool)
    seeds = st.lists(st.fixed_dictionaries({}, optional=FIELDS[of]), min_size=1, max_size=4)
    over = st.lists(st.booleans(), min_size=4, max_size=4)
    return st.tuples(st.just(of), seeds, over, st.one_of(edits, st.just({"deleted": True})))


@FAST
@hypothesis.given(act=st.one_of(acts("leads"), acts("opportunities")))
async def test_undo_is_the_state_before_and_its_undo_the_state_after(
    opened: Bench, master: Master, act: Any
) -> None:
    of, seeds, over, edit = act
    await opened.reset()
    boss = await operator(opened, master)
    await boss.pipeline()
    records = []
    for number, seed in enumerate(seeds):
        given = {name: value for name, value in seed.items() if value}
        one = await boss.record(of, f"Number {number}", **given)
        if over[number]:
            how, why = ("disqualify", "Too small") if of == "leads" else ("lose", "price")
            await boss("POST", f"/{of}/{one['id']}/{how}", {"reason": why})
        records.append(one)
    before = await state(opened)
    done = await boss.edit(of, records, **edit)
    after = await state(opened)
    undone = await boss.undo(done)
    assert await state(opened) == before
    assert undone["issues"] == 0
    redone = await boss.undo(undone)
    assert await state(opened) == after
    assert redone["issues"] == 0

"""Statements of lists and searches leave PostgreSQL no reason to plan them anew each time."""

from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import event

from chassis.testing import Bench
from customer import searched_lists
from services.customer.tests.people import Caller, caller


async def statements(who: Caller, path: str) -> list[str]:
    """What a request asks of the customers."""
    engine, asked = who.bench.runtime.database.engine.sync_engine, []

    def keep(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", keep)
    answer = await who("GET", path)
    event.remove(engine, "before_cursor_execute", keep)
    assert answer.status == 200, answer.body
    return [one for one in asked if "FROM customer" in one]


@pytest.mark.parametrize("scope", ["own", "team", "all"])
@pytest.mark.parametrize("window", [0, 500])
async def test_how_many_rows_are_wanted_is_told_and_which_grams_is_not(
    crm: Bench, monkeypatch: pytest.MonkeyPatch, scope: str, window: int
) -> None:
    async def worth(*_: Any) -> int:
        return window

    monkeypatch.setattr(searched_lists, "worth_reading", worth)
    reader = await caller(crm, {"customer.read": scope}, teams=[await crm.team()])
    for query in ("limit=50", "limit=50&total=true", f"limit=50&total=true&q={quote('示例')}"):
        asked = await statements(reader, f"/customers?{query}")
        assert asked
        for one in asked:
            assert "LIMIT $" not in one, one
            assert "OFFSET $" not in one, one
            assert "search_grams @> $" not in one, one

"""An import of leads or opportunities that is interrupted anywhere ends as if it had not been."""

import asyncio
import contextlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from chassis.imports import running
from chassis.testing import Bench
from chassis.tests.importing import Importer
from chassis.work import MOST_ATTEMPTS
from services.sales.tests.importing import CHINESE, IMPORTING, TEMPLATE, importing
from services.sales.tests.master import Master

LEADS = st.tuples(
    st.integers(1, 12),
    st.sampled_from(["王小明", "Kim Example", "", "*"]),
    st.sampled_from(["13800138000", "13900139000", "12", ""]),
    st.sampled_from(["a@example.com", "b@example.com", "none", ""]),
)
DEALS = st.tuples(
    st.integers(1, 12),
    st.sampled_from(["C1", "C2", "C9"]),
    st.sampled_from(["激光器", "透镜", ""]),
    st.sampled_from(["初步接触", "谈判", "方案报价", "成交", "输单", "翻云覆雨", ""]),
    st.sampled_from(["5万", "300", "x", ""]),
)
KILLS = st.lists(st.floats(0.001, 0.08), max_size=5)
LEFT_BEHIND = """
SELECT 'lead', external_ids[1], coalesce(name, ''), handles::text, version FROM lead
UNION ALL SELECT status, external_ids[1], name, coalesce(amount::text, '') || place, version FROM opportunity
UNION ALL SELECT 'visit', o.external_ids[1], coalesce(v.outcome, ''), '', 0
    FROM stage_visit v JOIN opportunity o ON o.id = v.opportunity_id
UNION ALL SELECT 'change', kind, thing, count(*)::text, 0 FROM change GROUP BY 2, 3
UNION ALL SELECT 'event', subject, '', count(*)::text, 0 FROM outbox WHERE stream <> 'changes' GROUP BY 2
ORDER BY 1, 2, 3, 4, 5
"""


def table(header: str, rows: list[tuple[Any, ...]]) -> bytes:
    return "\n".join([header, *(",".join(map(str, row)) for row in rows), ""]).encode()


async def outcome(importer: Importer, import_id: str) -> Any:
    """All that an import leaves behind, ids and moments apart."""
    done = await importer.ask("GET", f"/imports/{import_id}")
    async with importer.bench.runtime.database.reading() as session:
        written = (await session.execute(text(LEFT_BEHIND))).all()
    return done["state"], done["counts"], await importer.errors(import_id), written


async def killed_after(bench: Bench, import_id: str, seconds: float) -> None:
    """Stop the worker dead: what is not committed is gone, and its lease runs out."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(running.run(bench.runtime, import_id), seconds)
    async with bench.runtime.database.engine.begin() as connection:
        await connection.execute(text("UPDATE import SET lease_until = now() - interval '1 second'"))


async def prepared(opened: Bench, master: Master) -> Importer:
    await opened.reset()
    importer, person = await importing(opened, master)
    await person.pipeline(stages=CHINESE)
    if not master.called:
        master.known_as("C1")
        master.known_as("C2")
    return importer


@pytest.mark.parametrize(("header", "rows"), [("线索ID,姓名,手机,邮箱", LEADS), (TEMPLATE.strip(), DEALS)])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), chunk=st.integers(1, 9), kills=KILLS)
async def test_an_import_resumed_at_any_moment_equals_the_import_at_once(
    opened: Bench, master: Master, header: str, rows: Any, data: st.DataObject, chunk: int, kills: list[float]
) -> None:
    given_rows = data.draw(st.lists(rows, min_size=1, max_size=30))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "CHUNK_ROWS", chunk)
        results = []
        for moments in ([], kills):
            importer = await prepared(opened, master)
            found = await importer.upload(table(header, given_rows))
            await importer.ask("POST", f"/imports/{found['id']}/start", 202)
            for seconds in moments:
                await killed_after(opened, found["id"], seconds)
            await running.run(opened.runtime, found["id"])
            results.append(await outcome(importer, found["id"]))
    assert results[0] == results[1]
    assert results[0][0] == "done"


async def test_an_import_waits_while_the_customer_master_is_away(
    crm: Bench, master: Master, monkeypatch: pytest.MonkeyPatch
) -> None:
    importer, person = await importing(crm, master)
    await person.pipeline(stages=CHINESE)
    master.known_as("C1")

    found = await importer.upload(f"{TEMPLATE}S1,C1,激光器,初步接触,,,\n".encode())
    await importer.ask("POST", f"/imports/{found['id']}/start", 202)
    monkeypatch.setattr(master, "away", True)
    for _ in range(MOST_ATTEMPTS + 2):
        await running.run(crm.runtime, found["id"])
        assert (await importer.ask("GET", f"/imports/{found['id']}"))["state"] == "queued"
    refused = await importer.ask("GET", f"/imports/{found['id']}/preview", 503)
    assert refused["type"] == "urn:crm:problem:unavailable"
    monkeypatch.setattr(master, "away", False)
    await running.run(crm.runtime, found["id"])
    done = await importer.ask("GET", f"/imports/{found['id']}")
    assert (done["state"], done["counts"]["created"]) == ("done", 1)


async def test_a_permission_taken_away_stops_the_import_of_that_object(crm: Bench, master: Master) -> None:
    importer, _ = await importing(crm, master)
    found = await importer.upload("线索ID,姓名\nL1,王小明\n".encode())
    await importer.ask("POST", f"/imports/{found['id']}/start", 202)
    held = "UPDATE access SET data = data #- '{permissions,lead.import}' WHERE kind = 'role'"
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(text(held))
    await running.run(crm.runtime, found["id"])
    stopped = await importer.ask("GET", f"/imports/{found['id']}")
    assert (stopped["state"], stopped["reason"]["kind"]) == ("failed", "permission_lost")
    assert stopped["counts"]["created"] == 0
    assert "opportunity.import" in IMPORTING

"""Each sheet of one uploaded file is imported by itself."""

import pytest

from chassis.testing import Bench
from services.customer.tests.importing import FILES, IMPORTER, Importer

WORKBOOK = FILES / "crm-templates.xlsx"
FIRST, DEALS, CALLS = "客户信息表", "销售机会表", "客户互动记录表"


@pytest.fixture
async def importer(crm: Bench) -> Importer:
    return Importer(crm, await crm.person(IMPORTER))


async def test_the_next_sheet_needs_no_second_upload(importer: Importer) -> None:
    found = await importer.upload(WORKBOOK)
    await importer.choose(found["id"], options={"source": "old-crm", "defaults": {"country": "CN"}})
    first = await importer.run(found["id"])
    sheets = await importer.ask("GET", f"/imports/{first['id']}/sheets")
    assert [(one["name"], one["import_id"], one["state"]) for one in sheets] == [
        (FIRST, first["id"], "done"), (DEALS, None, None), (CALLS, None, None),
    ]  # fmt: skip
    made = await importer.ask("POST", f"/imports/{first['id']}/sheets", 201, json={"sheet": CALLS})
    assert (made["state"], made["sheet"], made["target"]) == ("uploaded", CALLS, "interactions")
    assert made["mapping"]["互动类型(如电话/邮件)"] == "channel"
    assert (made["options"]["source"], made["options"]["defaults"]) == ("old-crm", {})
    done = await importer.run(made["id"])
    assert (done["state"], done["counts"]["failed"]) == ("done", 0)
    assert done["counts"]["created"] > 0
    sheets = await importer.ask("GET", f"/imports/{first['id']}/sheets")
    assert [one["import_id"] for one in sheets] == [first["id"], None, done["id"]]


async def test_a_sheet_whose_import_was_cancelled_is_as_if_never_begun(importer: Importer) -> None:
    found = await importer.upload(WORKBOOK)
    await importer.ask("POST", f"/imports/{found['id']}/cancel")
    sheets = await importer.ask("GET", f"/imports/{found['id']}/sheets")
    assert [one["import_id"] for one in sheets] == [None, None, None]


async def test_what_was_used_for_the_headers_the_last_time_is_suggested(importer: Importer) -> None:
    first = await importer.upload(WORKBOOK)
    calls = await importer.ask("POST", f"/imports/{first['id']}/sheets", 201, json={"sheet": CALLS})
    mapping = {**calls["mapping"], "客户ID": None}
    await importer.choose(calls["id"], mapping=mapping, options={"source": "calls"})
    await importer.run(calls["id"])
    again = await importer.ask("POST", f"/imports/{first['id']}/sheets", 201, json={"sheet": CALLS})
    assert (again["mapping"], again["options"]["source"]) == (mapping, "calls")


async def test_only_sheets_of_the_file_and_only_by_whoever_uploaded_it(
    crm: Bench, importer: Importer
) -> None:
    found = await importer.upload(WORKBOOK)
    path = f"/imports/{found['id']}/sheets"
    refused = await importer.ask("POST", path, 422, json={"sheet": "其他"})
    assert refused["errors"][0]["pointer"] == "/sheet"
    colleague = Importer(crm, await crm.person(IMPORTER))
    refused = await colleague.ask("POST", path, 409, json={"sheet": CALLS})
    assert refused["params"]["requested_by"] == str(importer.person.id)
    stranger = Importer(crm, await crm.person({**IMPORTER, "customer.import": "own"}))
    await stranger.ask("GET", path, 404)
    await stranger.ask("POST", path, 404, json={"sheet": CALLS})


async def test_whoever_uploaded_a_file_can_have_it_back_as_it_was(crm: Bench, importer: Importer) -> None:
    rows = "机会ID,客户ID,预计金额\nO1,C1,1000\n"
    found = await importer.upload(rows.encode(), "商机.csv")
    assert await importer.ask("GET", f"/imports/{found['id']}/file") == rows
    colleague = Importer(crm, await crm.person(IMPORTER))
    await colleague.ask("GET", f"/imports/{found['id']}/file", 409)
    stranger = Importer(crm, await crm.person({**IMPORTER, "customer.import": "own"}))
    await stranger.ask("GET", f"/imports/{found['id']}/file", 404)

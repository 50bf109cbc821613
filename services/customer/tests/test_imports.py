"""Imports through the real doors: the sample tables, matching, errors, scope."""

import pytest

from chassis.testing import Bench
from services.customer.tests.importing import FILES, IMPORTER, Importer


@pytest.fixture
async def importer(crm: Bench) -> Importer:
    return Importer(crm, await crm.person(IMPORTER))


@pytest.mark.parametrize("file", ["客户信息表.csv", "客户信息表.gb18030.csv", "crm-templates.xlsx"])
async def test_the_customer_template_imports_as_it_is(importer: Importer, file: str) -> None:
    found = await importer.upload(FILES / file)
    assert found["target"] == "customers"
    assert found["mapping"]["客户ID"] == "external_id"

    done = await importer.run(found["id"])

    assert (done["state"], done["counts"]["created"], done["counts"]["failed"]) == ("done", 2, 0)
    first, second = await importer.listed("/customers")
    assert (first["name"], second["name"]) == ("A公司", "*集团")
    assert (first["registered_on"], first["industry"], first["external_ids"]) == (
        "2023-01-15",
        "零售",
        ["C001"],
    )
    assert first["owner_id"] == str(importer.person.id)
    assert await importer.errors(found["id"]) == [
        (2, "phone", "hidden_value"),
        (2, "email", "hidden_value"),
        (3, "phone", "hidden_value"),
        (3, "email", "hidden_value"),
    ]
    contacts = await importer.listed("/contacts")
    titles = {one["name"]: one["customers"][0]["title"] for one in contacts}
    assert titles == {"*先生": "经理", "*女士": "主管"}


async def test_ids_of_a_first_file_resolve_in_the_next(importer: Importer) -> None:
    await importer.whole(FILES / "客户信息表.csv")
    done = await importer.whole(FILES / "客户互动记录表.csv")

    assert (done["target"], done["counts"]["created"], done["counts"]["failed"]) == ("interactions", 2, 0)
    noted = [one for one in await importer.listed("/interactions") if one["kind"] == "noted"]
    assert [(one["channel"], one["summary"], one["follow_up"]) for one in noted] == [
        ("email", "投诉处理", "跟进满意度"),
        ("call", "询价产品", "发送报价单"),
    ]
    assert noted[0]["recorded_by"] == str(importer.person.id)
    assert await importer.errors(done["id"]) == [
        (2, "recorded_by", "person_unknown"),
        (3, "recorded_by", "person_unknown"),
    ]
    again = await importer.whole(FILES / "客户互动记录表.csv")
    assert (again["counts"]["created"], again["counts"]["failed"]) == (0, 0)


async def test_the_contact_person_is_found_by_name_at_the_customer_of_the_row(importer: Importer) -> None:
    await importer.whole("客户ID,客户名称,联系人\nC1,甲公司,王小明\nC2,乙公司,王小明\nC2,乙公司,李小红\n")
    await importer.whole("姓名,客户名称\n李小红,乙公司\n", target="contacts")
    rows = ["甲公司,王小明", "乙公司,王小明", "甲公司,李小红", "乙公司,李小红"]
    lines = [f"{row},电话,2026-01-0{day}" for day, row in enumerate(rows, start=1)]
    done = await importer.whole("\n".join(["客户名称,联系人,互动类型,互动日期", *lines]))
    assert (done["target"], done["counts"]["created"]) == ("interactions", 4)
    assert await importer.errors(done["id"]) == [
        (4, "contact_name", "contact_unknown"),
        (5, "contact_name", "contact_ambiguous"),
    ]
    noted = [one for one in await importer.listed("/interactions") if one["kind"] == "noted"]
    named = {one["customer_id"]: one["contact_id"] for one in noted if one["contact_id"]}
    people = {one["id"]: one for one in await importer.listed("/contacts") if one["name"] == "王小明"}
    assert {id_: people[one]["customers"][0]["customer_id"] for id_, one in named.items()} == {
        id_: id_ for id_ in named
    }
    assert len(named) == 2


async def test_interactions_without_their_customer_are_row_errors(importer: Importer) -> None:
    done = await importer.whole(FILES / "客户互动记录表.csv")
    assert (done["counts"]["created"], done["counts"]["failed"]) == (0, 2)
    assert (2, "customer_external_id", "customer_unknown") in await importer.errors(done["id"])


async def test_opportunities_are_sent_to_where_they_belong(importer: Importer) -> None:
    found = await importer.upload(FILES / "销售机会表.csv")
    assert found["target"] == "opportunities"
    refused = await importer.ask("POST", f"/imports/{found['id']}/start", 409)
    assert refused["type"] == "urn:crm:problem:target-not-available"
    assert refused["params"] == {"target": "opportunities", "belongs_to": "sales"}


async def test_every_sheet_of_a_workbook_is_recognised(importer: Importer) -> None:
    found = await importer.upload(FILES / "crm-templates.xlsx")
    targets = {one["name"]: one["target"] for one in found["layout"]["sheets"]}
    assert targets == {
        "客户信息表": "customers",
        "销售机会表": "opportunities",
        "客户互动记录表": "interactions",
    }
    chosen = await importer.choose(found["id"], sheet="客户互动记录表")
    assert (chosen["target"], chosen["mapping"]["互动类型(如电话/邮件)"]) == ("interactions", "channel")


async def test_the_same_file_again_updates_and_creates_nothing(importer: Importer) -> None:
    text = "客户ID,客户名称,电话,行业,联系人\nC1,甲公司,13800138000,零售,王小明\n"
    await importer.whole(text)
    done = await importer.whole(text.replace("零售", "金融"))
    assert (done["counts"]["created"], done["counts"]["updated"]) == (0, 1)
    (customer,) = await importer.listed("/customers")
    assert customer["industry"] == "金融"
    assert [one["number"] for one in customer["phones"]] == ["+8613800138000"]
    (contact,) = await importer.listed("/contacts")
    assert [one["number"] for one in contact["phones"]] == ["+8613800138000"]


async def test_an_id_twice_in_one_file_is_one_customer(importer: Importer) -> None:
    done = await importer.whole(
        "客户ID,客户名称,城市,联系人\nC1,甲公司,上海,王小明\nC2,乙公司,北京,\nC1,甲公司,上海,李小红\n"
    )
    assert (done["counts"]["created"], done["counts"]["updated"] + done["counts"]["skipped"]) == (2, 1)
    assert len(await importer.listed("/customers")) == 2
    assert {one["name"] for one in await importer.listed("/contacts")} == {"王小明", "李小红"}


@pytest.mark.parametrize(
    ("on_match", "counts"), [("skip", (0, 0, 1)), ("create", (1, 0, 0)), ("update", (0, 1, 0))]
)
async def test_what_happens_to_a_match_is_a_choice(
    importer: Importer, on_match: str, counts: tuple[int, int, int]
) -> None:
    await importer.whole("客户名称,邮箱,行业\n甲公司,info@example.com,零售\n")
    done = await importer.whole(
        "客户名称,邮箱,行业\n甲公司,INFO@example.com,金融\n",
        options={"match_by": ["email"], "on_match": on_match},
    )
    assert tuple(done["counts"][name] for name in ("created", "updated", "skipped")) == counts


async def test_a_row_that_matches_several_records_is_left_out(importer: Importer) -> None:
    await importer.whole("客户名称\n甲公司\n甲公司\n")
    done = await importer.whole("客户名称\n甲公司\n", options={"match_by": ["name"]})
    assert done["counts"]["failed"] == 1
    assert await importer.errors(done["id"]) == [(2, None, "match_ambiguous")]


async def test_a_bad_cell_costs_the_cell_and_a_bad_row_the_row(importer: Importer) -> None:
    done = await importer.whole(
        "客户名称,电话,邮箱,注册日期,网址\n"
        "甲公司,12,not-a-mail,2023-02-30,https://example.com\n"
        ",13800138000,,,\n"
        f"{'长' * 201},,,,\n"
        f"乙公司,,,,{'x' * 40_000}\n"
        "丙公司,,,,=HYPERLINK(1)\n"
    )
    assert (done["counts"]["created"], done["counts"]["failed"]) == (3, 2)
    errors = await importer.errors(done["id"])
    assert {field for row, field, _ in errors if row == 2} == {"registered_on", "phone", "email"}
    assert {row for row, _, _ in errors} == {2, 3, 4, 5, 6}
    assert {(5, "website", "cell_too_long"), (6, "website", "link_invalid")} <= set(errors)


async def test_the_errors_come_as_a_file_that_no_spreadsheet_calculates(importer: Importer) -> None:
    found = await importer.upload("客户名称,电话,备注\n甲公司,12,=1+1\n乙公司,,\n,,@x\n".encode())
    await importer.run(found["id"])
    text = await importer.ask("GET", f"/imports/{found['id']}/errors.csv")
    lines = text.splitlines()
    assert lines[0] == "Row number,Columns with errors,Errors,Error codes,客户名称,电话,备注"
    assert lines[1] == "2,电话,电话: not a valid phone number,phone_invalid,甲公司,12,'=1+1"
    assert lines[2].endswith(",,,'@x")
    assert len(lines) == 3


async def test_a_preview_reads_and_matches_without_writing(importer: Importer) -> None:
    await importer.whole("客户ID,客户名称\nC1,甲公司\n")
    found = await importer.upload(
        "客户ID,客户名称,电话\nC1,甲公司,*\nC2,乙公司,13800138000\n,,\n,x,\n".encode()
    )
    rows = (await importer.ask("GET", f"/imports/{found['id']}/preview?rows=10"))["rows"]
    assert [(one["number"], one["action"]) for one in rows] == [(2, "update"), (3, "create"), (5, "create")]
    assert rows[0]["errors"][0]["kind"] == "hidden_value"
    assert rows[1]["values"] == {"external_id": "C2", "name": "乙公司", "phone": ["13800138000"]}
    named = await importer.upload("客户名称,负责人\n丙公司,*客服\n".encode())
    rows = (await importer.ask("GET", f"/imports/{named['id']}/preview"))["rows"]
    assert [(one["column"], one["kind"]) for one in rows[0]["errors"]] == [("负责人", "person_unknown")]
    assert len(await importer.listed("/customers")) == 1


async def test_a_mapping_is_remembered_for_the_same_headers(importer: Importer) -> None:
    text = "Kunde,Ort\nBeispiel GmbH,Köln\n"
    found = await importer.upload(text.encode())
    assert found["target"] is None
    mapping = {"Kunde": "name", "Ort": "city"}
    await importer.choose(found["id"], target="customers", mapping=mapping, options={"source": "old-crm"})
    await importer.run(found["id"])
    again = await importer.upload(text.encode())
    assert (again["target"], again["mapping"], again["options"]["source"]) == (
        "customers",
        mapping,
        "old-crm",
    )
    assert again["layout"]["sheets"][0]["remembered"]


async def test_a_file_read_anew_is_shown_though_nothing_in_it_is_recognised(importer: Importer) -> None:
    found = await importer.upload("客户名称,电话\nShop,Owner\n1,2\n".encode())
    anew = await importer.choose(found["id"], header_row=2)
    assert anew["layout"]["sheets"][0]["headers"] == ["Shop", "Owner"]
    assert (anew["state"], anew["target"]) == ("uploaded", None)
    chosen = await importer.choose(found["id"], target="customers", mapping={"Shop": "name"})
    assert chosen["state"] == "ready"


async def test_an_object_chosen_by_hand_brings_its_columns_and_drops_options_of_another(
    importer: Importer,
) -> None:
    found = await importer.upload(b"Name,Customer number,Mobile,Title\nA,,13800138000,CTO\n")
    assert found["target"] == "customers"
    options = {"match_by": ["tax_number", "name"], "defaults": {"city": "Example", "language": "en"}}
    await importer.choose(found["id"], options=options)

    contacts = await importer.choose(found["id"], target="contacts")
    assert contacts["mapping"] == {
        "Name": "name", "Customer number": "customer_number", "Mobile": "mobile", "Title": "title",
    }  # fmt: skip
    assert contacts["options"]["match_by"] == ["name"]
    assert contacts["options"]["defaults"] == {"language": "en"}
    assert contacts["state"] == "ready"
    back = await importer.choose(found["id"], target="customers")
    assert back["mapping"] == found["mapping"]


async def test_what_another_system_calls_customer_number_links_the_next_file(importer: Importer) -> None:
    text = "客户编号,公司名称\nK-1,甲公司\nK-2,乙公司\n"
    assert (await importer.whole(text))["counts"]["created"] == 2
    again = await importer.whole(text.replace("乙公司", "丙公司"))
    assert (again["counts"]["created"], again["counts"]["updated"]) == (0, 1)
    customers = await importer.listed("/customers?sort=number")
    assert [(one["name"], one["external_ids"]) for one in customers] == [
        ("甲公司", ["K-1"]), ("丙公司", ["K-2"]),
    ]  # fmt: skip

    ours = customers[0]["number"]
    done = await importer.whole(f"姓名,客户编号\n王小明,K-2\n李小红,{ours}\n赵小刚,K-3\n")
    assert await importer.errors(done["id"]) == [(4, "customer_number", "customer_unknown")]
    at = {one["name"]: one["customers"][0]["customer_id"] for one in await importer.listed("/contacts")}
    assert at == {"王小明": customers[1]["id"], "李小红": customers[0]["id"]}


async def test_cards_are_contacts_or_customers_with_their_contact(importer: Importer) -> None:
    card = "BEGIN:VCARD\r\nFN:王小明\r\nORG:甲公司\r\nTITLE:经理\r\nTEL;CELL:13800138000\r\nEND:VCARD\r\n"
    found = await importer.upload(card.encode(), "card.vcf")
    assert (found["layout"]["format"], found["target"]) == ("vcard", "contacts")
    await importer.choose(found["id"], target="customers")
    done = await importer.run(found["id"])
    assert (done["state"], done["counts"]["created"], done["counts"]["errors"]) == ("done", 1, 0)
    assert [one["name"] for one in await importer.listed("/customers")] == ["甲公司"]
    again = await importer.whole(card)
    assert (again["target"], again["counts"]["created"]) == ("customers", 1)  # as the last time
    contacts = await importer.listed("/contacts")
    assert [(one["name"], one["customers"][0]["title"]) for one in contacts] == [("王小明", "经理")] * 2


async def test_the_keys_of_an_object_say_which_are_usual(importer: Importer) -> None:
    usual = {one["name"]: one["usual_keys"] for one in await importer.ask("GET", "/imports/targets")}
    assert usual["customers"] == ["external_id", "number", "tax_number"]
    assert usual["contacts"] == ["external_id", "email"]


async def test_a_column_of_ids_keeps_numbers_from_being_ids(importer: Importer) -> None:
    await importer.whole("客户ID,客户编号,客户名称\nA1,K-1,甲公司\n")
    (customer,) = await importer.listed("/customers")
    assert customer["external_ids"] == ["A1"]


async def test_a_mapping_that_does_not_fit_names_each_place(importer: Importer) -> None:
    found = await importer.upload(b"a,b/c\n1,2\n")
    wrong = await importer.choose(
        found["id"],
        422,
        target="customers",
        mapping={"a": "city", "b/c": "city", "z": None},
        options={"match_by": ["shoe_size"], "defaults": {"hat": "x"}},
    )
    assert {(one["pointer"], one["kind"]) for one in wrong["errors"]} == {
        ("/mapping/b~1c", "field_mapped_twice"),
        ("/mapping/z", "column_unknown"),
        ("/options/match_by/0", "enum"),
        ("/options/defaults/hat", "unknown"),
        ("/mapping", "required_unmapped"),
    }


async def test_owners_and_defaults_are_read_like_cells(importer: Importer) -> None:
    colleague = await importer.bench.person({}, name="李四")
    done = await importer.whole(
        "客户名称,负责人\n甲公司,李四\n乙公司,谁\n丙公司,\n",
        options={"defaults": {"owner": f"{colleague.id}@example.com", "country": "中国"}},
    )
    owners = {one["name"]: one["owner_id"] for one in await importer.listed("/customers")}
    assert owners == {
        "甲公司": str(colleague.id), "乙公司": str(importer.person.id), "丙公司": str(colleague.id),
    }  # fmt: skip
    assert await importer.errors(done["id"]) == [(3, "owner", "person_unknown")]


async def test_a_row_of_somebody_elses_customer_is_not_changed(crm: Bench) -> None:
    other = Importer(crm, await crm.person(IMPORTER))
    await other.whole("客户ID,客户名称\nC1,甲公司\n")
    limited = IMPORTER | {"customer.update": "own"}
    mine = Importer(crm, await crm.person(limited))
    done = await mine.whole("客户ID,客户名称\nC1,改名\nC2,乙公司\n")
    assert (done["counts"]["created"], done["counts"]["updated"], done["counts"]["failed"]) == (1, 0, 1)
    assert await mine.errors(done["id"]) == [(2, None, "not_allowed")]
    assert "改名" not in {one["name"] for one in await mine.listed("/customers")}


async def test_nobody_sees_or_starts_the_imports_of_others(crm: Bench) -> None:
    own = IMPORTER | {"customer.import": "own"}
    mine, other = Importer(crm, await crm.person(own)), Importer(crm, await crm.person(own))
    found = await mine.upload(b"name\nA\n")
    await other.ask("GET", f"/imports/{found['id']}", 404)
    await other.ask("POST", f"/imports/{found['id']}/start", 404)
    assert await other.listed("/imports") == []
    assert len(await mine.listed("/imports")) == 1
    nobody = Importer(crm, await crm.person({}))
    await nobody.upload(b"name\nA\n", status=403)


async def test_files_that_are_no_tables_are_refused_with_a_reason(importer: Importer) -> None:
    for content, reason in (
        (b"", "file_empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "workbook_old"),
    ):
        refused = await importer.upload(content, status=422)
        assert refused["type"] == "urn:crm:problem:file-refused"
        assert refused["params"]["reason"] == reason


async def test_many_rows_are_written_in_whole_chunks(importer: Importer) -> None:
    lines = [f"C{number},公司{number},联系人{number},13{number:09d}" for number in range(1200)]
    done = await importer.whole("\n".join(["客户ID,客户名称,联系人,电话", *lines]))
    assert (done["state"], done["counts"]["created"], done["counts"]["errors"]) == ("done", 1200, 0)
    again = await importer.whole("\n".join(["客户ID,客户名称,联系人,电话", *lines]))
    assert (again["counts"]["created"], again["counts"]["skipped"]) == (0, 1200)


async def test_an_upload_sent_twice_with_one_key_is_one_import(importer: Importer) -> None:
    part = 'Content-Disposition: form-data; name="file"; filename="a.csv"'
    body = f"--same\r\n{part}\r\n\r\n客户名称\n甲公司\n\r\n--same--\r\n".encode()
    sent = {"Idempotency-Key": "upload-1", "Content-Type": "multipart/form-data; boundary=same"}
    ids = set()
    for _ in range(2):
        call = importer.bench.client.post("/imports", headers=importer.person.headers | sent, data=body)
        async with call as response:
            assert response.status == 201
            ids.add((await response.json())["id"])
    assert len(ids) == 1


async def test_a_file_beyond_the_limit_is_refused_while_it_is_read(importer: Importer) -> None:
    refused = await importer.upload(b"name\n" + b"x" * (51 << 20), status=413)
    assert refused["type"] == "urn:crm:problem:file-too-large"


async def test_the_end_of_an_import_is_announced_once(importer: Importer) -> None:
    done = await importer.whole(FILES / "客户信息表.csv")
    ends = [
        data for subject, data in await importer.bench.announced() if subject == "customer.import.finished"
    ]
    assert [(one["import_id"], one["outcome"], one["created"]) for one in ends] == [(done["id"], "done", 2)]


async def test_everything_an_import_writes_carries_its_cause(importer: Importer) -> None:
    done = await importer.whole(FILES / "客户信息表.csv")
    (customer, _) = await importer.listed("/customers")
    (created,) = await importer.listed(f"/customers/{customer['id']}/history")
    assert created["cause_id"] == done["id"]
    assert created["actor"] == f"user:{importer.person.id}"


async def test_an_import_can_be_cancelled_before_and_while_it_runs(importer: Importer) -> None:
    found = await importer.upload(FILES / "客户信息表.csv")
    await importer.ask("POST", f"/imports/{found['id']}/start", 202)
    cancelled = await importer.ask("POST", f"/imports/{found['id']}/cancel")
    assert cancelled["state"] == "cancelled"
    await importer.ask("POST", f"/imports/{found['id']}/cancel", 409)
    await importer.ask("POST", f"/imports/{found['id']}/start", 409)


async def test_a_file_says_where_customers_stand_in_their_lifecycle(importer: Importer) -> None:
    await importer.whole("客户ID,客户名称,生命周期\nC1,甲公司,活跃客户\nC2,乙公司,\n")
    await importer.whole("客户ID,客户名称,生命周期\nC1,甲公司,流失\nC2,乙公司,\n")
    stages = {one["name"]: one["lifecycle"] for one in await importer.listed("/customers")}
    assert stages == {"甲公司": "lost", "乙公司": "lead"}
    (told,) = [
        data for subject, data in await importer.bench.announced() if subject.endswith("lifecycle-changed")
    ]
    assert (told["previous"], told["stage"]) == ("active", "lost")

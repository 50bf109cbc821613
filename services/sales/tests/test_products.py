"""The list of products: what is refused, found, kept together and announced."""

import asyncio
from typing import Any
from urllib.parse import quote

from chassis.testing import Bench
from services.sales.tests.asking import Caller, caller


def group(*products: Any, name: str = "Power", least: int = 0, most: int | None = None) -> dict[str, Any]:
    """A group of options."""
    choices = [{"product_id": one["id"]} for one in products]
    return {"name": name, "least": least, "most": most, "choices": choices}


async def test_a_product_is_made_read_changed_deleted_and_restored(crm: Bench, admin: Caller) -> None:
    made = await admin.product("LS-100", name="激光测距仪", unit="台")
    changed = await admin("PATCH", f"/products/{made['id']}", {"name": "激光测距仪 Pro"}, If_Match='"1"')
    assert (changed.body["name"], changed.headers["ETag"]) == ("激光测距仪 Pro", '"2"')
    assert (await admin("DELETE", f"/products/{made['id']}")).status == 204
    assert (await admin("GET", f"/products/{made['id']}")).status == 404
    back = await admin("POST", f"/products/{made['id']}/restore")
    assert (back.status, back.body["version"]) == (200, 4)
    assert (await admin("POST", f"/products/{made['id']}/restore")).problem == "not-deleted"
    said = [(subject, data["version"]) for subject, data in await crm.announced()]
    assert said == [
        ("sales.product.created", 1),
        ("sales.product.updated", 2),
        ("sales.product.deleted", 3),
        ("sales.product.restored", 4),
    ]


async def test_an_article_number_is_there_once_capitals_apart(admin: Caller) -> None:
    first = await admin.product("LS-100")
    again = await admin("POST", "/products", {"sku": "ls-100", "name": "Other"})
    assert (again.status, again.problem) == (409, "sku-taken")
    await admin("DELETE", f"/products/{first['id']}")
    await admin.product("ls-100")
    assert (await admin("POST", f"/products/{first['id']}/restore")).problem == "sku-taken"


async def test_products_are_found_by_pinyin_name_and_number(admin: Caller) -> None:
    await admin.product("LS-100", name="激光测距仪")
    await admin.product("CB-7", name="Cable")
    for query, skus in (
        ("jgcjy", ["LS-100"]),
        ("测距", ["LS-100"]),
        ("ls-1", ["LS-100"]),
        ("cabl", ["CB-7"]),
    ):
        found = await admin("GET", f"/products?q={quote(query)}")
        assert [one["sku"] for one in found.body["items"]] == skus, query


async def test_who_may_read_changes_nothing_and_who_may_not_reads_nothing(crm: Bench, admin: Caller) -> None:
    made = await admin.product("LS-100")
    reader, nobody = await caller(crm, {"product.read": "all"}), await caller(crm, {})
    assert (await reader("GET", f"/products/{made['id']}")).status == 200
    for method, path, body in (
        ("POST", "/products", {"sku": "X", "name": "X"}),
        ("DELETE", f"/products/{made['id']}", None),
        ("POST", "/taxes", {"name": "VAT", "rate": "13"}),
        ("POST", "/price-books", {"name": "L", "currency": "CNY"}),
    ):
        assert (await reader(method, path, body)).status == 403, path
    for path in ("/products", f"/products/{made['id']}", "/taxes", "/price-books", "/prices"):
        assert (await nobody("GET", path)).status == 403, path


async def test_what_cannot_be_put_together_is_refused_at_its_place(admin: Caller) -> None:
    first, second = await admin.product("A"), await admin.product("B")
    kit = await admin.product("KIT", kind="bundle", components=[{"product_id": first["id"], "quantity": "2"}])
    unknown = "018f0000-0000-7000-8000-000000000000"

    async def refused(**body: Any) -> list[tuple[str, str]]:
        answer = await admin("POST", "/products", {"sku": "NEW", "name": "New"} | body)
        assert answer.status == 422, answer.body
        return answer.wrong

    assert await refused(kind="bundle") == [("/components", "bundle_empty")]
    assert await refused(components=[{"product_id": first["id"]}]) == [("/components", "not_a_bundle")]
    assert await refused(option_groups=[group(first, kit)]) == [
        ("/option_groups/0/choices/1/product_id", "part_unknown")
    ]
    assert await refused(option_groups=[group({"id": unknown})]) == [
        ("/option_groups/0/choices/0/product_id", "part_unknown")
    ]
    assert await refused(option_groups=[group(first, least=2, most=1)]) == [
        ("/option_groups/0/most", "below_least"),
        ("/option_groups/0/least", "too_few_choices"),
    ]
    assert await refused(option_groups=[group(first), group(first)]) == [
        ("/option_groups/1/choices/0/product_id", "twice")
    ]
    rule = {"option_id": first["id"], "bond": "requires", "other_id": second["id"]}
    assert await refused(option_groups=[group(first)], option_rules=[rule]) == [
        ("/option_rules/0/other_id", "option_unknown")
    ]
    starting = group(first, second)
    for choice in starting["choices"]:
        choice["initially"] = True
    assert await refused(option_groups=[starting], option_rules=[rule | {"bond": "excludes"}]) == [
        ("/option_rules", "initially_option_excludes")
    ]
    assert await refused(tax_id=unknown) == [("/tax_id", "tax_unknown")]


async def test_a_part_of_others_neither_goes_nor_gets_parts_of_its_own(admin: Caller) -> None:
    part, other = await admin.product("PART"), await admin.product("OTHER")
    await admin.product("MAIN", option_groups=[group(part)])
    gone = await admin("DELETE", f"/products/{part['id']}")
    assert (gone.status, gone.problem, gone.body["params"]) == (
        409,
        "product-in-use",
        {"products": ["MAIN"]},
    )
    body = {"option_groups": [group(other)]}
    assert (await admin("PATCH", f"/products/{part['id']}", body, If_Match='"1"')).problem == "product-in-use"


async def test_a_part_that_is_deleted_and_used_at_once_stays_whole(admin: Caller) -> None:
    for number in range(5):
        part = await admin.product(f"P{number}")
        used, gone = await asyncio.gather(
            admin("POST", "/products", {"sku": f"M{number}", "name": "M", "option_groups": [group(part)]}),
            admin("DELETE", f"/products/{part['id']}"),
        )
        assert (used.status, gone.status) in ((201, 409), (422, 204))


async def test_a_choice_of_options_says_what_is_wrong_and_what_is_excluded(admin: Caller) -> None:
    first, second, third = [await admin.product(sku) for sku in ("A", "B", "C")]
    rules = [{"option_id": first["id"], "bond": "excludes", "other_id": second["id"]}]
    main = await admin.product(
        "MAIN", option_groups=[group(first, second, third, least=1, most=2)], option_rules=rules
    )
    path = f"/products/{main['id']}/configure"
    assert (await admin("POST", path, {})).body["wrong"][0]["kind"] == "group_count"
    chosen = [{"product_id": first["id"]}, {"product_id": third["id"]}]
    answer = (await admin("POST", path, {"chosen": chosen})).body
    assert answer["valid"]
    excluded = {one["product_id"]: one["excluded"] for one in answer["options"]}
    assert excluded[second["id"]]["kind"] == "option_excludes"
    assert excluded[third["id"]] is None
    both = (await admin("POST", path, {"chosen": [*chosen, {"product_id": second["id"]}]})).body
    assert [one["kind"] for one in both["wrong"]] == ["group_count", "option_excludes"]


async def test_two_edits_of_one_field_conflict_and_of_two_merge(admin: Caller) -> None:
    path = f"/products/{(await admin.product('A'))['id']}"
    assert (await admin("PATCH", path, {"unit": "台"}, If_Match='"1"')).status == 200
    assert (await admin("PATCH", path, {"name": "Other"}, If_Match='"1"')).body["unit"] == "台"
    conflict = await admin("PATCH", path, {"unit": "件"}, If_Match='"1"')
    assert (conflict.status, conflict.wrong) == (412, [("/unit", "conflict")])

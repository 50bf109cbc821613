"""Lines as documents keep them: with everything that was chosen, asked and shared when they were written."""

from typing import Any

import pytest

from chassis.testing import Bench
from services.sales.tests.master import Master
from services.sales.tests.quoting import Shop, shop


@pytest.fixture
async def sold(crm: Bench, master: Master) -> Shop:
    return await shop(crm, master)


async def lines(sold: Shop, *wanted: Any, **said: Any) -> Any:
    return (await sold.quote(*wanted, **said))["lines"]


async def test_a_line_names_the_options_it_has_also_those_nobody_chose(sold: Shop) -> None:
    choices = [{"product_id": sold.cable["id"], "most": 5, "initially": True}]
    desk = await sold.boss.product("DESK", option_groups=[{"name": "Cables", "choices": choices}])
    given, chosen, none = await lines(
        sold,
        {"product_id": desk["id"], "unit_amount": "1"},
        {
            "product_id": desk["id"],
            "unit_amount": "1",
            "chosen": [{"product_id": sold.cable["id"], "quantity": 3}],
        },
        {"product_id": desk["id"], "unit_amount": "1", "chosen": []},
    )
    named = [
        [(one["product"]["sku"], one["quantity"]) for one in line["options"]]
        for line in (given, chosen, none)
    ]
    assert named == [[("CB", "1")], [("CB", "3")], []]


async def test_a_line_with_an_agreed_price_keeps_what_the_books_ask(sold: Shop) -> None:
    unpriced = await sold.boss.product("NEW")
    agreed, free, listed = await lines(
        sold,
        sold.line(quantity="2", unit_amount="900", discount_percent="10"),
        {"product_id": unpriced["id"], "unit_amount": "5"},
        sold.line(quantity="1.5"),
    )
    assert [one["listed"] for one in (agreed, free, listed)] == ["2000", None, "1500"]
    assert [one["net"]["amount"] for one in (agreed, free, listed)] == ["1620.00", "5.00", "1500.00"]
    assert [one["kind"] for one in agreed["reasons"]] == ["agreed_price", "discount", "tax"]


async def test_a_line_keeps_its_id_and_a_document_has_no_more_than_two_hundred(sold: Shop) -> None:
    first, second = await lines(sold, sold.line(), sold.line())
    assert first["id"] != second["id"]
    quote = await sold.quote(sold.line(id=first["id"], remark="Kept"))
    assert (quote["lines"][0]["id"], quote["lines"][0]["remark"]) == (first["id"], "Kept")
    body = {"lines": [sold.line()] * 201}
    answer = await sold.seller("PATCH", f"/quotes/{quote['id']}", body, If_Match='"1"')
    assert (answer.status, answer.wrong) == (422, [("/lines", "too_long")])


async def test_prices_with_the_tax_in_them_are_shared_out_with_it(sold: Shop, master: Master) -> None:
    book = await sold.boss.book("Retail", is_default=False, tax_included=True)
    await sold.boss.price(book, sold.laser, ("1", "113"))
    await sold.boss("PUT", f"/price-books/{book['id']}/customers/{sold.customer}")
    quote = await sold.quote(sold.line(), sold.line(), sold.line(), discount_percent="10")
    assert quote["tax_included"]
    assert [one["share"]["amount"] for one in quote["lines"]] == ["11.30"] * 3
    assert [quote[name]["amount"] for name in ("subtotal", "discount", "net", "tax", "gross")] == [
        "339.00", "33.90", "270.00", "35.10", "305.10",
    ]  # fmt: skip

"""What lines cost: whose book counts, on which day, at which quantity, and what is refused."""

import asyncio
from typing import Any

from services.sales.tests.asking import Caller
from services.sales.tests.master import Master


def net(answer: Any) -> str:
    assert answer.status == 200, answer.body
    return str(answer.body["net"]["amount"])


async def test_a_price_explains_itself_line_by_line(admin: Caller) -> None:
    tax = await admin.made("/taxes", name="增值税 13%", rate="13")
    cable = await admin.product("CB", name="Cable")
    laser = await admin.product(
        "LS",
        name="Laser",
        unit="台",
        tax_id=tax["id"],
        option_groups=[{"name": "Cables", "choices": [{"product_id": cable["id"], "most": 5}]}],
    )
    book = await admin.book()
    await admin.price(book, laser, ("1", "1000"), ("10", "900"), terms=[{"months": 12, "percent": "10"}])
    await admin.price(book, cable, ("1", "12.345"))
    line = {
        "product_id": laser["id"],
        "quantity": "10",
        "months": 12,
        "discount_percent": "5",
        "chosen": [{"product_id": cable["id"], "quantity": 2}],
    }
    answer = (await admin.priced(line)).body
    (shown,) = answer["lines"]
    told = [(one["kind"], one["amount"]) for one in shown["reasons"]]
    assert told == [
        ("list_price", "9000"),
        ("term_discount", "8100"),
        ("list_price", "8346.9"),
        ("discount", "7929.56"),
        ("tax", "8960.4"),
    ]
    assert shown["reasons"][0]["params"]["price_book"]["name"] == "List"
    assert shown["reasons"][0]["params"]["because"] == "default"
    assert shown["unit_price"] == {"amount": "834.6900", "currency": "CNY"}
    assert (answer["net"]["amount"], answer["tax"]["amount"]) == ("7929.56", "1030.84")
    assert answer["gross"] == {"amount": "8960.40", "currency": "CNY"}
    assert [(one["rate"], one["tax"]["amount"]) for one in answer["taxes"]] == [("13", "1030.84")]


async def test_a_customer_buys_by_its_own_book_then_its_parents_then_the_default(
    admin: Caller, master: Master
) -> None:
    product, other = await admin.product("A"), await admin.product("B")
    default, group, own = [
        await admin.book(name, is_default=name == "Default") for name in ("Default", "Group", "Own")
    ]
    for book, amount in ((default, "100"), (group, "90"), (own, "80")):
        await admin.price(book, product, ("1", amount))
    await admin.price(default, other, ("1", "7"))
    parent = master.customer()
    child, alone = master.customer(parent_id=parent), master.customer()

    async def cost(customer_id: Any) -> str:
        return net(await admin.priced({"product_id": product["id"]}, customer_id=str(customer_id)))

    assert await cost(child) == "100.00"
    assert (await admin("PUT", f"/price-books/{group['id']}/customers/{parent}")).status == 204
    assert (await cost(child), await cost(parent), await cost(alone)) == ("90.00", "90.00", "100.00")
    assert (await admin("PUT", f"/price-books/{own['id']}/customers/{child}")).status == 204
    assert (await admin("PUT", f"/price-books/{own['id']}/customers/{child}")).status == 204
    assert (await cost(child), await cost(parent)) == ("80.00", "90.00")
    both = await admin.priced(
        {"product_id": product["id"]}, {"product_id": other["id"]}, customer_id=str(child)
    )
    because = [one["reasons"][0]["params"]["because"] for one in both.body["lines"]]
    assert because == ["customer", "default"]
    taken = await admin("PUT", f"/price-books/{group['id']}/customers/{child}")
    assert taken.problem == "buys-by-another-book"
    served = await admin("GET", f"/price-books/{own['id']}/customers")
    assert [one["customer_id"] for one in served.body["items"]] == [str(child)]
    assert (await admin("DELETE", f"/price-books/{own['id']}/customers/{child}")).status == 204
    assert await cost(child) == "90.00"


async def test_unknown_and_deleted_customers_are_refused_at_their_field(
    admin: Caller, master: Master
) -> None:
    product, book = await admin.product("A"), await admin.book()
    await admin.price(book, product, ("1", "1"))
    gone = master.customer(deleted=True)
    stranger = "018f0000-0000-7000-8000-000000000000"
    for customer_id in (gone, stranger):
        answer = await admin.priced({"product_id": product["id"]}, customer_id=str(customer_id))
        assert (answer.status, answer.wrong) == (422, [("/customer_id", "customer_unknown")])
        given = await admin("PUT", f"/price-books/{book['id']}/customers/{customer_id}")
        assert given.status == 404


async def test_each_line_that_cannot_be_sold_so_is_named(admin: Caller) -> None:
    sold, unpriced, asleep = [
        await admin.product(sku, active=sku != "ASLEEP") for sku in ("SOLD", "FREE", "ASLEEP")
    ]
    await admin.price(await admin.book(), sold, ("10", "1"))
    answer = await admin.priced(
        {"product_id": sold["id"], "quantity": "9.9"},
        {"product_id": unpriced["id"]},
        {"product_id": asleep["id"]},
        {"product_id": sold["id"], "quantity": "10", "chosen": [{"product_id": unpriced["id"]}]},
        {"product_id": sold["id"], "quantity": "10"},
    )
    assert answer.wrong == [
        ("/lines/0/quantity", "below_least"),
        ("/lines/1/product_id", "price_missing"),
        ("/lines/2/product_id", "product_unknown"),
        ("/lines/3/chosen", "option_unknown"),
    ]
    assert answer.body["errors"][0]["params"]["least"] == "10"


async def test_a_price_agreed_by_hand_needs_no_book_and_says_so(admin: Caller) -> None:
    product = await admin.product("A")
    answer = await admin.priced({"product_id": product["id"], "quantity": "3", "unit_amount": "9.99"})
    assert net(answer) == "29.97"
    assert [one["kind"] for one in answer.body["lines"][0]["reasons"]] == ["agreed_price"]


async def test_a_bundle_costs_its_own_price_or_that_of_its_components(admin: Caller) -> None:
    first, second = await admin.product("A"), await admin.product("B")
    components = [{"product_id": first["id"], "quantity": "2"}, {"product_id": second["id"]}]
    kit = await admin.product("KIT", kind="bundle", components=components)
    book = await admin.book()
    await admin.price(book, first, ("1", "10"), ("10", "8"))
    await admin.price(book, second, ("1", "5"))
    assert net(await admin.priced({"product_id": kit["id"]})) == "25.00"
    assert net(await admin.priced({"product_id": kit["id"], "quantity": "5"})) == "105.00"
    await admin.price(book, kit, ("1", "20"))
    assert net(await admin.priced({"product_id": kit["id"]})) == "20.00"


async def test_prices_count_on_their_days_and_never_two_at_once(admin: Caller) -> None:
    product, book = await admin.product("A"), await admin.book()
    await admin.price(book, product, ("1", "10"), ends_on="2026-12-31")
    overlapping = {
        "price_book_id": book["id"],
        "product_id": product["id"],
        "steps": [{"from_quantity": "1", "amount": "12"}],
        "starts_on": "2026-12-31",
    }
    assert (await admin("POST", "/prices", overlapping)).problem == "price-overlaps"
    await admin.price(book, product, ("1", "12"), starts_on="2027-01-01")
    line = {"product_id": product["id"]}
    costs = [net(await admin.priced(line, on=day)) for day in ("2026-12-31", "2027-01-01")]
    assert costs == ["10.00", "12.00"]


async def test_of_prices_set_at_once_for_the_same_days_one_stays(admin: Caller) -> None:
    product, book = await admin.product("A"), await admin.book()
    body = {
        "price_book_id": book["id"],
        "product_id": product["id"],
        "steps": [{"from_quantity": "1", "amount": "1"}],
    }
    answers = await asyncio.gather(*(admin("POST", "/prices", body) for _ in range(8)))
    assert sorted(one.status for one in answers) == [201, *[409] * 7]


async def test_a_book_with_the_tax_in_its_prices_takes_it_out_and_mixes_with_no_other(
    admin: Caller, master: Master
) -> None:
    tax = await admin.made("/taxes", name="VAT", rate="13")
    product, other = [await admin.product(sku, tax_id=tax["id"]) for sku in ("A", "B")]
    retail = await admin.book("Retail", is_default=False, tax_included=True)
    await admin.price(retail, product, ("1", "113"))
    await admin.price(await admin.book("List"), other, ("1", "100"))
    customer = master.customer()
    await admin("PUT", f"/price-books/{retail['id']}/customers/{customer}")
    answer = (await admin.priced({"product_id": product["id"]}, customer_id=str(customer))).body
    assert answer["tax_included"]
    assert (answer["net"]["amount"], answer["gross"]["amount"]) == ("100.00", "113.00")
    missing = await admin.priced({"product_id": other["id"]}, customer_id=str(customer))
    assert missing.wrong == [("/lines/0/product_id", "price_missing")]


async def test_a_currency_has_one_default_and_what_is_misspelt_is_named(admin: Caller) -> None:
    await admin.book("List")
    second = await admin("POST", "/price-books", {"name": "Two", "currency": "CNY", "is_default": True})
    assert second.problem == "price-book-exists"
    wrong = await admin("POST", "/price-books", {"name": "X", "currency": "XXX", "starts_on": "tomorrow"})
    assert [pointer for pointer, _ in wrong.wrong] == ["/currency", "/starts_on"]
    turned = {"name": "X", "currency": "USD", "starts_on": "2027-01-02", "ends_on": "2027-01-01"}
    assert (await admin("POST", "/price-books", turned)).status == 422
    steps = [{"from_quantity": "1", "amount": "1"}, {"from_quantity": "1.0", "amount": "2"}]
    product, book = await admin.product("A"), await admin.book("USD", currency="USD")
    twice = await admin(
        "POST", "/prices", {"price_book_id": book["id"], "product_id": product["id"], "steps": steps}
    )
    assert twice.wrong == [("/steps/1/from_quantity", "twice")]


async def test_a_removed_tax_is_asked_no_more(admin: Caller) -> None:
    tax = await admin.made("/taxes", name="VAT", rate="13")
    product = await admin.product("A", tax_id=tax["id"])
    await admin.price(await admin.book(), product, ("1", "100"))
    line = {"product_id": product["id"]}
    assert (await admin.priced(line)).body["gross"]["amount"] == "113.00"
    assert (await admin("DELETE", f"/taxes/{tax['id']}")).status == 204
    assert (await admin.priced(line)).body["gross"]["amount"] == "100.00"


async def test_less_than_nothing_is_not_written_of_what_is_free(admin: Caller) -> None:
    product = await admin.product("A")
    (line,) = (await admin.priced({"product_id": product["id"], "unit_amount": "-0"})).body["lines"]
    assert [line[one]["amount"] for one in ("unit_price", "net", "gross")] == ["0.0000", "0.00", "0.00"]


async def test_so_many_of_so_many_that_nobody_can_add_it_up_are_refused(admin: Caller) -> None:
    part = await admin.product("P")
    many = [{"product_id": part["id"], "quantity": "1000000000"}]
    kit = await admin.product("KIT", kind="bundle", components=many)
    await admin.price(await admin.book(), part, ("1", "1000000000000"))
    assert (await admin.priced({"product_id": kit["id"]})).status == 200
    lines = [{"product_id": kit["id"], "quantity": quantity} for quantity in ("1", "1000000000")]
    assert (await admin.priced(*lines)).wrong == [("/lines/1/quantity", "total_too_large")]


async def test_who_bought_by_a_book_that_was_removed_gets_another_one(admin: Caller, master: Master) -> None:
    former, other = [await admin.book(name, is_default=False) for name in ("Former", "Other")]
    customer = master.customer()
    assert (await admin("PUT", f"/price-books/{former['id']}/customers/{customer}")).status == 204
    assert (await admin("DELETE", f"/price-books/{former['id']}")).status == 204
    assert (await admin("PUT", f"/price-books/{other['id']}/customers/{customer}")).status == 204


async def test_a_book_that_is_the_customers_own_and_its_parents_too_is_its_own(
    admin: Caller, master: Master
) -> None:
    product, book = await admin.product("A"), await admin.book(is_default=False)
    await admin.price(book, product, ("1", "1"))
    parent = master.customer()
    child = master.customer(parent_id=parent)
    for one in (parent, child):
        await admin("PUT", f"/price-books/{book['id']}/customers/{one}")
    priced = await admin.priced({"product_id": product["id"]}, customer_id=str(child))
    assert priced.body["lines"][0]["reasons"][0]["params"]["because"] == "customer"


async def test_the_price_of_one_is_rounded_half_up(admin: Caller) -> None:
    product, book = await admin.product("A"), await admin.book()
    await admin.price(book, product, ("1", "1.0001"), terms=[{"months": 12, "percent": "50"}])
    priced = await admin.priced({"product_id": product["id"], "months": 12})
    assert priced.body["lines"][0]["unit_price"]["amount"] == "0.5001"

"""Contacts of deals, quotes and orders are people of the customer, and the master says who they are."""

from typing import Any

import pytest

from chassis.testing import Answer, Bench
from services.sales.tests.dealing import Dealer
from services.sales.tests.master import Master
from services.sales.tests.test_winning import LAST_DAY, SELLING

STRANGE = [("/contact_id", "not_at_this_customer")]


@pytest.fixture
async def lin(crm: Bench, master: Master) -> Dealer:
    """Somebody who may do everything."""
    one = Dealer(crm, await crm.person(SELLING))
    one.master = master
    await one.pipeline()
    return one


async def changed(lin: Dealer, path: str, record: Any, **body: Any) -> Answer:
    return await lin("PATCH", f"{path}/{record['id']}", body, If_Match=f'"{record["version"]}"')


@pytest.mark.parametrize("path", ["/quotes", "/orders"])
async def test_the_contact_of_a_quote_or_an_order_works_for_its_customer(
    crm: Bench, lin: Dealer, path: str
) -> None:
    customer, other = (str(lin.master.customer()) for _ in range(2))
    kim, lee, stranger = (lin.master.contact(one) for one in (customer, customer, other))
    body = {"customer_id": customer, "currency": "CNY"}
    before = await crm.announced()
    refused = await lin("POST", path, body | {"contact_id": stranger})
    assert (refused.status, refused.wrong, await crm.announced()) == (422, STRANGE, before)
    made = await lin.made(path, **body, contact_id=kim)
    refused = await changed(lin, path, made, contact_id=stranger)
    assert (refused.status, refused.wrong) == (422, STRANGE)
    now = (await changed(lin, path, made, contact_id=lee)).body
    assert now["contact_id"] == lee
    lin.master.people.clear()  # she works there no more
    assert (await changed(lin, path, now, contact_id=lee)).status == 200
    assert (await changed(lin, path, now, contact_id=kim)).wrong == STRANGE
    assert (await changed(lin, path, now, contact_id=None)).body["contact_id"] is None


async def test_who_has_a_part_in_a_deal_works_for_its_customer(crm: Bench, lin: Dealer) -> None:
    customer, other = (str(lin.master.customer()) for _ in range(2))
    kim, stranger = lin.master.contact(customer), lin.master.contact(other)
    people = [{"contact_id": one, "role": "buyer"} for one in (kim, stranger)]
    second = [("/contacts/1/contact_id", "not_at_this_customer")]
    before = await crm.announced()
    body = {"name": "X", "customer_id": customer}
    refused = await lin("POST", "/opportunities", body | {"contacts": people})
    assert (refused.status, refused.wrong, await crm.announced()) == (422, second, before)
    deal = await lin.deal(customer_id=customer, contacts=people[:1])
    assert (await changed(lin, "/opportunities", deal, contacts=people)).wrong == second
    lin.master.people.discard((customer, kim))  # she has left, which is no reason to forget her
    again = await changed(lin, "/opportunities", deal, contacts=[{"contact_id": kim, "role": "user"}])
    assert again.body["contacts"] == [{"contact_id": kim, "role": "user"}]
    moved = await changed(lin, "/opportunities", again.body, customer_id=other)
    assert moved.wrong == [("/contacts/0/contact_id", "not_at_this_customer")]
    both = {"customer_id": other, "contacts": people[1:]}
    assert (await changed(lin, "/opportunities", again.body, **both)).body["contacts"] == people[1:]


async def test_an_offer_of_a_deal_goes_to_its_contact_and_the_order_keeps_them(lin: Dealer) -> None:
    customer = str(lin.master.customer())
    kim = lin.master.contact(customer)
    product = await lin.product("LS")
    sold = [{"product_id": product["id"], "unit_amount": "1"}]
    said = {"customer_id": customer, "currency": "CNY", "valid_until": LAST_DAY, "contact_id": kim}
    quote = await lin.made("/quotes", **said, lines=sold)
    for act, body in (("issue", None), ("accept", {"name": "Kim"})):
        await lin("POST", f"/quotes/{quote['id']}/{act}", body)
    assert (await lin("POST", f"/quotes/{quote['id']}/order", {})).body["contact_id"] == kim

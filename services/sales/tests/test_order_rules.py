"""How far the lines of an order come, and what parts of them cost, over all orders that there could be."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chassis.identifiers import new_id
from libs.money import rounded, unit
from sales.invoices.models import INVOICE, Invoice
from sales.orders.models import Order, amounts_of
from sales.orders.standing import ZERO, MoreThanOpen, Share, Standing, share, total

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=3)
QUANTITIES = st.decimals(min_value=Decimal("0.0001"), max_value=10**4, places=4)
CURRENCIES = st.sampled_from(["CNY", "JPY", "KWD"])


def confirmed(quantities: list[Decimal], amounts: list[tuple[Decimal, Decimal]], currency: str) -> Order:
    """An order of such lines that can be delivered and billed."""
    lines = [_line(*one, currency) for one in zip(quantities, amounts, strict=True)]
    order = Order(
        number="SO-2026-000001", state="draft", lines=lines, currency=currency, net=ZERO, progress={},
        delivery="none", billing="none", payment="none", billed=ZERO, paid=ZERO,
    )  # fmt: skip
    order.confirm(None, Decimal(1), currency)  # type: ignore[arg-type]  # the day says nothing here
    return order


def _line(quantity: Decimal, amounts: tuple[Decimal, Decimal], currency: str) -> dict[str, Any]:
    net, tax = ({"amount": str(rounded(one, currency)), "currency": currency} for one in amounts)
    return {"id": str(new_id()), "quantity": str(quantity), "net": net, "tax": tax}


LINES = st.lists(st.tuples(QUANTITIES, st.tuples(AMOUNTS, AMOUNTS)), min_size=1, max_size=4)


@given(QUANTITIES, AMOUNTS, AMOUNTS, CURRENCIES, st.lists(st.integers(1, 100), min_size=1, max_size=12))
def test_the_parts_of_a_line_add_up_to_it_and_none_is_off_by_more_than_a_unit(
    quantity: Decimal, net: Decimal, tax: Decimal, currency: str, weights: list[int]
) -> None:
    whole = Share(rounded(net, currency), rounded(tax, currency))
    cuts = [quantity * sum(weights[:one]) / sum(weights) for one in range(1, len(weights))]
    done, had, parts = ZERO, Share(ZERO, ZERO), []
    for upto in (*cuts, quantity):
        part = share(whole, quantity, upto - done, done, had, currency)
        exact = whole.net * (upto - done) / quantity
        assert abs(part.net - exact) <= unit(currency)
        assert part.net == rounded(part.net, currency) >= 0
        parts.append(part)
        done, had = upto, total(parts)
    assert had == whole


class Fulfilling(RuleBasedStateMachine):
    """Somebody prepares, ships, loses, takes back, bills and credits at will."""

    @initialize(lines=LINES, currency=CURRENCIES)
    def begin(self, lines: list[Any], currency: str) -> None:
        self.order = confirmed([one for one, _ in lines], [two for _, two in lines], currency)
        self.whole = {UUID(one["id"]): amounts_of(one) for one in self.order.lines}
        self.invoices: list[tuple[dict[UUID, Decimal], dict[UUID, Share]]] = []

    def some(self, data: st.DataObject) -> dict[UUID, Decimal]:
        ids = st.sampled_from(sorted(self.whole))
        most = max(one.ordered for one in self.order.standings().values())
        quantity = st.decimals(min_value=Decimal("0.0001"), max_value=most, places=4)
        exact = st.sampled_from(sorted({one.ordered for one in self.order.standings().values()}))
        return data.draw(st.dictionaries(ids, quantity | exact, min_size=1, max_size=2))

    def tried(self, act: Any, quantities: dict[UUID, Decimal], figure: str) -> Any:
        """It is done exactly if there is so much left."""
        before = self.order.progress
        fits = all(
            quantity <= getattr(self.order.standings()[id_], figure) for id_, quantity in quantities.items()
        )
        if fits:
            return act(quantities)
        with pytest.raises(MoreThanOpen):
            act(quantities)
        assert self.order.progress == before
        return None

    @rule(data=st.data())
    def prepare(self, data: st.DataObject) -> None:
        self.tried(self.order.prepare, self.some(data), "to_ship")

    @rule(data=st.data())
    def ship(self, data: st.DataObject) -> None:
        held = {id_: one.prepared for id_, one in self.order.standings().items() if one.prepared}
        self.order.move(held, prepared=-1, shipped=1)

    @rule(data=st.data())
    def lose(self, data: st.DataObject) -> None:
        self.tried(self.order.lose, self.some(data), "to_return")

    @rule(data=st.data())
    def announce(self, data: st.DataObject) -> None:
        self.tried(self.order.announce_return, self.some(data), "to_return")

    @rule(arrives=st.booleans())
    def settle_return(self, arrives: bool) -> None:
        held = {id_: one.announced for id_, one in self.order.standings().items() if one.announced}
        self.order.move(held, announced=-1, **({"returned": 1} if arrives else {}))

    @rule(data=st.data())
    def bill(self, data: st.DataObject) -> None:
        wanted = self.some(data)
        if shares := self.tried(self.order.bill, wanted, "to_bill"):
            self.invoices.append((wanted, shares))

    @rule(data=st.data())
    def take_back_an_invoice(self, data: st.DataObject) -> None:
        if self.invoices:
            place = data.draw(st.integers(0, len(self.invoices) - 1))
            self.order.unbill(*self.invoices.pop(place))

    @invariant()
    def nothing_is_more_than_there_is(self) -> None:
        for id_, one in self.order.standings().items():
            assert min(one.prepared, one.shipped, one.announced, one.returned, one.billed) >= 0
            assert one.prepared + one.shipped - one.returned <= one.ordered
            assert one.announced + one.returned <= one.shipped
            assert one.billed <= one.ordered
            assert ZERO <= one.net <= self.whole[id_].net
            assert ZERO <= one.tax <= self.whole[id_].tax
            if one.billed == one.ordered:
                assert Share(one.net, one.tax) == self.whole[id_]
            if not one.billed:
                assert one.net == one.tax == 0

    @invariant()
    def the_order_knows_how_far_it_is(self) -> None:
        every = list(self.order.standings().values())
        assert self.order.billed == total(Share(one.net, one.tax) for one in every).gross
        assert (self.order.billing == "complete") == all(one.billed == one.ordered for one in every)
        assert (self.order.delivery == "none") == all(not one.shipped for one in every)


Fulfilling.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestFulfilling = Fulfilling.TestCase


@given(LINES, CURRENCIES, st.data())
@settings(deadline=None, max_examples=60)
def test_credit_notes_take_back_exactly_what_was_billed(
    lines: list[Any], currency: str, data: st.DataObject
) -> None:
    kept = []
    for quantity, (net, tax) in lines:
        amounts = {"net": str(rounded(net, currency)), "tax": str(rounded(tax, currency))}
        kept.append({"line_id": str(new_id()), "quantity": str(quantity), **amounts})
    whole = total(amounts_in(one) for one in kept)
    invoice = Invoice(
        kind=INVOICE, number="IN-2026-00001", currency=currency, lines=kept, customer_reference="",
        net=whole.net, tax=whole.tax, gross=whole.gross,
    )  # fmt: skip
    invoice.issue()
    back: list[Share] = []
    while any(left := invoice.creditable().values()):
        wanted = {}
        for (id_, most), part in zip(invoice.creditable().items(), left, strict=True):
            if part:
                wanted[id_] = data.draw(st.just(most) | st.decimals(Decimal("0.0001"), most, places=4))
        back += invoice.credit(wanted).values()
        assert ZERO <= invoice.open == whole.gross - total(back).gross
        if len(back) > 12:
            back += invoice.credit({k: v for k, v in invoice.creditable().items() if v}).values()
    assert total(back) == whole
    assert invoice.state == "cancelled"


def amounts_in(line: dict[str, Any]) -> Share:
    return Share(Decimal(line["net"]), Decimal(line["tax"]))


def test_what_came_back_can_be_sent_once_more_and_what_is_lost_too() -> None:
    order = confirmed([Decimal(5)], [(Decimal(50), Decimal(0))], "CNY")
    (id_,) = order.standings()
    order.prepare({id_: Decimal(5)})
    with pytest.raises(MoreThanOpen):
        order.prepare({id_: Decimal("0.0001")})
    order.move({id_: Decimal(5)}, prepared=-1, shipped=1)
    assert order.delivery == "complete"
    order.announce_return({id_: Decimal(2)})
    with pytest.raises(MoreThanOpen):
        order.lose({id_: Decimal(4)})
    order.move({id_: Decimal(2)}, announced=-1, returned=1)
    order.prepare({id_: Decimal(2)})
    order.lose({id_: Decimal(3)})
    assert order.standings()[id_] == Standing(
        ordered=Decimal(5), prepared=Decimal(2), shipped=Decimal(2), returned=Decimal(2)
    )

"""REST: prices of lines, explained."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.actors import Actor
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading
from chassis.problems import InvalidInput, NotFound
from chassis.runtime import Runtime
from sales import customers
from sales.amounts import Money
from sales.organisation import today
from sales.pricing import service
from sales.pricing.schemas import LinePriced, PricesRead, PricesWanted, ReasonRead, TaxTotal
from sales.pricing.service import Buyer, Line
from sales.products.schemas import ProductCard

router = Router(prefix="/pricing", tags=["pricing"])
FINEST = Decimal("0.0001")
AMOUNTS = ("discount", "net", "tax", "gross")


@router.post("", response_model=PricesRead)
async def price(actor: Caller, runtime: Opened, session: Reading, body: PricesWanted) -> Any:
    """What lines cost a customer on a day, step by step; keeps nothing. Needs product.read.

    Prices come from the customer's own book of the currency, for what is not in it from that of the customer
    above it in its group, then from the default, as far as these have the tax in their prices or not alike.
    Unknown and inactive products, options that do not go together, missing prices and quantities below the
    least sold are 422 with the line's pointer.
    """
    actor.require("product.read")
    buyer = await _buyer(runtime, actor, body.customer_id)
    on = body.on or today(runtime.access)
    offer = await service.price(session, buyer, body.currency, on, body.lines)
    return PricesRead(
        currency=body.currency,
        on=on,
        tax_included=offer.tax_included,
        lines=[_line(one, body.currency) for one in offer.lines],
        taxes=_taxes(offer.lines, body.currency),
        **_sums(offer.lines, body.currency),
    )


async def _buyer(runtime: Runtime, actor: Actor, customer_id: UUID | None) -> Buyer:
    if customer_id is None:
        return Buyer()
    try:
        card = await customers.card_of(runtime, actor, customer_id)
    except NotFound:
        raise InvalidInput.at("/customer_id", "customer_unknown") from None
    return Buyer(customer_id, UUID(card.parent_id) if card.parent_id else None)


def _line(line: Line, currency: str) -> LinePriced:
    found = line.priced
    amounts = {name: Money(amount=getattr(found, name), currency=currency) for name in AMOUNTS}
    one = found.unit_amount.quantize(FINEST)
    return LinePriced(
        product=ProductCard.model_validate(line.product),
        quantity=found.quantity,
        unit=line.product.unit,
        unit_price=Money(amount=one, currency=currency),
        tax_rate=found.rate,
        reasons=[ReasonRead.model_validate(reason) for reason in found.reasons],
        **amounts,
    )


def _sums(lines: Sequence[Line], currency: str) -> dict[str, Money]:
    names = ("net", "tax", "gross")
    return {
        name: Money(amount=sum((getattr(one.priced, name) for one in lines), Decimal(0)), currency=currency)
        for name in names
    }


def _taxes(lines: Sequence[Line], currency: str) -> list[TaxTotal]:
    by_rate: dict[Decimal, list[Line]] = defaultdict(list)
    for line in lines:
        by_rate[line.priced.rate].append(line)
    totals = []
    for rate, some in sorted(by_rate.items()):
        sums = _sums(some, currency)
        totals.append(TaxTotal(rate=rate, net=sums["net"], tax=sums["tax"]))
    return totals

"""REST: prices of lines, explained."""

from typing import Any

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading
from chassis.organisation import today
from sales.customers.asking import buyer_named
from sales.pricing import service
from sales.pricing.amounts import line_shown, money_of
from sales.pricing.rules import TOTALLED, Total
from sales.pricing.schemas import PricesRead, PricesWanted
from sales.pricing.service import Buyer
from sales.taxes.totals import by_rate

router = Router(prefix="/pricing", tags=["pricing"])


@router.post("", response_model=PricesRead)
async def price(actor: Caller, runtime: Opened, session: Reading, body: PricesWanted) -> Any:
    """What lines cost a customer on a day, step by step; keeps nothing. Needs product.read.

    Prices come from the customer's own book of the currency, for what is not in it from that of the customer
    above it in its group, then from the default, as far as these have the tax in their prices or not alike.
    Unknown and inactive products, options that do not go together, missing prices and quantities below the
    least sold are 422 with the line's pointer.
    """
    actor.require("product.read")
    buyer = await buyer_named(runtime, actor, body.customer_id) if body.customer_id else Buyer()
    on = body.on or today(runtime.access)
    offer = await service.price(session, buyer, body.currency, on, body.lines)
    lines = [one.priced for one in offer.lines]
    return PricesRead(
        currency=body.currency,
        on=on,
        tax_included=offer.tax_included,
        lines=[line_shown(one, body.currency) for one in offer.lines],
        taxes=by_rate((one.taxed for one in lines), body.currency),
        **money_of(Total.of(lines), TOTALLED, body.currency),
    )

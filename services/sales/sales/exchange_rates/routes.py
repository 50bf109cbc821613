"""REST: exchange rates."""

from datetime import date
from typing import Any

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.lists import Listed, page
from chassis.organisation import base_currency, context_of
from chassis.schemas import Page
from libs.countries import CurrencyCode
from sales.exchange_rates import service
from sales.exchange_rates.queries import LISTING, TABLE
from sales.exchange_rates.schemas import ExchangeRateGiven, ExchangeRateRead

router = Router(prefix="/exchange-rates", tags=["exchange rates"])


@router.get("", response_model=Page[ExchangeRateRead])
async def list_exchange_rates(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """What currencies are worth in the organisation's, the newest first. Needs opportunity.read."""
    actor.require("opportunity.read")
    mine = TABLE.c.base_currency == base_currency(runtime.access)
    found = await page(session, LISTING, query, context_of(actor, runtime.access), [mine])
    return found.as_page(found.rows)


@router.put("/{currency}/{starts_on}", response_model=ExchangeRateRead)
async def put(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    currency: CurrencyCode,
    starts_on: date,
    body: ExchangeRateGiven,
) -> Any:
    """Say what a currency is worth from a day on, until the day of its next rate. Needs
    exchange_rate.manage. Open deals follow within seconds of that day; those that are closed keep the rate
    of the day they were closed. The organisation's own currency is 422.
    """
    return await service.put(session, actor, runtime.access, currency, starts_on, body.rate)


@router.delete("/{currency}/{starts_on}", status_code=204)
async def delete(
    actor: Caller, session: Writing, runtime: Opened, currency: CurrencyCode, starts_on: date
) -> None:
    """Take a rate back: the one before it holds on, or none. Needs exchange_rate.manage."""
    await service.delete(session, actor, runtime.access, currency, starts_on)

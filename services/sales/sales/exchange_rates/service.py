"""What currencies are worth, from which day on."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.organisation import base_currency, today
from chassis.outbox import publish
from chassis.problems import InvalidInput, NotFound
from crm.sales.events.opportunities import ExchangeRateChanged
from sales.exchange_rates.models import ExchangeRate
from sales.opportunities.due import CURRENCY, revalue_later
from sales.records import mark_deleted


async def rate_on(session: AsyncSession, access: Access, currency: str, on: date) -> Decimal | None:
    """Units of the base currency that one of a currency is worth on a day; None where nobody has said."""
    base = base_currency(access)
    if currency == base:
        return Decimal(1)
    await session.execute(select(func.pg_advisory_xact_lock_shared(_key(currency))))
    valid = _rates(base, currency).where(ExchangeRate.starts_on <= on)
    newest: ExchangeRate | None = await session.scalar(valid.order_by(ExchangeRate.starts_on.desc()).limit(1))
    return newest.rate if newest else None


async def put(
    session: AsyncSession, actor: Actor, access: Access, currency: str, starts_on: date, rate: Decimal
) -> ExchangeRate:
    """Say what a currency is worth from a day on. Raises InvalidInput for the base currency itself."""
    actor.require("exchange_rate.manage")
    base = base_currency(access)
    if currency == base:
        raise InvalidInput.at("/currency", "is_base_currency")
    await _begin_change(session, access, currency, starts_on)
    standing = await _standing(session, base, currency, starts_on)
    found = standing or ExchangeRate(base_currency=base, currency=currency, starts_on=starts_on)
    found.rate = rate
    session.add(found)
    if session.is_modified(found):
        await session.flush()
        publish(session, ExchangeRateChanged(**found.card()))
    return found


async def delete(session: AsyncSession, actor: Actor, access: Access, currency: str, starts_on: date) -> None:
    """Take it back; the rate before holds on. Raises NotFound."""
    actor.require("exchange_rate.manage")
    await _begin_change(session, access, currency, starts_on)
    found = await _standing(session, base_currency(access), currency, starts_on)
    if found is None:
        raise NotFound(thing="exchange_rate", id=f"{currency} {starts_on}")
    mark_deleted(found)
    await session.flush()
    publish(session, ExchangeRateChanged(**found.card(), deleted=True))


async def _begin_change(session: AsyncSession, access: Access, currency: str, starts_on: date) -> None:
    """Deals are valued anew after it. Whoever values one at this moment comes first, or sees the new rate."""
    await revalue_later(session, CURRENCY, currency, max(starts_on, today(access)))
    await session.execute(select(func.pg_advisory_xact_lock(_key(currency))))


async def _standing(session: AsyncSession, base: str, currency: str, starts_on: date) -> ExchangeRate | None:
    of_day = _rates(base, currency).where(ExchangeRate.starts_on == starts_on)
    found: ExchangeRate | None = await session.scalar(of_day)
    return found


def _rates(base: str, currency: str) -> Select[Any]:
    return select(ExchangeRate).where(
        ExchangeRate.base_currency == base,
        ExchangeRate.currency == currency,
        ExchangeRate.deleted_at.is_(None),
    )


def _key(currency: str) -> Any:
    return func.hashtextextended(f"exchange rate {currency}", 0)

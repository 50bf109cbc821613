"""Deals and quotes become orders. Only here all three are known.

Whoever makes an order locks the deal first, then the quote: of many who do it at once one is not too late,
and nobody waits for each other. That a deal or a quote has one order is also said by unique indexes.
"""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.explain import Place
from chassis.problems import DomainError, InvalidInput, NotFound
from sales.opportunities import closing, valuing
from sales.opportunities import service as opportunities
from sales.orders import service as orders
from sales.orders.parts import Order
from sales.quotes import service as quotes
from sales.winning.schemas import DealOrdering, Win, WonDeal


class NothingToOrder(DomainError):
    """The deal has neither an accepted quote nor lines of its own."""


async def win(
    session: AsyncSession, actor: Actor, access: Access, opportunity_id: UUID, body: Win
) -> tuple[WonDeal, Order | None]:
    """The customer buys: the deal is won, for what was agreed, and ordered if there is something to deliver.
    Raises NotOpen or QuoteState.
    """
    deal = await opportunities.locked(session, actor, opportunity_id)
    if quote_id := await _quote_of(session, actor, deal.id, body.quote_id):
        quote = await quotes.accepted(session, quote_id)
        valuing.agree(deal, quote.lines, quote.currency)
    await closing.win(session, access, deal, body)
    won = WonDeal.model_validate(deal)
    if not body.build_order:
        return won, None
    if standing := await orders.of_deal(session, deal.id):  # it was won before, and opened again since
        seen = actor.scope("order.read").covers(standing.owner_id, standing.team_id)
        return won, standing if seen else None
    return won, await _of_deal(session, actor, access, deal.id, body)


async def order_won(
    session: AsyncSession, actor: Actor, access: Access, opportunity_id: UUID, body: DealOrdering
) -> Order:
    """What was won is ordered, once. Raises NotWon, NothingToOrder, QuoteState or OrderExists."""
    deal = await opportunities.locked(session, actor, opportunity_id, "read")
    deal.require_won()
    made = await _of_deal(session, actor, access, deal.id, body)
    if made is None:
        raise NothingToOrder()
    return made


async def order(
    session: AsyncSession, actor: Actor, access: Access, quote_id: UUID, *, confirm: bool
) -> Order:
    """An accepted quote is ordered, once. Raises QuoteState or OrderExists."""
    quote = await quotes.get(session, actor, quote_id)
    if quote.opportunity_id:
        await opportunities.hold(session, quote.opportunity_id)
    return await _of_quote(session, actor, access, quote_id, confirm=confirm)


async def _of_deal(
    session: AsyncSession, actor: Actor, access: Access, deal_id: UUID, body: DealOrdering
) -> Order | None:
    """An order of a locked deal, if there is something to deliver. Raises QuoteState or OrderExists."""
    if quote_id := await _quote_of(session, actor, deal_id, body.quote_id):
        return await _of_quote(session, actor, access, quote_id, confirm=body.confirm)
    deal = await opportunities.get(session, actor, deal_id)
    if not deal.lines:
        return None
    same = {"opportunity_id": deal.id, "customer_id": deal.customer_id, "currency": deal.currency}
    place = Place(deal.owner_id, deal.team_id)
    return await orders.take_over(session, actor, access, deal.lines, place, confirm=body.confirm, **same)


async def _quote_of(session: AsyncSession, actor: Actor, deal_id: UUID, named: UUID | None) -> UUID | None:
    """The quote that a deal is won with: the one named, or the one accepted if any. Raises InvalidInput."""
    if named is None:
        return await quotes.accepted_of_deal(session, deal_id)
    try:
        quote = await quotes.get(session, actor, named)
    except NotFound:
        raise InvalidInput.at("/quote_id", "quote_unknown") from None
    if quote.opportunity_id != deal_id:
        raise InvalidInput.at("/quote_id", "quote_of_another_deal")
    return named


async def _of_quote(
    session: AsyncSession, actor: Actor, access: Access, quote_id: UUID, *, confirm: bool
) -> Order:
    quote = await quotes.accepted(session, quote_id)
    names = ("customer_id", "contact_id", "opportunity_id", "currency")
    same = {name: getattr(quote, name) for name in names}
    place = Place(quote.owner_id, quote.team_id)
    return await orders.take_over(
        session, actor, access, quote.lines, place, confirm=confirm, quote_id=quote.id, **same
    )

"""What somebody does next, and how they stand."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.organisation import base_currency, context_of, today
from libs.conditions import Context
from sales.figures import of_mine
from sales.leads import figures as leads
from sales.opportunities import figures as deals
from sales.quotes import figures as quotes
from sales.standing import worth
from sales.standing.schemas import MyApprovals, MyDeals, MyLeads, MyQuotes, MyStanding

SHOWN: Final = 8
BESIDE: Final = 5
"""So many of a kind; the list has the others."""


async def mine(session: AsyncSession, actor: Actor, access: Access) -> MyStanding:
    """As far as they may read deals, leads and quotes, and approve some."""
    context, currency = context_of(actor, access), base_currency(access)
    standing = MyStanding(today=today(access), deals=None, leads=None, quotes=None, approvals=None)
    if actor.may("opportunity.read"):
        standing.deals = await _deals(session, actor, context, currency)
    if actor.may("lead.read"):
        own = await leads.mine(session, actor, context, BESIDE)
        standing.leads = MyLeads.model_validate({**own, "filters": of_mine(leads.LEADS)})
    if actor.may("quote.read"):
        offers = await quotes.mine(session, actor, context, BESIDE)
        standing.quotes = MyQuotes.model_validate({**offers, "filters": of_mine(quotes.QUOTES)})
    if actor.may("quote.read") and actor.may("quote.approve"):
        asking = await quotes.approvals(session, actor, context, BESIDE)
        filters = {"waiting": quotes.to_approve(actor)}
        standing.approvals = MyApprovals.model_validate({**asking, "filters": filters})
    return standing


async def _deals(session: AsyncSession, actor: Actor, context: Context, currency: str) -> MyDeals:
    own, counted, sums = deals.mine(actor), tuple(deals.AMONG_OPEN), worth.Sums()
    for row in await deals.opened(session, own, context, counted):
        worth.add_open(sums, row, *counted)
    days = await deals.closed_by_day(session, own, context, currency)
    for row in days:
        worth.add_closed(sums, row)
    return MyDeals.model_validate(
        {
            **worth.shown(sums, currency),
            "due": sums["due"],
            "unplanned": sums["unplanned"],
            "next": await deals.first(session, own, SHOWN),
            "won_by_day": worth.by_day(days, currency),
            "filters": of_mine(deals.DEALS),
        }
    )

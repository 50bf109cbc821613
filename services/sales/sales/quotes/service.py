"""Drafting quotes, and what is done with any of them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.explain import Placed
from chassis.exports.catalogue import language_of
from chassis.http.edits import reconcile
from chassis.numbers import next_number
from chassis.organisation import today
from chassis.outbox import publish
from chassis.owning import Assignment
from chassis.problems import InvalidInput, NotFound
from crm.sales.events.quotes import QuoteAssigned, QuoteCreated, QuoteDeleted, QuoteRestored, QuoteUpdated
from libs.money import rounded
from sales import owned
from sales.lines.service import Kept, as_given, price_lines
from sales.opportunities import service as opportunities
from sales.pricing.service import Buyer
from sales.quotes import queries
from sales.quotes.models import TOLD, Quote, number_of, numbers
from sales.quotes.schemas import QuoteCreate, QuoteUpdate
from sales.records import mark_deleted

PRICED = ("lines", "currency", "discount_percent")
"""What has all lines priced again when it changes."""
WRITTEN = ("contact_id", "title", "addressee", "language", "intro", "terms", "valid_until", *PRICED)
"""What a new version begins with."""


def told(quote: Quote) -> dict[str, Any]:
    """What every fact about it carries."""
    amounts = {name: str(rounded(getattr(quote, name), quote.currency)) for name in ("net", "gross")}
    return {"quote_id": quote.id, **amounts} | {name: getattr(quote, name) for name in TOLD}


async def create(
    session: AsyncSession, actor: Actor, access: Access, buyer: Buyer, name: str, body: QuoteCreate
) -> Quote:
    """Draft a quote for a customer of that name."""
    place = owned.landing(actor, access, "quote", body.owner_id, body.team_id)
    if body.opportunity_id:
        await _require_deal(session, actor, body.opportunity_id, body.customer_id)
    given = {one: getattr(body, one) for one in (*WRITTEN, "customer_id", "opportunity_id") if one != "lines"}
    given["addressee"] = name if body.addressee is None else body.addressee
    given["language"] = body.language or language_of(access, None)
    on = today(access)
    kept = await price_lines(session, buyer, body.currency, on, body.lines, body.discount_percent)
    serial = await next_number(session, numbers)
    quote = Quote(
        serial=serial, number=number_of(on.year, serial), revision=1, **given, **place._asdict(), **UNDECIDED
    )
    return await _draft(session, quote, kept)


async def _require_deal(session: AsyncSession, actor: Actor, opportunity_id: UUID, customer_id: UUID) -> None:
    """Refuse (422) a deal that the actor cannot read, one that was deleted, and one with another customer,
    which stays its customer.
    """
    await opportunities.hold(session, opportunity_id)
    try:
        deal = await opportunities.get(session, actor, opportunity_id)
    except NotFound:
        raise InvalidInput.at("/opportunity_id", "opportunity_unknown") from None
    if deal.deleted_at is not None:
        raise InvalidInput.at("/opportunity_id", "opportunity_unknown")
    if deal.customer_id != customer_id:
        raise InvalidInput.at("/opportunity_id", "other_customer")


UNDECIDED: Mapping[str, Any] = {
    "latest": True,
    "state": "draft",
    "ask_note": "",
    "excess": [],
    "decision_note": "",
    "reason": "",
}
"""What every draft begins with."""


async def _draft(session: AsyncSession, quote: Quote, kept: Kept) -> Quote:
    _keep(quote, kept)
    quote.derive()
    session.add(quote)
    await session.flush()
    publish(session, QuoteCreated(**told(quote)))
    return quote


def _keep(quote: Quote, kept: Kept) -> None:
    quote.lines, quote.tax_included = kept.lines, kept.tax_included
    quote.net, quote.tax, quote.gross = kept.total.net, kept.total.tax, kept.total.gross


async def follow(session: AsyncSession, actor: Actor, quote_id: UUID) -> Quote:
    """Draft a new version of an offer from its last one, as that stands. Raises QuoteState while the last one
    is not issued yet, or is accepted.
    """
    _, versions = await with_versions(session, actor, quote_id, "update")
    last = next(one for one in versions if one.latest)
    last.require_followable()
    same = (*WRITTEN, "serial", "number", "customer_id", "opportunity_id", "owner_id", "team_id")
    amounts = ("tax_included", "net", "tax", "gross")
    copied = {name: getattr(last, name) for name in (*same, *amounts)}
    quote = Quote(revision=versions[-1].revision + 1, **copied, **UNDECIDED)
    last.latest = False
    quote.derive()
    session.add(quote)
    await session.flush()
    publish(session, QuoteCreated(**told(quote)))
    return quote


async def with_versions(
    session: AsyncSession, actor: Actor, quote_id: UUID, action: str, *, deleted: bool = False
) -> tuple[Quote, Sequence[Quote]]:
    """A quote to change and all versions of its offer, locked from the first to the last so that nobody
    waits for each other. Raises NotFound or NotAllowed.
    """
    quote = await owned.get(session, actor, Quote, quote_id)
    versions = await queries.of_number(session, quote.number)
    if quote.deleted_at is not None and not deleted:
        raise NotFound(thing="quote", id=str(quote_id))
    actor.require_on(f"quote.{action}", quote.owner_id, quote.team_id)
    return quote, versions


async def get(session: AsyncSession, actor: Actor, quote_id: UUID) -> Quote:
    """A quote that the actor may read. Raises NotFound."""
    return await owned.get(session, actor, Quote, quote_id)


async def placed(session: AsyncSession, actor: Actor, quote_id: UUID) -> Placed:
    """Where a quote that the actor may read lies. Raises NotFound."""
    return await owned.placed(session, actor, Quote, quote_id)


async def changeable(session: AsyncSession, actor: Actor, quote_id: UUID) -> Quote:
    """A live quote that the actor may change, not locked. Raises NotFound or NotAllowed."""
    quote = await get(session, actor, quote_id)
    if quote.deleted_at is not None:
        raise NotFound(thing="quote", id=str(quote_id))
    actor.require_on("quote.update", quote.owner_id, quote.team_id)
    return quote


async def update(
    session: AsyncSession,
    actor: Actor,
    access: Access,
    buyer: Buyer,
    quote_id: UUID,
    base: int,
    body: QuoteUpdate,
) -> Quote:
    """Change a draft. Raises QuoteState when it is none."""
    quote = await owned.locked(session, actor, Quote, quote_id, "update")
    quote.require("draft")
    sent = body.changes()
    if "lines" in sent:
        sent["lines"] = [one.model_dump(mode="json") for one in body.lines]
    wanted = await reconcile(session, quote, base, sent)
    changed = {name: value for name, value in wanted.items() if getattr(quote, name) != value}
    if not changed:
        return quote
    with session.no_autoflush:
        for name, value in changed.items():
            setattr(quote, name, value)
        if any(name in changed for name in PRICED):
            given = body.lines if "lines" in changed else as_given(quote.lines)
            on = today(access)
            _keep(quote, await price_lines(session, buyer, quote.currency, on, given, quote.discount_percent))
        quote.derive()
    await session.flush()
    publish(session, QuoteUpdated(**told(quote), fields=sorted(changed)))
    return quote


async def assign(
    session: AsyncSession, actor: Actor, access: Access, quote_id: UUID, body: Assignment
) -> Quote:
    """Let somebody else look after it."""
    quote = await owned.locked(session, actor, Quote, quote_id, "assign")
    given = owned.give(quote, access, body)
    if given is not None:
        await session.flush()
        publish(session, QuoteAssigned(**told(quote), **given._asdict()))
    return quote


async def delete(session: AsyncSession, actor: Actor, quote_id: UUID) -> None:
    """Remove a draft. Raises QuoteState for any other."""
    quote, versions = await with_versions(session, actor, quote_id, "delete")
    quote.require("draft")
    mark_deleted(quote)
    _name_latest(versions)
    await session.flush()
    publish(session, QuoteDeleted(**told(quote)))


async def restore(session: AsyncSession, actor: Actor, quote_id: UUID) -> Quote:
    """Bring a deleted draft back. Raises QuoteState when another version was begun since."""
    quote, versions = await with_versions(session, actor, quote_id, "delete", deleted=True)
    if quote.deleted_at is None:
        return quote
    if versions[-1] is not quote:
        versions[-1].require()
    quote.deleted_at = None
    _name_latest(versions)
    await session.flush()
    publish(session, QuoteRestored(**told(quote)))
    return quote


def _name_latest(versions: Sequence[Quote]) -> None:
    live = [one for one in versions if one.deleted_at is None]
    for one in versions:
        one.latest = one is live[-1] if live else False


async def lines_of(session: AsyncSession, quote_id: UUID) -> list[dict[str, Any]]:
    """What a quote offers, whoever may read it."""
    found: list[dict[str, Any]] = await session.scalar(select(Quote.lines).where(Quote.id == quote_id)) or []
    return found


async def language(session: AsyncSession, quote_id: UUID) -> str | None:
    """That a quote is written in."""
    found: str | None = await session.scalar(select(Quote.language).where(Quote.id == quote_id))
    return found


async def accepted(session: AsyncSession, quote_id: UUID) -> Quote:
    """An accepted quote, locked, for the order that it becomes: its lines and amounts are those to be
    delivered. Raises NotFound or QuoteState.
    """
    quote = await session.scalar(select(Quote).where(Quote.id == quote_id).with_for_update())
    if quote is None:
        raise NotFound(thing="quote", id=str(quote_id))
    quote.require("accepted")
    return quote


async def accepted_of_deal(session: AsyncSession, opportunity_id: UUID) -> UUID | None:
    """The quote of a deal that was accepted, the last one if there are several."""
    statement = select(Quote.id).where(Quote.opportunity_id == opportunity_id, Quote.state == "accepted")
    found: UUID | None = await session.scalar(statement.order_by(Quote.id.desc()).limit(1))
    return found

"""Drafting contracts, and what is done with any of them."""

from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.explain import Placed
from chassis.http.edits import reconcile
from chassis.numbers import next_number
from chassis.organisation import base_currency, today
from chassis.outbox import publish
from chassis.owning import Assignment
from chassis.problems import DomainError, InvalidInput
from crm.sales.events.contracts import (
    ContractAssigned,
    ContractCreated,
    ContractDeleted,
    ContractRestored,
    ContractUpdated,
)
from sales import owned
from sales.contracts.models import Contract, number_of, numbers
from sales.contracts.schemas import ContractCreate, ContractOfQuote, ContractTerms, ContractUpdate
from sales.lines import service as lines
from sales.lines.service import Kept
from sales.pricing.service import Buyer
from sales.quotes import service as quotes
from sales.records import mark_deleted

UNSIGNED = {"state": "draft", "signed_by": "", "terminated_because": "", "warned": False}
"""What every contract begins with."""
SAME = ("customer_id", "contact_id", "currency", "owner_id", "team_id")
"""What is the quote's."""
UNSAID = ("title", "terms")
"""What is the quote's unless it is said."""


class ContractExists(DomainError):
    """The quote has a contract already that is a draft or in force."""


async def create(
    session: AsyncSession, actor: Actor, access: Access, buyer: Buyer, body: ContractCreate
) -> Contract:
    """Draft a contract, priced by today's books."""
    place = owned.landing(actor, access, "contract", body.owner_id, body.team_id)
    currency = body.currency or base_currency(access)
    kept = await lines.price_lines(session, buyer, currency, today(access), body.lines)
    whose = {"customer_id": body.customer_id, "contact_id": body.contact_id}
    return await _draft(session, access, kept, _terms(body), currency=currency, **whose, **place._asdict())


async def of_quote(
    session: AsyncSession, actor: Actor, access: Access, quote_id: UUID, body: ContractOfQuote
) -> Contract:
    """Draft the contract of an accepted quote, with the lines and prices that were accepted. Raises
    QuoteState or ContractExists.
    """
    seen = await quotes.get(session, actor, quote_id)
    actor.require_on("contract.create", seen.owner_id, seen.team_id)
    quote = await quotes.accepted(session, quote_id)
    same = {name: getattr(quote, name) for name in SAME}
    unsaid = {name: getattr(quote, name) for name in UNSAID if name not in body.model_fields_set}
    kept = lines.kept_again(quote.lines)
    return await _draft(session, access, kept, _terms(body) | unsaid, quote_id=quote.id, **same)


async def _draft(
    session: AsyncSession, access: Access, kept: Kept, terms: dict[str, Any], **values: Any
) -> Contract:
    serial = await next_number(session, numbers)
    contract = Contract(**values, **UNSIGNED, serial=serial, number=number_of(today(access).year, serial))
    contract.write(kept)
    contract.edit(terms)
    session.add(contract)
    await _flush(session)
    publish(session, ContractCreated(**contract.card()))
    return contract


async def _flush(session: AsyncSession) -> None:
    try:
        await session.flush()
    except IntegrityError as error:
        if "uq_contract_quote" in str(error.orig):
            raise ContractExists() from None
        raise


async def get(session: AsyncSession, actor: Actor, contract_id: UUID) -> Contract:
    """A contract that the actor may read. Raises NotFound."""
    return await owned.get(session, actor, Contract, contract_id)


async def placed(session: AsyncSession, actor: Actor, contract_id: UUID) -> Placed:
    """Where a contract that the actor may read lies. Raises NotFound."""
    return await owned.placed(session, actor, Contract, contract_id)


async def update(
    session: AsyncSession,
    actor: Actor,
    access: Access,
    buyer: Buyer,
    contract_id: UUID,
    base: int,
    body: ContractUpdate,
) -> Contract:
    """Change a draft."""
    contract = await owned.locked(session, actor, Contract, contract_id, "update")
    contract.require("draft")
    values = body.changes()
    if "lines" in values:
        kept = await _priced(session, access, buyer, contract, body)
        values["lines"] = kept.lines
    wanted = await reconcile(session, contract, base, values)
    changed = {name: value for name, value in wanted.items() if getattr(contract, name) != value}
    if not changed:
        return contract
    if "lines" in changed:
        contract.write(kept)
    contract.edit(changed)
    await session.flush()
    publish(session, ContractUpdated(**contract.card(), fields=sorted(changed)))
    return contract


async def _priced(
    session: AsyncSession, access: Access, buyer: Buyer, contract: Contract, body: ContractUpdate
) -> Kept:
    if contract.quote_id:
        raise InvalidInput.at("/lines", "lines_of_quote")
    return await lines.price_lines(session, buyer, contract.currency, today(access), body.lines)


async def assign(
    session: AsyncSession, actor: Actor, access: Access, contract_id: UUID, body: Assignment
) -> Contract:
    """Let somebody else look after it."""
    contract = await owned.locked(session, actor, Contract, contract_id, "assign")
    if before := owned.give(contract, access, body):
        await session.flush()
        publish(session, ContractAssigned(**contract.card(), **before._asdict()))
    return contract


async def delete(session: AsyncSession, actor: Actor, contract_id: UUID) -> None:
    """Remove a draft. Raises ContractState for any other."""
    contract = await owned.locked(session, actor, Contract, contract_id, "delete")
    contract.require("draft")
    mark_deleted(contract)
    await session.flush()
    publish(session, ContractDeleted(**contract.card()))


async def restore(session: AsyncSession, actor: Actor, contract_id: UUID) -> Contract:
    """Bring a deleted draft back. Raises ContractExists when its quote has another one since."""
    contract = await owned.restorable(session, actor, Contract, contract_id)
    if contract.deleted_at is None:
        return contract
    contract.deleted_at = None
    await _flush(session)
    publish(session, ContractRestored(**contract.card()))
    return contract


def _terms(body: ContractTerms) -> dict[str, Any]:
    return {name: getattr(body, name) for name in ContractTerms.model_fields}

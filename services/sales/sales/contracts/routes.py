"""REST: contracts."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Response
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.history import HistoryEntry, history_of
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.explaining import explaining
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.owning import Assignment
from chassis.schemas import Page
from sales import owned
from sales.contracts import lasting, queries, service
from sales.contracts.models import Contract
from sales.contracts.schemas import (
    ContractCreate,
    ContractListed,
    ContractOfQuote,
    ContractRead,
    ContractUpdate,
    Notice,
    Signing,
)
from sales.contracts.showing import listed, shown
from sales.customers.asking import buyer_named, buyer_of_change, contact_at
from sales.pricing.service import Buyer

router = Router(prefix="/contracts", tags=["contracts"])
offers = Router(prefix="/quotes/{quote_id}/contract", tags=["quotes"])
explained = explaining("contracts", "contract", service.placed)


async def wanted(actor: Caller, runtime: Opened, body: ContractCreate) -> tuple[ContractCreate, Buyer]:
    """What is to be drafted, and for whom: the master is asked before the transaction begins."""
    actor.require("contract.create")
    return body, await buyer_named(runtime, actor, body.customer_id, contact_at(body.contact_id))


async def change(
    actor: Caller, runtime: Opened, contract_id: UUID, body: ContractUpdate
) -> tuple[ContractUpdate, Buyer]:
    """The same for a change that names a contact, or whose lines are priced anew."""
    return body, await buyer_of_change(
        runtime, actor, body, partial(service.get, actor=actor, contract_id=contract_id)
    )


async def answer(session: AsyncSession, response: Response, contract: Contract) -> ContractRead:
    """The contract as an answer, with its version."""
    tag(response, contract)
    return await shown(session, contract)


@offers.post("", status_code=201, response_model=ContractRead)
async def of_quote(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    quote_id: UUID,
    body: ContractOfQuote,
    response: Response,
) -> Any:
    """Draft the contract of an accepted quote, with the lines and prices that were accepted, and with whoever
    looks after the quote. A quote that is not accepted, or has a contract that is a draft or active, is 409:
    however many try at once, there is one contract. Needs quote.read, and contract.create where it lies.
    """
    made = await service.of_quote(session, actor, runtime.access, quote_id, body)
    response.headers["Location"] = f"/contracts/{made.id}"
    return await answer(session, response, made)


@router.post("", status_code=201, response_model=ContractRead)
async def create(
    actor: Caller,
    runtime: Opened,
    asked: Annotated[tuple[ContractCreate, Buyer], Depends(wanted)],
    session: Writing,
    response: Response,
) -> Any:
    """Draft a contract without a quote; its lines are priced by today's books. Needs contract.create where it
    lands: with the caller and the owner's first team unless said. Customers that the caller cannot read, and
    contacts of others, are 422.
    """
    body, buyer = asked
    created = await service.create(session, actor, runtime.access, buyer, body)
    response.headers["Location"] = f"/contracts/{created.id}"
    return await answer(session, response, created)


@router.get("", response_model=Page[ContractListed])
async def list_contracts(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Contracts that the caller may read, the newest first; `q` finds numbers, titles and names of customers.
    Needs contract.read; `deleted=true` needs contract.delete.
    """
    actor.require("contract.read")
    if query.deleted:
        actor.require("contract.delete")
    here = owned.branches(actor, Contract, deleted=query.deleted)
    found = await page(session, queries.LISTING, query, context_of(actor, runtime.access), here)
    return found.as_page(await listed(session, found.rows))


@router.get("/{contract_id}", response_model=ContractRead)
async def read(actor: Caller, session: Reading, contract_id: UUID, response: Response) -> Any:
    """One contract with its lines, and its version as ETag."""
    return await answer(session, response, await service.get(session, actor, contract_id))


@router.patch("/{contract_id}", response_model=ContractRead)
async def update(
    actor: Caller,
    runtime: Opened,
    asked: Annotated[tuple[ContractUpdate, Buyer], Depends(change)],
    session: Writing,
    contract_id: UUID,
    base: BaseVersion,
    response: Response,
) -> Any:
    """Change a draft; one that was signed is 409. Lines are sent whole and priced anew; those that came of a
    quote stay (422). Needs contract.update.
    """
    body, buyer = asked
    changed = await service.update(session, actor, runtime.access, buyer, contract_id, base, body)
    return await answer(session, response, changed)


@router.delete("/{contract_id}", status_code=204)
async def delete(actor: Caller, session: Writing, contract_id: UUID) -> None:
    """Delete a draft; anything else is 409. Needs contract.delete."""
    await service.delete(session, actor, contract_id)


@router.post("/{contract_id}/restore", response_model=ContractRead)
async def restore(actor: Caller, session: Writing, contract_id: UUID, response: Response) -> Any:
    """Bring a deleted draft back; 409 when its quote has another contract since. Needs contract.delete."""
    return await answer(session, response, await service.restore(session, actor, contract_id))


@router.post("/{contract_id}/assign", response_model=ContractRead)
async def assign(
    actor: Caller, session: Writing, runtime: Opened, contract_id: UUID, body: Assignment, response: Response
) -> Any:
    """Give a contract to another owner or team. The answer is the contract as it then is, even if the caller
    can read it no more. Needs contract.assign.
    """
    given = await service.assign(session, actor, runtime.access, contract_id, body)
    return await answer(session, response, given)


@router.post("/{contract_id}/activate", response_model=ContractRead)
async def activate(
    actor: Caller, session: Writing, runtime: Opened, contract_id: UUID, body: Signing, response: Response
) -> Any:
    """A draft was signed: from now on it never changes, and is in force from its first to its last day. One
    without lines or first day, with its last day over, or that is to renew itself and does not say from when
    and for how long, is 422. Needs contract.update.
    """
    signed = await lasting.activate(session, actor, runtime.access, contract_id, body)
    return await answer(session, response, signed)


@router.post("/{contract_id}/terminate", response_model=ContractRead)
async def terminate(
    actor: Caller, session: Writing, runtime: Opened, contract_id: UUID, body: Notice, response: Response
) -> Any:
    """Give notice of a contract: it is active up to its last day, then terminated, and is not renewed. A day
    before it was signed or after it ends anyway is 422; notice is given once (409). Whether the day keeps the
    notice that was agreed is for people to say. Needs contract.update.
    """
    given = await lasting.terminate(session, actor, runtime.access, contract_id, body)
    return await answer(session, response, given)


@router.get("/{contract_id}/history", response_model=Page[HistoryEntry])
async def history(actor: Caller, session: Reading, runtime: Opened, contract_id: UUID, query: Listed) -> Any:
    """Who changed what and when, newest first."""
    await service.get(session, actor, contract_id)
    return await history_of(session, actor, runtime.access, "contract", contract_id, query)

"""Rates of tax, kept by those who manage products."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.problems import DomainError
from sales.records import live, mark_deleted, referred
from sales.taxes.models import Tax
from sales.taxes.schemas import TaxCreate, TaxUpdate


class TaxExists(DomainError):
    """There is a tax of this name, capitals apart."""


async def create(session: AsyncSession, actor: Actor, body: TaxCreate) -> Tax:
    """Add a rate."""
    actor.require("product.manage")
    tax = Tax(name=body.name, rate=body.rate)
    session.add(tax)
    await _flush(session, tax)
    return tax


async def get(session: AsyncSession, tax_id: UUID) -> Tax:
    """A rate of the list. Raises NotFound."""
    return await live(session, Tax, tax_id)


async def update(session: AsyncSession, actor: Actor, tax_id: UUID, base: int, body: TaxUpdate) -> Tax:
    """Rename it or change its rate; what was issued keeps what it was issued with."""
    actor.require("product.manage")
    tax = await live(session, Tax, tax_id, lock=True)
    for name, value in (await reconcile(session, tax, base, body.changes())).items():
        setattr(tax, name, value)
    await _flush(session, tax)
    return tax


async def delete(session: AsyncSession, actor: Actor, tax_id: UUID) -> None:
    """Take a rate off the list; products that had it are sold without tax until they are given another."""
    actor.require("product.manage")
    tax = await live(session, Tax, tax_id, lock=True)
    mark_deleted(tax)
    await session.flush()


async def require_known(session: AsyncSession, tax_id: UUID | None) -> None:
    """Refuse (422) a rate that is not there."""
    if tax_id is not None:
        await referred(session, Tax, tax_id)


async def of(session: AsyncSession, ids: set[UUID]) -> Mapping[UUID, Tax]:
    """Those of the rates that are still on the list."""
    found = await session.scalars(select(Tax).where(Tax.id.in_(ids), Tax.deleted_at.is_(None)))
    return {one.id: one for one in found}


async def _flush(session: AsyncSession, tax: Tax) -> None:
    name = tax.name
    try:
        await session.flush()
    except IntegrityError:
        raise TaxExists(name=name) from None

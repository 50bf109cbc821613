"""REST: taxes."""

from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from sales.taxes import service
from sales.taxes.queries import LISTING
from sales.taxes.schemas import TaxCreate, TaxRead, TaxUpdate

router = Router(prefix="/taxes", tags=["taxes"])


@router.post("", status_code=201, response_model=TaxRead)
async def create(actor: Caller, session: Writing, body: TaxCreate, response: Response) -> Any:
    """Add a rate of tax; needs product.manage. A name that is there already, capitals apart, is 409."""
    created = await service.create(session, actor, body)
    response.headers["Location"] = f"/taxes/{created.id}"
    tag(response, created)
    return created


@router.get("", response_model=Page[TaxRead])
async def list_taxes(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """All rates, by name; needs product.read."""
    actor.require("product.read")
    found = await page(session, LISTING, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@router.get("/{tax_id}", response_model=TaxRead)
async def read(actor: Caller, session: Reading, tax_id: UUID, response: Response) -> Any:
    """One rate, with its version as ETag."""
    actor.require("product.read")
    found = await service.get(session, tax_id)
    tag(response, found)
    return found


@router.patch("/{tax_id}", response_model=TaxRead)
async def update(
    actor: Caller, session: Writing, tax_id: UUID, base: BaseVersion, body: TaxUpdate, response: Response
) -> Any:
    """Change a rate; what was issued keeps what it was issued with. Needs product.manage."""
    changed = await service.update(session, actor, tax_id, base, body)
    tag(response, changed)
    return changed


@router.delete("/{tax_id}", status_code=204)
async def delete(actor: Caller, session: Writing, tax_id: UUID) -> None:
    """Take a rate off the list; products that had it are sold without tax. Needs product.manage."""
    await service.delete(session, actor, tax_id)

"""REST: products."""

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
from sales.products import queries, service
from sales.products.models import Product
from sales.products.schemas import (
    Configuration,
    ConfigurationRead,
    ProductCreate,
    ProductFull,
    ProductRead,
    ProductUpdate,
)

router = Router(prefix="/products", tags=["products"])


async def answer(session: Any, response: Response, product: Product) -> dict[str, Any]:
    """The product with those it refers to, and its version."""
    tag(response, product)
    shown = {name: getattr(product, name) for name in ProductRead.model_fields}
    return {**shown, "products": await queries.cards(session, product.uses)}


@router.post("", status_code=201, response_model=ProductFull)
async def create(actor: Caller, session: Writing, body: ProductCreate, response: Response) -> Any:
    """Add a product; needs product.manage. An article number that is there already, capitals apart, is 409;
    options and components that do not exist, or have parts of their own, are 422 with their pointer.
    """
    created = await service.create(session, actor, body)
    response.headers["Location"] = f"/products/{created.id}"
    return await answer(session, response, created)


@router.get("", response_model=Page[ProductRead])
async def list_products(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Products, by name; `q` finds names in any script, pinyin and article numbers. Needs product.read;
    `deleted=true` shows what can be restored and needs product.manage.
    """
    actor.require("product.read")
    if query.deleted:
        actor.require("product.manage")
    found = await page(session, queries.LISTING, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@router.get("/{product_id}", response_model=ProductFull)
async def read(actor: Caller, session: Reading, product_id: UUID, response: Response) -> Any:
    """One product, with its version as ETag. Needs product.read."""
    actor.require("product.read")
    return await answer(session, response, await service.get(session, product_id))


@router.patch("/{product_id}", response_model=ProductFull)
async def update(
    actor: Caller,
    session: Writing,
    product_id: UUID,
    base: BaseVersion,
    body: ProductUpdate,
    response: Response,
) -> Any:
    """Change a product; what was offered or ordered stays as it was. Needs product.manage. One that is an
    option or component of others cannot get parts of its own (409).
    """
    return await answer(session, response, await service.update(session, actor, product_id, base, body))


@router.delete("/{product_id}", status_code=204)
async def delete(actor: Caller, session: Writing, product_id: UUID) -> None:
    """Take a product off the list. One that is an option or component of others is 409. Needs
    product.manage.
    """
    await service.delete(session, actor, product_id)


@router.post("/{product_id}/restore", response_model=ProductFull)
async def restore(actor: Caller, session: Writing, product_id: UUID, response: Response) -> Any:
    """Bring a deleted product back; one that is not deleted is 409. Needs product.manage."""
    return await answer(session, response, await service.restore(session, actor, product_id))


@router.post("/{product_id}/configure", response_model=ConfigurationRead)
async def configure(actor: Caller, session: Reading, product_id: UUID, body: Configuration) -> Any:
    """Whether options go together, what is wrong with them, and which others rules exclude. Changes nothing.
    Needs product.read.
    """
    actor.require("product.read")
    return service.configured(await service.get(session, product_id), body)

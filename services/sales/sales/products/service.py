"""What is done with products; who may manage them is checked here, everybody who sells may read them."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.outbox import publish
from chassis.problems import DomainError, FieldError, InvalidInput, NotFound
from crm.sales.events.products import ProductCreated, ProductDeleted, ProductRestored, ProductUpdated
from sales.products import composing, queries
from sales.products.models import BUNDLE, Product
from sales.products.schemas import Configuration, ProductCreate, ProductUpdate
from sales.records import live, mark_deleted, referred
from sales.taxes import service as taxes

JSON = ("option_groups", "option_rules", "components")


class SkuTaken(DomainError):
    """Another product has this article number, capitals apart."""


class NotDeleted(DomainError):
    """Only what was deleted can be restored."""


async def create(session: AsyncSession, actor: Actor, body: ProductCreate) -> Product:
    """Add a product."""
    actor.require("product.manage")
    await taxes.require_known(session, body.tax_id)
    product = Product(**_values({name: getattr(body, name) for name in ProductCreate.model_fields}))
    await _check(session, product)
    session.add(product)
    await _flush(session, product)
    publish(session, ProductCreated(**product.card()))
    return product


async def cards(session: AsyncSession, ids: Collection[UUID]) -> list[dict[str, Any]]:
    """Enough of products to recognise them, deleted ones too, by name."""
    return await queries.cards(session, ids)


async def get(session: AsyncSession, product_id: UUID) -> Product:
    """A product of the list. Raises NotFound."""
    return await live(session, Product, product_id)


async def require_live(session: AsyncSession, product_id: UUID) -> None:
    """A product that a price is set for, kept from being removed meanwhile. Raises InvalidInput."""
    await referred(session, Product, product_id)


async def update(
    session: AsyncSession, actor: Actor, product_id: UUID, base: int, body: ProductUpdate
) -> Product:
    """Change fields; what was offered or ordered stays as it was."""
    actor.require("product.manage")
    product = await live(session, Product, product_id, lock=True)
    wanted = await reconcile(session, product, base, _values(body.changes()))
    if wanted.get("tax_id"):
        await taxes.require_known(session, wanted["tax_id"])
    changed = {name: value for name, value in wanted.items() if getattr(product, name) != value}
    if not changed:
        return product
    with session.no_autoflush:
        for name, value in changed.items():
            setattr(product, name, value)
        await _check(session, product)
        product.be_a_part_of(await queries.users(session, product.id))
    await _flush(session, product)
    publish(session, ProductUpdated(**product.card(), fields=sorted(changed)))
    return product


async def delete(session: AsyncSession, actor: Actor, product_id: UUID) -> None:
    """Take a product off the list; what has it as a part must let go of it first (409)."""
    actor.require("product.manage")
    product = await live(session, Product, product_id, lock=True)
    mark_deleted(product)
    with session.no_autoflush:
        product.be_a_part_of(await queries.users(session, product.id))
    await session.flush()
    publish(session, ProductDeleted(**product.card()))


async def restore(session: AsyncSession, actor: Actor, product_id: UUID) -> Product:
    """Bring a deleted product back, unless another one took its article number (409)."""
    actor.require("product.manage")
    product = await session.scalar(select(Product).where(Product.id == product_id).with_for_update())
    if product is None:
        raise NotFound(thing="product", id=str(product_id))
    if product.deleted_at is None:
        raise NotDeleted(id=str(product_id))
    product.deleted_at = None
    with session.no_autoflush:
        await _check(session, product)
    await _flush(session, product)
    publish(session, ProductRestored(**product.card()))
    return product


def configured(product: Product, body: Configuration) -> dict[str, Any]:
    """What a choice of options comes to."""
    rules = product.configurable()
    chosen = rules.chosen(body.pairs())
    options = [UUID(one["product_id"]) for group in product.option_groups for one in group["choices"]]
    offered = [
        {"product_id": one, "quantity": chosen.get(one, 0), "excluded": rules.because(one, chosen)}
        for one in options
    ]
    wrong = rules.wrong(chosen)
    return {"valid": not wrong, "wrong": wrong, "options": offered}


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Options, rules and components as their columns keep them."""
    return {
        name: [one.model_dump(mode="json") for one in value] if name in JSON else value
        for name, value in given.items()
    }


async def _check(session: AsyncSession, product: Product) -> None:
    """Refuse (422) what cannot be put together; its parts cannot go meanwhile."""
    if errors := list(composing.wrong(product)):
        raise InvalidInput(errors=errors)
    product.derive()
    if product.uses:
        plain = (Product.kind != BUNDLE, func.jsonb_array_length(Product.option_groups) == 0)
        parts = select(Product.id).where(Product.id.in_(product.uses), Product.deleted_at.is_(None), *plain)
        found = set(
            await session.scalars(parts.order_by(Product.id).with_for_update(key_share=True, read=True))
        )
        errors = [
            FieldError(pointer=pointer, kind="part_unknown", params={"expected": "a product without parts"})
            for pointer, part in composing.parts(product)
            if part not in found or part == product.id
        ]
        if errors:
            raise InvalidInput(errors=errors)


async def _flush(session: AsyncSession, product: Product) -> None:
    sku = product.sku
    try:
        await session.flush()
    except IntegrityError:
        raise SkuTaken(sku=sku) from None

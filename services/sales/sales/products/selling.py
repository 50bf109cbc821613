"""A product as it is sold: what pricing and documents take of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sales.products.configuring import Configurable
from sales.products.models import Product


@dataclass(frozen=True)
class Sold:
    """A live product with the ids of what it is made of."""

    id: UUID
    sku: str
    name: str
    unit: str
    active: bool
    tax_id: UUID | None
    components: Mapping[UUID, Decimal]
    """Of a bundle: how many of each are in one."""
    options: Configurable

    def card(self) -> dict[str, Any]:
        """Enough to recognise it."""
        return {"id": str(self.id), "sku": self.sku, "name": self.name}


async def sold(session: AsyncSession, ids: set[UUID]) -> dict[UUID, Sold]:
    """Live products of these ids, and those that they have as options and components."""
    first = await _live(session, ids)
    parts = await _live(session, {part for one in first.values() for part in one.uses} - first.keys())
    return {id_: _sold(one) for id_, one in (first | parts).items()}


async def _live(session: AsyncSession, ids: set[UUID]) -> dict[UUID, Product]:
    if not ids:
        return {}
    found = await session.scalars(select(Product).where(Product.id.in_(ids), Product.deleted_at.is_(None)))
    return {one.id: one for one in found}


def _sold(product: Product) -> Sold:
    return Sold(
        id=product.id,
        sku=product.sku,
        name=product.name,
        unit=product.unit,
        active=product.active,
        tax_id=product.tax_id,
        components={UUID(one["product_id"]): Decimal(one["quantity"]) for one in product.components},
        options=product.configurable(),
    )

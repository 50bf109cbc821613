"""What lists of products offer, and what reads them."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.products.models import Product
from sales.products.schemas import ProductRead
from sales.records import table_of
from sales.searching import spelled

TABLE: Final = table_of(Product)
SOME: Final = 10


LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in ProductRead.model_fields],
    key=TABLE.c.id,
    offers={
        "id": Offer(Kind.REFERENCE, TABLE.c.id, nullable=False),
        "name": Offer(Kind.TEXT, TABLE.c.name, nullable=False, sorts=True, by=TABLE.c.name_key),
        "kind": Offer(Kind.CHOICE, TABLE.c.kind, nullable=False),
        "active": Offer(Kind.BOOLEAN, TABLE.c.active, nullable=False),
        "tax_id": Offer(Kind.REFERENCE, TABLE.c.tax_id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
    },
    sort="name",
    deleted_at=TABLE.c.deleted_at,
    search=lambda query: spelled(TABLE, query),
)


async def cards(session: AsyncSession, ids: Collection[UUID]) -> list[dict[str, Any]]:
    """Id, article number and name of products, deleted ones too, by name."""
    if not ids:
        return []
    columns = [TABLE.c[name] for name in ("id", "sku", "name")]
    found = await session.execute(select(*columns).where(TABLE.c.id.in_(ids)).order_by(TABLE.c.name_key))
    return [dict(row) for row in found.mappings()]


async def users(session: AsyncSession, product_id: UUID) -> list[str]:
    """Article numbers of some live products that have it as an option or component."""
    has = TABLE.c.uses.bool_op("@>")(literal([product_id], ARRAY(Uuid())))
    found = select(TABLE.c.sku).where(has, TABLE.c.deleted_at.is_(None)).order_by(TABLE.c.sku).limit(SOME)
    return list(await session.scalars(found))

"""Orders as answers: amounts as money, customers by name."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from sales.amounts import with_money
from sales.customers import service as customers
from sales.lines.schemas import LineRead
from sales.orders.approving import excess
from sales.orders.models import Order
from sales.orders.parts import Part
from sales.orders.schemas import LineProgress, OrderListed, OrderRead
from sales.orders.standing import Standing
from sales.records import columns_of

MONEY: Final = ("net", "tax", "gross", "billed", "paid")


async def listed(session: AsyncSession, rows: Sequence[Any]) -> list[OrderListed]:
    """Rows of the list."""
    known = await customers.names(session, {row.customer_id for row in rows})
    return [OrderListed.model_validate(_values(row._mapping, known)) for row in rows]


async def shown(session: AsyncSession, access: Access, order: Order) -> OrderRead:
    """One order with its lines, how far they have come, and what is to be approved of a draft."""
    known, kept = await customers.names(session, {order.customer_id}), columns_of(order)
    lines = [LineRead.model_validate(one) for one in order.lines]
    progress = [_progress(id_, one) for id_, one in order.standings().items()]
    beside = {"lines": lines, "progress": progress, "excess": await excess(session, access, order)}
    return OrderRead.model_validate({**_values(kept, known), **beside})


async def parts_shown(session: AsyncSession, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows of a list of parts of orders, each with its customer."""
    known = await customers.names(session, {row.customer_id for row in rows})
    return [{**row._mapping, "customer_name": known.get(row.customer_id)} for row in rows]


async def part_shown(session: AsyncSession, part: Part) -> dict[str, Any]:
    """One part of an order as such a row."""
    order = await session.get_one(Order, part.order_id)
    known = await customers.names(session, {part.customer_id})
    return columns_of(part) | {"order_number": order.number, "customer_name": known.get(part.customer_id)}


def _values(row: Mapping[str, Any], known: Mapping[UUID, str]) -> dict[str, Any]:
    worth = with_money(with_money(row, MONEY), ("base_net",), "base_currency")
    return worth | {"customer_name": known.get(row["customer_id"])}


def _progress(line_id: UUID, one: Standing) -> LineProgress:
    return LineProgress.model_validate(
        {"line_id": line_id}
        | {name: getattr(one, name) for name in LineProgress.model_fields if name != "line_id"}
    )

"""Parts of orders: shipments, returns and invoices. Who may read an order may read its parts, and whoever
changes one locks its order first.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, FromClause, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from chassis.actors import Actor
from chassis.problems import InvalidInput, NotFound
from libs.references import CustomerRef
from sales import owned
from sales.amounts import plain
from sales.orders.models import Order
from sales.orders.schemas import LineQuantity, quantities
from sales.orders.standing import Quantities
from sales.records import Record, table_of

__all__ = ["Order"]
"""What its parts know it by."""
ORDERS: Final = table_of(Order)


class Part(Record):
    """Something of an order."""

    __abstract__ = True

    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    customer_id: Mapped[CustomerRef]


P = TypeVar("P", bound=Part)


def branches(actor: Actor) -> list[ColumnElement[bool]]:
    """Disjoint predicates of the orders that may be read."""
    return owned.branches(actor, Order)


def with_orders(table: Any) -> FromClause:
    """Parts, each with its order."""
    source: FromClause = table.join(ORDERS, ORDERS.c.id == table.c.order_id)
    return source


async def get(session: AsyncSession, actor: Actor, model: type[P], id_: UUID) -> P:
    """A part of an order that may be read. Raises NotFound."""
    statement = select(model).join(Order, Order.id == model.order_id)
    found: P | None = await session.scalar(statement.where(model.id == id_, owned.readable(actor, Order)))
    if found is None:
        raise NotFound(thing=model.__tablename__, id=str(id_))
    return found


async def named(session: AsyncSession, actor: Actor, order_id: UUID, action: str) -> Order:
    """The order that a body names, locked. Raises InvalidInput at the field, or NotAllowed."""
    try:
        return await owned.locked(session, actor, Order, order_id, action)
    except NotFound:
        raise InvalidInput.at("/order_id", "order_unknown") from None


async def locked(
    session: AsyncSession, actor: Actor, model: type[P], id_: UUID, action: str
) -> tuple[Order, P]:
    """A part to change and its order, both locked. Raises NotFound, or NotAllowed if it may only be read."""
    order_id = (await get(session, actor, model, id_)).order_id
    order = await owned.locked(session, actor, Order, order_id, action)
    found = await session.get_one(model, id_, with_for_update=True, populate_existing=True)
    return order, found


async def locked_orders(session: AsyncSession, ids: Select[Any]) -> dict[UUID, Order]:
    """Orders by id, locked in that order, whoever may read them."""
    statement = select(Order).where(Order.id.in_(ids)).order_by(Order.id).with_for_update()
    found = await session.scalars(statement.execution_options(populate_existing=True))
    return {one.id: one for one in found}


def chosen(order: Order, given: Sequence[LineQuantity] | None, figure: str) -> dict[UUID, Decimal]:
    """Line → quantity: those given, or all that a figure of the lines says. Raises InvalidInput."""
    return picked(given, {id_: getattr(one, figure) for id_, one in order.standings().items()})


def picked(given: Sequence[LineQuantity] | None, left: Quantities) -> dict[UUID, Decimal]:
    """Line → quantity: those given, or all that is left. Raises InvalidInput for lines that are not among
    them, or when there is nothing.
    """
    wanted = quantities(given, set(left)) if given else {id_: one for id_, one in left.items() if one > 0}
    if not wanted:
        raise InvalidInput.at("/lines", "nothing_left")
    return wanted


def kept(wanted: Quantities) -> list[dict[str, str]]:
    """Line and quantity as a part keeps them."""
    return [{"line_id": str(id_), "quantity": plain(one)} for id_, one in wanted.items()]

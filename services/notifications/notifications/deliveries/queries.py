"""The ledger's list, and what is due."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from notifications.deliveries.models import Delivery, DeliveryStep
from notifications.deliveries.schemas import DeliveryRead
from notifications.records import table_of

TABLE: Final = table_of(Delivery)
URGENCIES: Final = (0, 1, 2)
LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in DeliveryRead.model_fields],
    key=TABLE.c.id,
    offers={
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True),
        **{name: Offer(Kind.CHOICE, TABLE.c[name], nullable=False) for name in ("state", "channel", "topic")},
        **{name: Offer(Kind.REFERENCE, TABLE.c[name]) for name in ("user_id", "contact_id", "customer_id")},
    },
    sort="-created_at",
)


async def due(session: AsyncSession, room: Mapping[str, int], most: int) -> Sequence[Delivery]:
    """What has to be looked at, as it stands without a lock: urgent things first, as many as there is room
    for on their channel.
    """
    found: list[Delivery] = []
    for channel, free in room.items():
        taken = 0
        for urgency in URGENCIES:
            wanted = min(most - len(found), free - taken)
            if wanted <= 0:
                break
            ready = (Delivery.channel == channel, Delivery.urgency == urgency, Delivery.due_at <= func.now())
            rows = await session.scalars(
                select(Delivery).where(*ready).order_by(Delivery.due_at).limit(wanted)
            )
            some = rows.all()
            found, taken = [*found, *some], taken + len(some)
    return found


async def life(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[DeliveryStep]]:
    """The steps of some deliveries, in order."""
    steps = select(DeliveryStep).where(DeliveryStep.delivery_id.in_(ids)).order_by(DeliveryStep.version)
    found: dict[UUID, list[DeliveryStep]] = {one: [] for one in ids}
    for step in await session.scalars(steps):
        found[step.delivery_id].append(step)
    return found


async def given_lately(
    session: AsyncSession, address_hash: bytes, since: datetime, most: int
) -> Sequence[datetime]:
    """When an address was given its last messages, oldest first, up to a number."""
    given = select(Delivery.given_at).where(Delivery.address_hash == address_hash, Delivery.given_at > since)
    newest = await session.scalars(given.order_by(Delivery.given_at.desc()).limit(most))
    return sorted(one for one in newest if one)


def told_to(thing: str, id_: UUID) -> ColumnElement[bool]:
    """Deliveries to one recipient."""
    column: Any = getattr(Delivery, f"{thing}_id")
    chosen: ColumnElement[bool] = column == id_
    return chosen

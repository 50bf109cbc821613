"""How the timeline is exported."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.exports.catalogue import Sentences
from chassis.exports.cells import Cell
from chassis.exports.declaration import Column, Exported, Shown
from customer.customers import scope as customers
from customer.exports.catalogue import CHANNELS, DIRECTIONS, HAPPENED, TITLES
from customer.exports.columns import Row, local, person, plain
from customer.external import known_as
from customer.interactions import scope
from customer.interactions.queries import LISTING

Cells = Mapping[str, tuple[str, Callable[[Row], Cell]]]
CELLS: Final[Cells] = {
    "external_id": ("record_id", plain("external_id")),
    "customer_number": ("number", plain("customer_number")),
    "customer_name": ("name", plain("customer_name")),
    "channel": ("channel", plain("channel")),
    "direction": ("direction", plain("direction")),
    "occurred_at": ("occurred_at", plain("occurred_at")),
    "kind": ("happened", plain("kind")),
    "summary": ("summary", plain("summary")),
    "follow_up": ("follow_up", plain("follow_up")),
    "follow_up_on": ("follow_up_on", plain("follow_up_on")),
    "recorded_by": ("recorded_by", plain("person")),
}
WORDS: Final[Mapping[str, Sentences]] = {"channel": CHANNELS, "direction": DIRECTIONS, "kind": HAPPENED}


def branches(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """Entries of customers that may be both read and exported."""
    return [and_(scope.readable(actor), scope.readable(actor, "customer.export"))]


async def shown(session: AsyncSession, actor: Actor, access: Access, rows: Sequence[Row]) -> Shown:
    """With number and name of the customers, the names of people, and the ids of the first file."""
    cards = customers.readable_cards(actor).subquery()
    wanted = select(cards).where(cards.c.id.in_({row["customer_id"] for row in rows}))
    by_id = {card.id: card for card in await session.execute(wanted)}
    external = await known_as(session, "interaction", [row["id"] for row in rows])
    return [
        local(row, access)
        | {
            "customer_number": by_id[row["customer_id"]].number,
            "customer_name": by_id[row["customer_id"]].name,
            "external_id": external.get(row["id"]),
            "person": person(access, row["recorded_by"]),
        }
        for row in rows
    ]


INTERACTIONS: Final = Exported(
    name="interactions",
    permission="customer.export",
    listing=LISTING,
    columns={
        name: Column(TITLES[title], cell, words=WORDS.get(name, {})) for name, (title, cell) in CELLS.items()
    },
    branches=branches,
    shown=shown,
)

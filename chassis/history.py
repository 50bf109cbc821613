"""The history of a record, read from its change rows."""

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.http.lists import Listing, ListQuery, Offer, page
from chassis.masks import without
from chassis.organisation import context_of
from chassis.schemas import Shown
from chassis.tables import change
from libs.conditions import Kind


class HistoryEntry(Shown):
    """One change: who did what, when."""

    version: int
    kind: Literal["created", "updated", "deleted", "restored", "purged"]
    actor: str = Field(description="user:<id>, or service:<name>")
    actor_name: str | None = Field(description="Name of the person, when known")
    on_behalf_of: str | None
    cause_id: UUID = Field(description="Everything one act brought about has the same")
    at: datetime
    before: dict[str, Any] = Field(description="The fields that changed, as they were")
    after: dict[str, Any] = Field(description="The fields that changed, as they became")


STATES: Final = ("before", "after")
LISTING: Final = Listing(
    source=change,
    columns=[column for column in change.c if column.key not in ("id", "thing", "record_id")],
    key=change.c.id,
    offers={
        "version": Offer(Kind.NUMBER, change.c.version, nullable=False, sorts=True),
        "kind": Offer(Kind.CHOICE, change.c.kind, nullable=False),
        "actor": Offer(Kind.TEXT, change.c.actor, nullable=False),
        "at": Offer(Kind.MOMENT, change.c.at, nullable=False),
    },
    sort="-version",
)


async def history_of(
    session: AsyncSession, actor: Actor, access: Access, thing: str, record_id: UUID, query: ListQuery
) -> dict[str, Any]:
    """One page of a record's changes, newest first; whether the actor may see the record was checked."""
    found = await page(session, LISTING, query, context_of(actor, access), [change.c.record_id == record_id])
    hidden = actor.masked(thing)
    rows = (
        {**row._mapping, **{one: without(row._mapping[one], hidden) for one in STATES}} for row in found.rows
    )
    return found.as_page([{**row, "actor_name": name_of(access, row["actor"])} for row in rows])


def name_of(access: Access, actor: str) -> str | None:
    """The name of the person behind an entry, when it is one that is known."""
    kind, _, id_ = actor.partition(":")
    person = access.user(UUID(id_)) if kind == "user" else None
    return person["name"] if person else None

"""Kinds of records that other services ask about: who may read them, what finds them, how they are shown."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.lists import Listing, ListQuery, page
from libs.conditions import Context
from sales import owned
from sales.owned import Owned


async def _as_they_are(_: AsyncSession, rows: Sequence[Any]) -> Sequence[Any]:
    return rows


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind; its feature declares it."""

    model: type[Owned]
    schema: Any
    """What its list answers with."""
    listing: Listing
    title: Callable[[Any], str]
    beside: Callable[[Any], str | None] = lambda _: None
    """What tells two of the same title apart besides number and customer."""
    shown: Callable[[AsyncSession, Sequence[Any]], Awaitable[Sequence[Any]]] = _as_they_are
    """Rows as the list answers with them."""
    only: Sequence[ColumnElement[bool]] = ()
    """Those that are shown where a few stand for all."""

    @property
    def thing(self) -> str:
        """What permissions call it."""
        name: str = self.model.__tablename__
        return name

    async def readable_ids(self, session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
        """Which of these the actor may read."""
        readable = owned.readable(actor, self.model)
        return set(await session.scalars(select(self.model.id).where(self.model.id.in_(ids), readable)))

    async def few(
        self, session: AsyncSession, actor: Actor, context: Context, query: ListQuery
    ) -> Sequence[Any]:
        """The first rows of its list."""
        branches = owned.branches(actor, self.model)
        return (await page(session, self.listing, query, context, branches, *self.only)).rows

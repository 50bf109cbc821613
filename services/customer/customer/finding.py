"""The few rows that a fragment means most, read by a statement that is made once for each shape."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, literal_column
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Halves
from chassis.http.reading import as_number
from customer.customers import scope
from customer.searching import CANDIDATES, WINDOW, Fragment, worth_reading

MOST: Final[ColumnElement[int]] = literal_column(str(CANDIDATES))
WINDOWED: Final = as_number("window")
"""How many rows are read in search of a frequent fragment."""


@dataclass(frozen=True)
class Finding:
    """The search box of one kind of record."""

    table: Table
    thing: str
    make: Callable[[Fragment, Halves, frozenset[str], bool], Select[Any]]
    """The statement for a fragment, a scope, what is hidden, and whether the fragment is frequent."""
    statements: dict[Hashable, Select[Any]] = field(default_factory=dict)

    async def find(self, session: AsyncSession, actor: Actor, query: str, limit: int) -> Sequence[Any]:
        """The best of a few hundred candidates: nobody reads further than that."""
        if await worth_reading(session, self.table, query, CANDIDATES):
            rows = await self._best(session, actor, query, limit, frequent=True)
            if len(rows) == limit:
                return rows
        return await self._best(session, actor, query, limit, frequent=False)

    async def _best(
        self, session: AsyncSession, actor: Actor, query: str, limit: int, *, frequent: bool
    ) -> Sequence[Any]:
        sought, halves, hidden = Fragment(query), scope.halves(actor), actor.masked(self.thing)
        shape = sought.shape, halves.shape, hidden, frequent
        if shape not in self.statements:
            self.statements[shape] = self.make(sought, halves, hidden, frequent)
        values = {**sought.given(self.table), **halves.values, "limit": limit, "window": WINDOW}
        rows: Sequence[Any] = (await session.execute(self.statements[shape], values)).all()
        return rows

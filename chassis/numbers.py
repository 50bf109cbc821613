"""Numbers that people say, from sequences.

Most are drawn some at a time and ahead, so that a record that is all its transaction writes is one statement.
What a process has left when it stops is a gap, as is what was rolled back; the later of two
processes' numbers need not be the higher one.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Final

from sqlalchemy import Sequence, func, select
from sqlalchemy.ext.asyncio import AsyncSession

AHEAD: Final = 32
"""As many as PostgreSQL itself writes down ahead, and loses when it crashes."""


class Numbers:
    """The numbers that this process has drawn and not given yet."""

    def __init__(self, reading: Callable[[], AbstractAsyncContextManager[AsyncSession]]) -> None:
        self._reading = reading
        self._drawn: dict[str, list[int]] = {}

    async def next(self, sequence: Sequence) -> int:
        """The next one. It is committed as drawn, or a crash of the server could draw it again."""
        drawn = self._drawn.setdefault(sequence.name, [])
        if not drawn:
            async with self._reading() as session:
                some = await draw(session, sequence, AHEAD)
            drawn += some
        return drawn.pop(0)


async def draw(session: AsyncSession, sequence: Sequence, count: int) -> list[int]:
    """So many numbers."""
    statement = select(sequence.next_value()).select_from(func.generate_series(1, count))
    return list(await session.scalars(statement))


async def next_number(session: AsyncSession, sequence: Sequence) -> int:
    """The number of a new record. A transaction that has its connection does not ask for a second one."""
    if session.info.get("begun"):
        return (await draw(session, sequence, 1))[0]
    numbers: Numbers = session.info["numbers"]
    return await numbers.next(sequence)

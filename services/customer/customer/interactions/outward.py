"""How often somebody was contacted of late, for frequency caps: read along the timeline's own indexes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Integer, Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession


class Window(NamedTuple):
    """Which contact is asked about: the n-th newest since a moment."""

    subject_id: UUID
    since: datetime
    nth: int


NTH_NEWEST: Final = """
    SELECT asked.at, newest.occurred_at
    FROM unnest(:subjects, :since, :nth) WITH ORDINALITY AS asked(subject, since, nth, at)
    CROSS JOIN LATERAL (
        SELECT occurred_at FROM interaction
        WHERE {kind}_id = asked.subject AND occurred_at > asked.since
            AND direction = 'out' AND deleted_at IS NULL AND channel = ANY(:channels)
        ORDER BY occurred_at DESC OFFSET asked.nth - 1 LIMIT 1
    ) AS newest
    """
ARRAYS: Final = (
    bindparam("subjects", type_=ARRAY(Uuid)),
    bindparam("since", type_=ARRAY(DateTime(timezone=True))),
    bindparam("nth", type_=ARRAY(Integer)),
    bindparam("channels", type_=ARRAY(Text)),
)
STATEMENTS: Final = {
    kind: text(NTH_NEWEST.format(kind=kind)).bindparams(*ARRAYS) for kind in ("contact", "customer")
}


async def nth_newest(
    session: AsyncSession,
    kind: Literal["contact", "customer"],
    channels: Sequence[str],
    windows: Sequence[Window],
) -> list[datetime | None]:
    """When the n-th newest outward contact of each window was; None where there were fewer."""
    columns = zip(*windows, strict=True)
    names = ("subjects", "since", "nth")
    given = {name: list(values) for name, values in zip(names, columns, strict=True)}
    rows = await session.execute(STATEMENTS[kind], given | {"channels": list(channels)})
    found = {row.at: row.occurred_at for row in rows}
    return [found.get(index) for index in range(1, len(windows) + 1)]

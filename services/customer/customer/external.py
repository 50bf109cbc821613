"""What other systems call our records: the ids of a first file resolve in the next."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Index,
    PrimaryKeyConstraint,
    String,
    Text,
    Uuid,
    bindparam,
    delete,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from customer.records import Base, among


class ExternalReference(Base):
    """One id of one source, for one record."""

    __tablename__ = "external_reference"

    thing: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(64))
    external_id: Mapped[str] = mapped_column(String(200))
    record_id: Mapped[UUID]

    __table_args__ = (
        PrimaryKeyConstraint("thing", "source", "external_id"),
        Index("ix_external_reference_record_id", "record_id"),
    )


# Setting the id to itself makes the row that was there come back, so that its owner can be compared.
KEEP: Final = text(
    """
    INSERT INTO external_reference (thing, source, external_id, record_id)
    SELECT :thing, given.* FROM unnest(:source, :external_id, :record_id) AS given
    ON CONFLICT (thing, source, external_id) DO UPDATE SET record_id = external_reference.record_id
    RETURNING source, external_id, record_id
    """
).bindparams(
    bindparam("thing", type_=Text),
    bindparam("source", type_=ARRAY(Text)),
    bindparam("external_id", type_=ARRAY(Text)),
    bindparam("record_id", type_=ARRAY(Uuid)),
)


async def remember(
    session: AsyncSession, thing: str, references: Sequence[tuple[tuple[str, str] | None, UUID | None]]
) -> bool:
    """Keep ((source, external id), record id) pairs; False when one belonged to another record before."""
    rows = {
        pair: {"thing": thing, "source": pair[0], "external_id": pair[1], "record_id": record_id}
        for pair, record_id in references
        if pair and record_id
    }
    if not rows:
        return True
    columns = {name: [row[name] for row in rows.values()] for name in ("source", "external_id", "record_id")}
    back = await session.execute(KEEP, {"thing": thing} | columns)
    return all(rows[(one.source, one.external_id)]["record_id"] == one.record_id for one in back)


async def resolved(
    session: AsyncSession, thing: str, source: str | None, external_ids: Sequence[str]
) -> dict[str, list[UUID]]:
    """Record ids by external id; of any source when none is named."""
    where = [ExternalReference.thing == thing, among(ExternalReference.external_id, external_ids)]
    if source is not None:
        where.append(ExternalReference.source == source)
    rows = await session.execute(
        select(ExternalReference.external_id, ExternalReference.record_id).where(*where)
    )
    return collected(rows)


def collected(rows: Any) -> dict[Any, list[UUID]]:
    """(value, id) rows by value, each id once."""
    found: dict[Any, list[UUID]] = {}
    for value, id_ in rows:
        if id_ not in found.setdefault(value, []):
            found[value].append(id_)
    return found


async def forget(session: AsyncSession, record_ids: Sequence[UUID]) -> None:
    """Drop what other systems call records that are purged."""
    await session.execute(delete(ExternalReference).where(ExternalReference.record_id.in_(record_ids)))


async def known_as(session: AsyncSession, thing: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What other systems call these records; one name of each."""
    statement = select(ExternalReference.record_id, ExternalReference.external_id).where(
        ExternalReference.thing == thing, ExternalReference.record_id.in_(ids)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}


async def references_of(
    session: AsyncSession, thing: str, ids: Collection[UUID]
) -> dict[UUID, list[list[str]]]:
    """What every other system calls these records: [source, external id] pairs."""
    table = ExternalReference
    statement = select(table.record_id, table.source, table.external_id).where(
        table.thing == thing, table.record_id.in_(ids)
    )
    found: dict[UUID, list[list[str]]] = {id_: [] for id_ in ids}
    for id_, source, external_id in await session.execute(statement.order_by(table.source)):
        found[id_].append([source, external_id])
    return found


async def exchange(
    session: AsyncSession,
    thing: str,
    gone: Sequence[tuple[UUID, list[str]]],
    back: Sequence[tuple[UUID, list[str]]],
) -> None:
    """Give up what other systems call records, so that others may be called so, or take it back."""
    if gone:
        table = ExternalReference
        pairs = [tuple(pair) for _, pair in gone]
        await session.execute(
            delete(table).where(
                table.thing == thing,
                tuple_(table.source, table.external_id).in_(pairs),
                table.record_id.in_([id_ for id_, _ in gone]),
            )
        )
    await remember(session, thing, [((pair[0], pair[1]), id_) for id_, pair in back])


async def taken(
    session: AsyncSession, thing: str, wanted: Sequence[tuple[UUID, list[str]]]
) -> set[tuple[UUID, str, str]]:
    """Which of (record, [source, external id]) name another record by now."""
    table = ExternalReference
    pairs = [tuple(pair) for _, pair in wanted]
    statement = select(table.source, table.external_id, table.record_id).where(
        table.thing == thing, tuple_(table.source, table.external_id).in_(pairs)
    )
    holders = {(row[0], row[1]): row[2] for row in await session.execute(statement)} if pairs else {}
    asked = {(id_, pair[0], pair[1]) for id_, pair in wanted}
    return {(id_, source, name) for id_, source, name in asked if holders.get((source, name), id_) != id_}

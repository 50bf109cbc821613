"""Recording and correcting timeline entries by hand. Changing one needs customer.update on its customer."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Kind
from chassis.explain import Placed
from chassis.http.edits import reconcile
from chassis.outbox import publish
from chassis.problems import InvalidInput, NotAllowed, NotFound
from crm.customer.events import InteractionRecorded, InteractionUpdated
from customer.contacts import scope as contacts
from customer.customers import service as customers
from customer.customers import timeline
from customer.interactions import queries, scope
from customer.interactions.models import Interaction
from customer.interactions.schemas import InteractionCreate, InteractionUpdate

MOST_LATEST: Final = 10


async def record(session: AsyncSession, actor: Actor, body: InteractionCreate) -> Interaction:
    """Add an entry to a customer's timeline."""
    await customers.locked(session, actor, body.customer_id, "customer.update")
    await _require_contact(session, body.customer_id, body.contact_id)
    values = _columns(dict(body))
    recorded_by = actor.id if actor.kind is Kind.USER else None
    entry = Interaction(**values, kind="noted", params={}, recorded_by=recorded_by)
    session.add(entry)
    await session.flush()
    await timeline.note_latest(session, [(entry.customer_id, entry.occurred_at)])
    publish(
        session,
        InteractionRecorded(
            interaction_id=entry.id,
            version=entry.version,
            customer_id=entry.customer_id,
            contact_id=entry.contact_id,
            channel=entry.channel,
            direction=body.direction,
            kind=entry.kind,
            at=entry.occurred_at,
        ),
    )
    return entry


async def get(session: AsyncSession, actor: Actor, entry_id: UUID) -> Interaction:
    """An entry the actor may see. Raises NotFound."""
    where = (Interaction.id == entry_id, Interaction.deleted_at.is_(None), scope.readable(actor))
    entry = await session.scalar(select(Interaction).where(*where))
    if entry is None:
        raise NotFound(thing="interaction", id=str(entry_id))
    return entry


async def placed(session: AsyncSession, actor: Actor, entry_id: UUID) -> Placed:
    """Where an entry lies: with its customer. Raises NotFound."""
    entry = await get(session, actor, entry_id)
    return await customers.placed(session, actor, entry.customer_id)


async def update(
    session: AsyncSession, actor: Actor, entry_id: UUID, base: int, body: InteractionUpdate
) -> Interaction:
    """Correct an entry made by hand; conflicts as everywhere (412)."""
    entry = await _locked(session, actor, entry_id)
    wanted = await reconcile(session, entry, base, _columns(body.changes()))
    if wanted.get("contact_id"):
        await _require_contact(session, entry.customer_id, wanted["contact_id"])
    changed = {name: value for name, value in wanted.items() if getattr(entry, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(entry, name, value)
        await _changed(session, entry)
    return entry


async def delete(session: AsyncSession, actor: Actor, entry_id: UUID) -> None:
    """Remove an entry made by hand."""
    entry = await _locked(session, actor, entry_id)
    entry.deleted_at = datetime.now(UTC)
    await _changed(session, entry, deleted=True)


async def _locked(session: AsyncSession, actor: Actor, entry_id: UUID) -> Interaction:
    await get(session, actor, entry_id)
    where = (Interaction.id == entry_id, scope.readable(actor, "customer.update"))
    statement = select(Interaction).where(*where).with_for_update(of=Interaction)
    entry = await session.scalar(statement.execution_options(populate_existing=True))
    if entry is None:
        raise NotAllowed(permission="customer.update")
    if entry.deleted_at is not None:
        raise NotFound(thing="interaction", id=str(entry_id))
    entry.require_by_hand()
    return entry


async def _changed(session: AsyncSession, entry: Interaction, *, deleted: bool = False) -> None:
    await session.flush()
    latest = await session.scalar(
        select(func.max(Interaction.occurred_at)).where(
            Interaction.customer_id == entry.customer_id,
            Interaction.deleted_at.is_(None),
            Interaction.channel != "system",
        )
    )
    await timeline.set_latest(session, entry.customer_id, latest)
    publish(
        session,
        InteractionUpdated(
            interaction_id=entry.id, version=entry.version, customer_id=entry.customer_id, deleted=deleted
        ),
    )


async def _require_contact(session: AsyncSession, customer_id: UUID, contact_id: UUID | None) -> None:
    if contact_id and not await contacts.working_for(session, customer_id, [contact_id]):
        raise InvalidInput.at("/contact_id", "not_at_this_customer")


def _columns(given: dict[str, Any]) -> dict[str, Any]:
    if "participants" in given:
        given["participants"] = [one.model_dump(mode="json") for one in given["participants"]]
    return given


async def latest(session: AsyncSession, customer_id: UUID) -> list[dict[str, Any]]:
    """The newest entries of a customer's timeline, as lists show them."""
    rows = await session.execute(queries.LATEST, {"customer": customer_id, "limit": MOST_LATEST})
    return [dict(row) for row in rows.mappings()]


async def readable_ids(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these entries the actor may read."""
    where = (Interaction.id.in_(ids), Interaction.deleted_at.is_(None), scope.readable(actor))
    return set(await session.scalars(select(Interaction.id).where(*where)))

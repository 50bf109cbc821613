"""What is done with customers; every function checks what the actor may do on what it can see."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.copying import at_commit
from chassis.custom_fields import giving
from chassis.explain import Place, Placed
from chassis.http.edits import reconcile
from chassis.numbers import next_number
from chassis.organisation import defaults_of
from chassis.outbox import publish
from chassis.owning import landing_place, require_person, require_team
from chassis.problems import DomainError, NotFound
from crm.customer.events import CustomerDeleted, CustomerRestored, CustomerUpdated
from customer.customers import adding, groups, scope
from customer.customers.models import Customer, numbers
from customer.customers.rewriting import TABLE
from customer.customers.schemas import CustomerCreate, CustomerUpdate
from customer.customers.values import FOUND_BY, derived, required
from customer.external import remember
from customer.interactions.facts import Fact, note_facts
from customer.storing import Values
from customer.tags import service as tags


class ExternalIdTaken(DomainError):
    """Another record already has this id of that source."""

    status = 409


async def create(session: AsyncSession, actor: Actor, access: Access, body: CustomerCreate) -> Values:
    """Add a customer to the master. Where it lands decides whether the actor may create it there.

    The row is written when the transaction ends.
    """
    owner_id, team_id = landing_place(actor, access, body.owner_id, body.team_id)
    actor.require("customer.create")
    actor.require_on("customer.create", owner_id, team_id)
    values = required(_columns(body), defaults_of(access).region)
    require_person(access, body.owner_id)
    require_team(access, body.team_id)
    await tags.require_known(session, values["tags"])
    if body.parent_id:
        await groups.require_parent(session, actor, None, body.parent_id)
    values["custom"] = await giving.first(session, actor, access, "customer", body.custom)
    draft = adding.draft(values, (owner_id, team_id), [one.external_id for one in body.external])
    row = adding.numbered(draft, await next_number(session, numbers))
    known = [((one.source, one.external_id), row["id"]) for one in body.external]
    if not await remember(session, "customer", known):
        raise ExternalIdTaken(external=[one.model_dump() for one in body.external])
    at_commit(session, TABLE, [row])
    await adding.tell(session, actor, [row])
    return row


def _columns(body: CustomerCreate) -> dict[str, Any]:
    return {name: getattr(body, name) for name in CustomerCreate.model_fields if name != "external"}


async def get(session: AsyncSession, actor: Actor, customer_id: UUID) -> Customer:
    """A customer the actor may see. Raises NotFound."""
    return await _one(session, actor, customer_id, scope.visible(actor))


async def placed(session: AsyncSession, actor: Actor, customer_id: UUID) -> Placed:
    """Where a customer that the actor may see lies. Raises NotFound."""
    customer = await get(session, actor, customer_id)
    here = [Place(customer.owner_id, customer.team_id)]
    return Placed(here, customer.deleted_at is not None, restored_with="customer.delete")


async def locked(session: AsyncSession, actor: Actor, customer_id: UUID, permission: str) -> Customer:
    """A live customer to change, locked. Raises NotFound, or NotAllowed when it may only be read."""
    customer = await _one(session, actor, customer_id, scope.readable(actor), lock=True)
    actor.require_on(permission, customer.owner_id, customer.team_id)
    return customer


async def _one(
    session: AsyncSession, actor: Actor, customer_id: UUID, where: Any, *, lock: bool = False
) -> Customer:
    statement = select(Customer).where(Customer.id == customer_id, where)
    customer = await session.scalar(statement.with_for_update() if lock else statement)
    if customer is None:
        raise NotFound(thing="customer", id=str(customer_id))
    return customer


async def update(
    session: AsyncSession, actor: Actor, access: Access, customer_id: UUID, base: int, body: CustomerUpdate
) -> Customer:
    """Change fields; two people's edits of different fields merge, of the same field conflict (412)."""
    customer = await locked(session, actor, customer_id, "customer.update")
    values = required(body.changes(), defaults_of(access).region)
    if "custom" in values:
        values |= await giving.changes(session, actor, access, "customer", customer, values.pop("custom"))
    wanted = giving.gathered(customer, await reconcile(session, customer, base, values))
    if wanted.get("parent_id"):
        await groups.require_parent(session, actor, customer.id, wanted["parent_id"])
    if "tags" in wanted:
        await tags.require_known(session, set(wanted["tags"]) - set(customer.tags))
    await _apply(session, customer, wanted)
    return customer


async def _apply(session: AsyncSession, customer: Customer, wanted: Mapping[str, Any]) -> None:
    changed = {name: value for name, value in wanted.items() if getattr(customer, name) != value}
    if not changed:
        return
    custom = customer.custom
    for name, value in changed.items():
        setattr(customer, name, value)
    if changed.keys() & FOUND_BY:
        for name, value in derived(vars(customer)).items():
            setattr(customer, name, value)
    await session.flush()
    fields = giving.names_of(changed, custom, customer.custom)
    publish(session, CustomerUpdated(**customer.card(), fields=fields))


async def set_tags(session: AsyncSession, actor: Actor, customer_id: UUID, chosen: list[UUID]) -> Customer:
    """Give a customer exactly these tags of the managed list."""
    customer = await locked(session, actor, customer_id, "customer.update")
    wanted = list(dict.fromkeys(map(str, chosen)))
    await tags.require_known(session, set(wanted) - set(customer.tags))
    await _apply(session, customer, {"tags": wanted})
    return customer


async def delete(session: AsyncSession, actor: Actor, customer_id: UUID) -> None:
    """Delete a customer; it can be restored for some days. Its group stays as it is."""
    customer = await locked(session, actor, customer_id, "customer.delete")
    customer.deleted_at = datetime.now(UTC)
    await session.flush()
    publish(session, CustomerDeleted(**customer.card()))


async def restore(session: AsyncSession, actor: Actor, customer_id: UUID) -> Customer:
    """Bring a deleted customer back; a live one stays as it is."""
    customer = await _one(session, actor, customer_id, scope.visible(actor), lock=True)
    actor.require_on("customer.delete", customer.owner_id, customer.team_id)
    if customer.deleted_at is None:
        return customer
    customer.deleted_at = None
    await session.flush()
    await note_facts(session, actor, [Fact(customer.id, "customer_restored", {})])
    publish(session, CustomerRestored(**customer.card()))
    return customer

"""Taking a party into the master exactly once: what it is called where it comes from is kept with the
records that were made for it, in the transaction that makes them.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.copying import write_waiting
from chassis.problems import InvalidInput, NotFound
from customer.admissions.schemas import Admission, Admitted
from customer.contacts import links, scope
from customer.contacts import service as contacts
from customer.contacts.schemas import LinkCreate, LinkGiven
from customer.customers import service as customers
from customer.customers.cards import readable_ids
from customer.external import remember, resolved

ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:party, 0))")


async def admit(session: AsyncSession, actor: Actor, access: Access, body: Admission) -> Admitted:
    """Have a party in the master; what was made for it before is what it gets. Raises NotFound, NotAllowed,
    InvalidInput.
    """
    if body.customer_id is None:
        actor.require("customer.create")
    await session.execute(ONE_AT_A_TIME, {"party": f"{body.source} {body.external_id}"})
    customer_id = await _customer(session, actor, access, body)
    return Admitted(customer_id, await _contact(session, actor, access, body, customer_id))


async def _customer(session: AsyncSession, actor: Actor, access: Access, body: Admission) -> UUID:
    if body.customer_id:
        if not await readable_ids(session, actor, [body.customer_id]):
            raise NotFound(thing="customer", id=str(body.customer_id))
        return body.customer_id
    if known := await _known(session, "customer", body):
        return known
    if body.customer is None:
        raise InvalidInput.at("/customer_json", "missing")
    row = await customers.create(session, actor, access, body.customer)
    await _remember(session, "customer", body, row["id"])
    await write_waiting(session)  # or a contact could not be linked to it
    return UUID(str(row["id"]))


async def _contact(
    session: AsyncSession, actor: Actor, access: Access, body: Admission, customer_id: UUID
) -> UUID | None:
    if body.contact_id:
        return await _one_there(session, actor, body, body.contact_id, customer_id)
    if body.contact is None:
        return None
    if known := await _known(session, "contact", body):
        return known
    link = LinkCreate(
        customer_id=customer_id, title=body.contact_title or None, primary=body.customer_id is None
    )
    made = await contacts.create(
        session, actor, access, body.contact.model_copy(update={"customers": [link]})
    )
    await _remember(session, "contact", body, made.id)
    return made.id


async def _one_there(
    session: AsyncSession, actor: Actor, body: Admission, contact_id: UUID, customer_id: UUID
) -> UUID:
    """A contact that is there works for a customer that is there too, or for the new one from now on."""
    contact = await contacts.get(session, actor, contact_id)
    if body.customer_id is None:
        await links.put(session, actor, contact.id, customer_id, LinkGiven(title=body.contact_title or None))
    elif not await scope.working_for(session, customer_id, [contact.id]):
        raise InvalidInput.at("/contact_id", "not_at_this_customer")
    return contact.id


async def _known(session: AsyncSession, thing: str, body: Admission) -> UUID | None:
    found = await resolved(session, thing, body.source, [body.external_id])
    return found[body.external_id][0] if found else None


async def _remember(session: AsyncSession, thing: str, body: Admission, id_: UUID) -> None:
    await remember(session, thing, [((body.source, body.external_id), id_)])

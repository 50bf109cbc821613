"""A lead becomes a customer with a contact and an opportunity: one act that survives any end of a process.

1. `begin` writes on the lead what is to be made, for whom, and when a sweep takes it up.
2. The customer master is commanded, which makes customer and contact of one lead once for ever.
3. `complete` opens the opportunity and closes the lead in one transaction.

Whoever repeats it, from wherever it stopped, gets the same customer, contact and opportunity. What stands
against it is kept on the lead, and it can be asked for again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.outbox import publish
from chassis.problems import DomainError, InvalidInput, Unavailable
from chassis.runtime import Runtime
from crm.customer.v1.admission_pb2 import AdmitResponse
from crm.sales.events.leads import LeadConverted
from sales import owned
from sales.leads import master
from sales.leads.models import Lead
from sales.leads.schemas import Conversion, OpportunityWanted
from sales.opportunities import service as opportunities
from sales.opportunities.schemas import OpportunityContact, OpportunityCreate
from sales.pipelines import service as pipelines
from sales.pricing.service import Buyer

SOURCE: Final = "sales.lead"
LEASE: Final = timedelta(seconds=30)
"""After this time without an end a sweep takes a conversion up."""


async def convert(runtime: Runtime, actor: Actor, lead_id: UUID, body: Conversion) -> Lead:
    """Make a customer of a lead. It is still being converted when the master does not answer. Raises what
    stands against it, which is then kept on the lead too.
    """
    if body.customer_id is None:
        actor.require("customer.create")
    async with runtime.database.writing(actor) as session:
        await begin(session, actor, runtime.access, lead_id, body)
    return await go_on(runtime, actor, lead_id)


async def begin(session: AsyncSession, actor: Actor, access: Access, lead_id: UUID, body: Conversion) -> None:
    """Check what can be checked here, and write down what is to be made. Raises what forbids it."""
    lead = await owned.locked(session, actor, Lead, lead_id, "update")
    lead.begin_conversion(
        body.model_dump(mode="json", exclude_none=True), actor.id, datetime.now(UTC) + LEASE
    )
    if body.opportunity:
        with _of_opportunity():
            place = owned.landing(actor, access, "opportunity", lead.owner_id, lead.team_id)
            pipeline = await pipelines.fitting(session, access, place.team_id, body.opportunity.pipeline_id)
            stage = pipeline.stage(body.opportunity.stage_id)
            if errors := stage.missing(_known(lead, body, body.opportunity)):
                raise InvalidInput(errors=errors)


def _known(lead: Lead, body: Conversion, wanted: OpportunityWanted) -> dict[str, Any]:
    """What the deal will say."""
    somebody = body.contact_id or (body.contact == "new" and lead.name)
    return {**wanted.model_dump(), "source": lead.source, "contacts": [somebody] if somebody else []}


async def go_on(runtime: Runtime, actor: Actor, lead_id: UUID) -> Lead:
    """Take a conversion that was begun to its end, or to what stands against it."""
    async with runtime.database.reading() as session:
        lead = await session.get_one(Lead, lead_id)
    if lead.conversion is None or lead.conversion_due_at is None:
        return lead
    asked = Conversion.model_validate(lead.conversion["asked"])
    try:
        answer = await master.admit(runtime, actor, admission(lead, asked))
        async with runtime.database.writing(actor) as session:
            lead = await session.get_one(Lead, lead_id, with_for_update=True)
            if lead.conversion_due_at is not None:
                await complete(session, actor, runtime.access, lead, asked, answer)
    except Unavailable:
        pass  # the sweep asks again
    except DomainError as error:
        await refuse(runtime, actor, lead_id, error)
        raise
    return lead


async def complete(
    session: AsyncSession, actor: Actor, access: Access, lead: Lead, asked: Conversion, answer: AdmitResponse
) -> None:
    """Open the opportunity, if one is wanted, and close the lead."""
    customer_id = UUID(answer.customer_id)
    contact_id = UUID(answer.contact_id) if answer.contact_id else None
    opportunity_id = None
    if asked.opportunity:
        body = _opportunity(lead, asked.opportunity, customer_id, contact_id)
        with _of_opportunity():
            buyer = Buyer(customer_id)
            deal = await opportunities.open(session, actor, access, body, buyer, lead_id=lead.id)
        opportunity_id = deal.id
    made = {"customer_id": customer_id, "contact_id": contact_id, "opportunity_id": opportunity_id}
    lead.convert(datetime.now(UTC), made)
    await session.flush()
    publish(session, LeadConverted(**lead.card(), **made))


def _opportunity(
    lead: Lead, wanted: OpportunityWanted, customer_id: UUID, contact_id: UUID | None
) -> OpportunityCreate:
    return OpportunityCreate(
        **wanted.model_dump(exclude_none=True),
        customer_id=customer_id,
        contacts=[OpportunityContact(contact_id=contact_id)] if contact_id else [],
        source=lead.source,
        owner_id=lead.owner_id,
        team_id=lead.team_id,
    )


@contextmanager
def _of_opportunity() -> Iterator[None]:
    """What is wrong there, where it stands in the body."""
    try:
        yield
    except InvalidInput as error:
        errors = [one.model_copy(update={"pointer": f"/opportunity{one.pointer}"}) for one in error.errors]
        raise InvalidInput(errors=errors) from None


async def refuse(runtime: Runtime, actor: Actor, lead_id: UUID, error: DomainError) -> None:
    """Keep what stands against a conversion; the lead can be changed and converted again."""
    problem = error.problem().model_dump(mode="json", include={"type", "status", "params", "errors"})
    async with runtime.database.writing(actor) as session:
        lead = await session.get_one(Lead, lead_id, with_for_update=True)
        if lead.conversion_due_at is not None:
            lead.refuse_conversion(problem)


async def take_up(session: AsyncSession, limit: int) -> list[tuple[UUID, UUID]]:
    """Conversions that nobody is at any more, with who asked for them; they are ours for a while."""
    due = select(Lead).where(Lead.conversion_due_at <= datetime.now(UTC)).order_by(Lead.conversion_due_at)
    leads = (await session.scalars(due.limit(limit).with_for_update(skip_locked=True))).all()
    for lead in leads:
        lead.conversion_due_at = datetime.now(UTC) + LEASE
    return [(lead.id, lead.conversion_by) for lead in leads if lead.conversion_by]


def admission(lead: Lead, asked: Conversion) -> dict[str, Any]:
    """The command to the master: what its own resources for customers and contacts take."""
    new = {} if asked.customer_id else {"customer_json": _json(_customer(lead))}
    if asked.contact == "new" and lead.name:
        person = _json(_contact(lead))
        new |= {"contact_json": person, "contact_title": lead.title or ""}
    return {
        "source": SOURCE,
        "external_id": str(lead.id),
        "customer_id": str(asked.customer_id or ""),
        "contact_id": str(asked.contact_id or ""),
        **new,
    }


def _customer(lead: Lead) -> dict[str, Any]:
    names = ("country", "region", "city", "postcode", "street")
    address = {name: value for name in names if (value := getattr(lead, name))}
    told = {
        "kind": "company" if lead.company else "person",
        "name": (lead.company or lead.shown_name)[:200],
        "addresses": [address] if address else [],
        "website": lead.website,
        "source": lead.source,
        "language": lead.language,
        "owner_id": lead.owner_id,
        "team_id": lead.team_id,
    }
    return told | _reached(lead)


def _contact(lead: Lead) -> dict[str, Any]:
    return {"name": lead.name, "language": lead.language} | _reached(lead)


def _reached(lead: Lead) -> dict[str, Any]:
    return {
        "phones": [{"number": one} for one in lead.phones],
        "emails": [{"address": one} for one in lead.emails],
    }


def _json(value: dict[str, Any]) -> str:
    return orjson.dumps(value, default=str).decode()  # asyncpg's UUID is a subclass

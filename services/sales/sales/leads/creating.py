"""New leads: the same whether a person writes them down, a form sends them or another system does."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.numbers import next_number
from chassis.organisation import defaults_of
from chassis.outbox import publish
from chassis.problems import FieldError, InvalidInput
from crm.customer.v1.admission_pb2 import Alike
from crm.sales.events.leads import LeadAssigned, LeadCreated
from sales import owned
from sales.lead_rules.assigning import Assigning
from sales.lead_rules.facts import facts_of
from sales.leads import duplicates, queries
from sales.leads.models import NEW, Lead, numbers
from sales.leads.schemas import LeadCreate, LeadGiven
from sales.leads.scoring import rescore
from sales.leads.values import number_of, required
from sales.products.selling import sold

Place = tuple[UUID | None, UUID | None]
"""Owner and team."""


async def create(
    session: AsyncSession, actor: Actor, access: Access, body: LeadCreate, master: Sequence[Alike] | None
) -> Lead:
    """Write down a lead. Where it lands decides whether the actor may; where the rules put it, they may."""
    place = owned.landing(actor, access, "lead", body.owner_id, body.team_id)
    lead = await add(session, access, body, place, by_rules=body.by_rules)
    await duplicates.warn(session, actor, lead, master)
    return lead


async def add(
    session: AsyncSession,
    access: Access,
    body: LeadGiven,
    place: Place,
    *,
    by_rules: bool,
    form_id: UUID | None = None,
) -> Lead:
    """The row of a lead whose maker may make it, with all that follows from what it says."""
    given = {name: getattr(body, name) for name in LeadGiven.model_fields}
    values = required(given, defaults_of(access).region)
    await require_products(session, values["product_ids"])
    owner_id, team_id = place
    lead = Lead(**values, owner_id=owner_id, team_id=team_id, status=NEW, form_id=form_id, duplicates=[])
    lead.serial = await next_number(session, numbers)
    lead.number = number_of(lead.serial)
    lead.derive()
    await rescore(session, access, lead)
    if by_rules:
        await place_by_rules(Assigning(session, access, queries.open_leads), lead)
    session.add(lead)
    await session.flush()
    publish(session, LeadCreated(**lead.card(), respond_by=lead.respond_by))
    if by_rules and lead.owner_id:
        publish(session, assigned(lead))
    return lead


def assigned(lead: Lead) -> LeadAssigned:
    """What is told of a new lead that the rules gave to somebody."""
    rule_id = (lead.assigned_by or {}).get("rule_id")
    return LeadAssigned(**lead.card(), previous_owner_id=None, previous_team_id=None, rule_id=rule_id)


async def place_by_rules(rules: Assigning, lead: Lead) -> None:
    """Give it to whom the rules say; where they say nothing, it stays where it is."""
    found = await rules.assign(facts_of(lead))
    lead.assigned_by = found.decision
    if found.decided:
        lead.owner_id, lead.team_id = found.owner_id, found.team_id
        lead.respond_by = datetime.now(UTC) + found.respond_within if found.respond_within else None


async def require_products(session: AsyncSession, product_ids: Sequence[UUID]) -> None:
    """Refuse (422) products that are not on the list."""
    known: Mapping[UUID, Any] = await sold(session, set(product_ids))
    errors = [
        FieldError(pointer=f"/product_ids/{place}", kind="product_unknown")
        for place, one in enumerate(product_ids)
        if one not in known
    ]
    if errors:
        raise InvalidInput(errors=errors)

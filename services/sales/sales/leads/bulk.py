"""Leads in bulk, for imports: many written in a few statements, with all that follows for single ones.

Nobody asks what each may be the same as: the page of a lead does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.numbers import draw
from chassis.outbox import publish
from chassis.owning import landing_place
from chassis.problems import DomainError, NotAllowed, NotFound
from crm.sales.events.leads import LeadCreated
from sales import owned
from sales.lead_rules.assigning import Assigning
from sales.leads import creating, queries, rewriting
from sales.leads.models import NEW, Lead, numbers
from sales.leads.schemas import MOST_HANDLES
from sales.leads.scoring import rescore
from sales.leads.values import number_of
from sales.records import Written

LISTS: Final = ("emails", "phones", "external_ids")
"""On update their entries are added."""


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One lead to write: column values, and the lead that they belong to, if there is one."""

    values: Mapping[str, Any]
    id: UUID | None = None
    owner_id: UUID | None = None
    """Of a new one; the actor when nobody is named."""
    by_rules: bool = False
    """Let the rules say who gets a new one."""
    status: str = NEW
    reason: str | None = None


async def create_many(
    session: AsyncSession, actor: Actor, access: Access, rows: Sequence[LeadRow]
) -> list[Written]:
    """New leads. Where one lands decides whether the actor may; where the rules put it, they may."""
    scope = actor.scope("lead.create")
    made: dict[int, Lead] = {}
    for at, row in enumerate(rows):
        place = landing_place(actor, access, row.owner_id, None)
        if scope.covers(*place):
            made[at] = _lead(row, *place)
    if made:
        ruled = [made[at] for at in made if rows[at].by_rules]
        await _complete(session, access, list(made.values()), ruled)
    refused = Written(None, "refused", NotAllowed(permission="lead.create"))
    return [Written(made[at].id, "created") if at in made else refused for at in range(len(rows))]


def _lead(row: LeadRow, owner_id: UUID | None, team_id: UUID | None) -> Lead:
    values = {"emails": [], "phones": [], "product_ids": [], "utm": {}, "duplicates": [], **row.values}
    return Lead(**values, owner_id=owner_id, team_id=team_id, status=row.status, reason=row.reason)


async def _complete(
    session: AsyncSession, access: Access, leads: Sequence[Lead], ruled: Sequence[Lead]
) -> None:
    for lead, serial in zip(leads, await draw(session, numbers, len(leads)), strict=True):
        lead.serial, lead.number = serial, number_of(serial)
        lead.derive()
    await rescore(session, access, *leads)
    if ruled:
        rules = Assigning(session, access, queries.open_leads)
        await rules.hold()
        for lead in ruled:
            await creating.place_by_rules(rules, lead)
            lead.respond_by = lead.respond_by if lead.status == NEW else None
    session.add_all(leads)
    await session.flush()
    publish(session, *(LeadCreated(**lead.card(), respond_by=lead.respond_by) for lead in leads))
    publish(session, *(creating.assigned(lead) for lead in ruled if lead.owner_id))


async def update_many(
    session: AsyncSession, actor: Actor, access: Access, rows: Sequence[LeadRow]
) -> list[Written]:
    """Give leads that are there the values of their rows; owner and status stay."""
    leads = await owned.many(session, Lead, {row.id for row in rows if row.id}, lock=True)
    written = [_update(actor, leads.get(row.id) if row.id else None, row) for row in rows]
    changed = await rewriting.settle(session, access, list(leads.values()))
    return [
        one._replace(outcome="updated") if one.error is None and one.id in changed else one for one in written
    ]


def _update(actor: Actor, lead: Lead | None, row: LeadRow) -> Written:
    refusal = owned.refusal(actor, lead, {"lead.update"}) if lead and not lead.deleted_at else "not_found"
    if lead is None or refusal == "not_found":
        return Written(row.id, "refused", NotFound(thing="lead", id=str(row.id)))
    if refusal:
        return Written(row.id, "refused", NotAllowed(permission="lead.update"))
    given = {name: _joined(lead, name, value) for name, value in row.values.items()}
    changed = {name: value for name, value in given.items() if getattr(lead, name) != value}
    try:
        if changed:
            lead.be_changeable()
    except DomainError as error:
        return Written(row.id, "refused", error)
    for name, value in changed.items():
        setattr(lead, name, value)
    return Written(row.id, "unchanged")


def _joined(lead: Lead, name: str, value: Any) -> Any:
    if name not in LISTS:
        return value
    together = list(dict.fromkeys([*getattr(lead, name), *value]))
    return together if name == "external_ids" else together[:MOST_HANDLES]

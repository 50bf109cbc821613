"""What may be the same as a lead: in the customer master, and among the other open leads. It warns only."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from chassis.actors import Actor
from crm.customer.v1.admission_pb2 import Alike
from libs.names import sort_key
from sales.leads import queries
from sales.leads.models import Lead

HANDLED = frozenset({"name", "company", "emails", "phones"})
"""What a lead is recognised by."""


async def duplicates(
    session: AsyncSession, actor: Actor, lead: Lead, master: Sequence[Alike] | None
) -> list[dict[str, Any]]:
    """As `DuplicateShown` shows them, those of the master first."""
    others = await queries.alike(session, actor, lead.id, lead.handles, sort_key(lead.shown_name))
    return [*(_of_master(one) for one in master or ()), *(_of_lead(lead, one) for one in others)]


async def warn(session: AsyncSession, actor: Actor, lead: Lead, master: Sequence[Alike] | None) -> None:
    """Say so in the answer to who writes it. It is not kept: who reads the lead may read less."""
    found = await duplicates(session, actor, lead, master)
    told = [{name: one[name] for name in ("thing", "id", "by")} for one in found]
    set_committed_value(lead, "duplicates", told)


def _of_master(one: Alike) -> dict[str, Any]:
    return {
        "thing": one.thing,
        "id": one.id,
        "by": [*one.by],
        "title": one.title,
        "number": one.number or None,
        "customer_id": UUID(one.customer_id) if one.customer_id else None,
    }


def _of_lead(lead: Lead, other: Lead) -> dict[str, Any]:
    same = (("email", lead.emails, other.emails), ("phone", lead.phones, other.phones))
    by = [name for name, mine, theirs in same if not set(mine).isdisjoint(theirs)]
    told = {"title": other.shown_name, "number": other.number, "customer_id": other.customer_id}
    return {"thing": "lead", "id": str(other.id), "by": by or ["name"], **told}

"""Dependencies of routes: what the customer master says of a lead, asked before the transaction begins."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from fastapi import Depends

from chassis.actors import Actor
from chassis.http.doors import Caller, Opened
from chassis.organisation import defaults_of
from chassis.runtime import Runtime
from crm.customer.v1.admission_pb2 import Alike
from sales.leads import master, service
from sales.leads.duplicates import HANDLED
from sales.leads.schemas import LeadCreate, LeadUpdate
from sales.leads.values import required

Said = Sequence[Alike] | None
NAMES = ("name", "company")


async def alike(runtime: Runtime, actor: Actor, given: Mapping[str, Any]) -> Said:
    """Who may be the same as somebody of whom this is given."""
    values = required({name: given[name] for name in HANDLED}, defaults_of(runtime.access).region)
    names = [values[one] for one in NAMES if values[one]]
    return await master.alike(runtime, actor, values["emails"], values["phones"], names)


class New(NamedTuple):
    """What is to be written down. The body is taken here alone, or each of its errors would be told twice."""

    body: LeadCreate
    alike: Said


class Changed(NamedTuple):
    """What is to be changed."""

    body: LeadUpdate
    alike: Said


async def of_new(actor: Caller, runtime: Opened, body: LeadCreate) -> New:
    """Of a lead that is to be written down."""
    actor.require("lead.create")
    return New(body, await alike(runtime, actor, vars(body)))


async def of_changed(actor: Caller, runtime: Opened, lead_id: UUID, body: LeadUpdate) -> Changed:
    """Of a lead as it is to be; nobody is asked when what tells them apart stays."""
    if not HANDLED & body.model_fields_set:
        return Changed(body, None)
    given = {**await _held(actor, runtime, lead_id), **body.changes()}
    return Changed(body, await alike(runtime, actor, given))


async def of_one(actor: Caller, runtime: Opened, lead_id: UUID) -> Said:
    """Of a lead as it is."""
    return await alike(runtime, actor, await _held(actor, runtime, lead_id))


async def _held(actor: Actor, runtime: Runtime, lead_id: UUID) -> dict[str, Any]:
    async with runtime.database.reading() as session:
        lead = await service.get(session, actor, lead_id)
    return {name: getattr(lead, name) for name in HANDLED}


GivenNew = Annotated[New, Depends(of_new)]
GivenChanged = Annotated[Changed, Depends(of_changed)]
AlikeNow = Annotated[Said, Depends(of_one)]

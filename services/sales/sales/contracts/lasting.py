"""How long contracts last: signed, renewed, terminated, ended."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.organisation import today
from chassis.outbox import publish
from crm.event import Event
from crm.sales.events.contracts import (
    ContractActivated,
    ContractEnded,
    ContractEnding,
    ContractRenewed,
    ContractTerminated,
)
from sales import owned
from sales.contracts import queries
from sales.contracts.models import Contract
from sales.contracts.schemas import Notice, Signing

TOGETHER: Final = 100


async def activate(
    session: AsyncSession, actor: Actor, access: Access, contract_id: UUID, body: Signing
) -> Contract:
    """It is signed."""
    contract = await owned.locked(session, actor, Contract, contract_id, "update")
    on = today(access)
    contract.activate(on, body.signed_on or on, body.signed_by)
    await session.flush()
    signed = {"signed_on": contract.signed_on, "signed_by": contract.signed_by}
    publish(session, ContractActivated(**contract.card(), **signed))
    return contract


async def terminate(
    session: AsyncSession, actor: Actor, access: Access, contract_id: UUID, body: Notice
) -> Contract:
    """Give notice."""
    contract = await owned.locked(session, actor, Contract, contract_id, "update")
    on = today(access)
    over = contract.terminate(on, body.last_day or on, body.reason)
    await session.flush()
    publish(session, ContractTerminated(**contract.card(), reason=body.reason))
    if over:
        publish(session, ContractEnded(**contract.card()))
    return contract


async def pass_on(session: AsyncSession, on: date) -> int:
    """Renew or end some whose last day is over; how many."""
    found = (await session.scalars(queries.over(on, TOGETHER))).all()
    before = {one.id: one.last_day for one in found}
    going_on = {one.id for one in found if one.renew()}
    for contract in found:
        if contract.id not in going_on:
            contract.end()
    await session.flush()

    def told(one: Contract) -> Event:
        if one.id in going_on:
            return ContractRenewed(**one.card(), previous_last_day=before[one.id])
        return ContractEnded(**one.card())

    publish(session, *map(told, found))
    return len(found)


async def warn(session: AsyncSession, on: date, days: int) -> int:
    """Tell once of some whose last day to give notice is so many days away or less; how many."""
    found = (await session.scalars(queries.ending(on + timedelta(days=days), TOGETHER))).all()
    for contract in found:
        contract.warned = True
    await session.flush()
    publish(
        session,
        *(ContractEnding(**one.card(), renewal=one.renewal, notice_by=one.notice_by) for one in found),
    )
    return len(found)

"""What becomes due of leads: first responses that did not come, scores by rules that changed."""

from datetime import UTC, datetime
from typing import Final

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.outbox import publish
from chassis.periodic import every
from chassis.problems import DomainError, NotAllowed, NotSignedIn
from chassis.runtime import Runtime
from crm.sales.events.leads import LeadResponseOverdue
from sales.leads import converting, probability
from sales.leads.models import OPEN, Lead
from sales.leads.scoring import BATCH, rescore_old

log = structlog.get_logger(__name__)
AT_ONCE: Final = 20


@every(30)
async def announce_overdue(runtime: Runtime) -> None:
    """Say once of each lead that its first response is due and has not come."""
    actor, done = service_actor(runtime.service), BATCH
    while done == BATCH:
        async with runtime.database.writing(actor) as session:
            done = await _announce(session)


@every(3600)
async def learn(runtime: Runtime) -> None:
    """Learn how likely leads are to buy from what became of those that are over."""
    async with runtime.database.reading() as session:
        examples = await probability.learn(session)
    async with runtime.database.writing(service_actor(runtime.service), bulk=True) as session:
        await probability.keep(session, examples)


@every(15)
async def go_on_converting(runtime: Runtime) -> None:
    """Take up conversions that nobody is at any more, as the person who asked for them."""
    actor = service_actor(runtime.service)
    async with runtime.database.writing(actor) as session:
        due = await converting.take_up(session, AT_ONCE)
    for lead_id, asked_by in due:
        try:
            await converting.go_on(runtime, runtime.access.acting(asked_by), lead_id)
        except NotSignedIn as error:
            await converting.refuse(runtime, actor, lead_id, NotAllowed(**error.params))
        except DomainError as error:
            log.info("conversion refused", lead_id=str(lead_id), problem=error.problem().type)
        except Exception:  # the others go on, and this one is tried again
            log.exception("conversion failed", lead_id=str(lead_id))


async def _announce(session: AsyncSession) -> int:
    now = datetime.now(UTC)
    waiting = (Lead.responded_at.is_(None), Lead.overdue_at.is_(None), Lead.deleted_at.is_(None))
    due = select(Lead).where(Lead.respond_by <= now, *waiting, Lead.status.in_(OPEN))
    leads = (
        await session.scalars(due.order_by(Lead.respond_by).limit(BATCH).with_for_update(skip_locked=True))
    ).all()
    for lead in leads:
        lead.overdue_at = now
    await session.flush()
    publish(session, *(LeadResponseOverdue(**one.card(), respond_by=one.respond_by) for one in leads))
    return len(leads)


@every(30)
async def rescore_open(runtime: Runtime) -> None:
    """Score open leads by the rules as they are now, some at a time: what was not reached is found again."""
    done = BATCH
    while done == BATCH:
        async with runtime.database.writing(service_actor(runtime.service), bulk=True) as session:
            done = await rescore_old(session, runtime.access)

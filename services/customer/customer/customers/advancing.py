"""Moving customers through their lifecycle. What it was is in the change rows, as for every field."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from chassis.actors import Actor
from chassis.outbox import publish
from chassis.runtime import Runtime
from chassis.tables import change
from customer.customers.models import Customer
from customer.customers.rewriting import entered
from customer.customers.service import locked
from customer.interactions.facts import note_facts
from customer.lifecycle import rules
from customer.lifecycle.rules import BUYERS, Happening, Patience
from customer.lifecycle.schemas import StageChoice
from customer.records import table_of

TABLE: Final = table_of(Customer)
MOST_STAYS: Final = 100
TOGETHER: Final = 500


async def happened(
    session: AsyncSession, actor: Actor, customer_id: UUID, happening: Happening, at: datetime
) -> None:
    """Something happened with a customer; one that is deleted stays as it is."""
    live = select(Customer).where(Customer.id == customer_id, Customer.deleted_at.is_(None))
    customer = await session.scalar(live.with_for_update())
    if customer is None:
        return
    if happening == "bought":
        await _count_from(session, customer, max(at, customer.quiet_since or at))
    await _move(session, actor, [(customer, rules.after(customer.lifecycle, happening))], happening)


async def choose(session: AsyncSession, actor: Actor, customer_id: UUID, choice: StageChoice) -> Customer:
    """Put a customer where somebody says that it stands; needs customer.update on it."""
    customer = await locked(session, actor, customer_id, "customer.update")
    await _move(session, actor, [(customer, choice.stage)], "by_hand", choice.note)
    return customer


async def fade(session: AsyncSession, actor: Actor, now: datetime, patience: Patience) -> int:
    """Move some of those who have been quiet for too long; returns how many."""
    silent = [
        and_(Customer.lifecycle.in_(stages), Customer.quiet_since <= now - deadline)
        for stages in (BUYERS, ("at_risk",))
        if (deadline := patience.deadline(stages[0])) is not None
    ]
    due = select(Customer).where(Customer.deleted_at.is_(None), or_(*silent)).limit(TOGETHER)
    found = (await session.scalars(due.with_for_update(skip_locked=True))).all()
    moves = [(one, rules.faded(one.lifecycle, one.quiet_since or now, now, patience)) for one in found]
    await _move(session, actor, moves, "quiet")
    return len(found)


async def _count_from(session: AsyncSession, customer: Customer, since: datetime) -> None:
    """Count quiet from a purchase. That is no edit: the version that people edit over stays."""
    kept = {"quiet_since": since, "updated_at": TABLE.c.updated_at}
    await session.execute(update(TABLE).where(TABLE.c.id == customer.id).values(kept))
    set_committed_value(customer, "quiet_since", since)


async def _move(
    session: AsyncSession,
    actor: Actor,
    moves: Sequence[tuple[Customer, str]],
    reason: str,
    note: str | None = None,
) -> None:
    """Enter stages: quiet is counted from here, unless a purchase came with it."""
    moved = [(one, one.lifecycle, stage) for one, stage in moves if one.lifecycle != stage]
    for customer, _, stage in moved:
        customer.lifecycle = stage
        if reason != "bought":
            customer.quiet_since = datetime.now(UTC)
    await session.flush()
    told = [entered(one.card(), before, stage, reason, note) for one, before, stage in moved]
    await note_facts(session, actor, [fact for fact, _ in told])
    publish(session, *(event for _, event in told))


def patience_of(runtime: Runtime) -> Patience:
    """How long the organisation waits."""
    found = runtime.access.organisation()
    return Patience(found["at_risk_after_days"], found["lost_after_days"])


def follows(customer: Customer, patience: Patience) -> tuple[str, datetime] | None:
    """The stage that quiet leads to, and when."""
    wait = patience.deadline(customer.lifecycle)
    if wait is None or customer.quiet_since is None:
        return None
    at = customer.quiet_since + wait
    return rules.faded(customer.lifecycle, customer.quiet_since, at, patience), at


async def stays(session: AsyncSession, customer: Customer) -> list[dict[str, Any]]:
    """The stages that a customer has been in, newest first, from its change rows."""
    columns = (change.c.at, change.c.actor, change.c.cause_id)
    stage = change.c.after["lifecycle"].astext.label("stage")
    entries = (change.c.record_id == customer.id) & change.c.after.has_key("lifecycle")
    newest = select(*columns, stage).where(entries).order_by(change.c.version.desc()).limit(MOST_STAYS)
    entered = (await session.execute(newest)).all()
    left = [None, *(one.at for one in entered)]
    return [
        {**one._mapping, "entered_at": one.at, "left_at": end}
        for one, end in zip(entered, left, strict=False)
    ]

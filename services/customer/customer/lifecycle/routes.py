"""REST: the lifecycle of a customer."""

from typing import Any
from uuid import UUID

from chassis.history import name_of
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from customer.customers import advancing, service
from customer.lifecycle.schemas import Lifecycle, StageChoice

router = Router(prefix="/customers/{customer_id}/lifecycle", tags=["lifecycle"])


async def answer(session: Any, runtime: Any, customer: Any) -> dict[str, Any]:
    """Where a customer stands."""
    stage, at = advancing.follows(customer, advancing.patience_of(runtime)) or (None, None)
    stays = await advancing.stays(session, customer)
    return {
        "stage": customer.lifecycle,
        "quiet_since": customer.quiet_since,
        "becomes": stage,
        "becomes_at": at,
        "stays": [one | {"actor_name": name_of(runtime.access, one["actor"])} for one in stays],
    }


@router.get("", response_model=Lifecycle)
async def read(actor: Caller, session: Reading, runtime: Opened, customer_id: UUID) -> Any:
    """Where a customer stands, how it got there, and what follows if nothing happens.

    A deal makes a lead a prospect, a purchase makes a customer, the next one an active one. Buyers who are
    quiet are at risk after 180 days and lost after 365, unless the installation says otherwise; who buys
    again was won back.
    """
    return await answer(session, runtime, await service.get(session, actor, customer_id))


@router.post("", response_model=Lifecycle)
async def choose(
    actor: Caller, session: Writing, runtime: Opened, customer_id: UUID, body: StageChoice
) -> Any:
    """Put a customer in a stage by hand; the rules go on from there. Needs customer.update."""
    return await answer(session, runtime, await advancing.choose(session, actor, customer_id, body))

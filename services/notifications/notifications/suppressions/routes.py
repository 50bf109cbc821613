"""REST: addresses that nothing is sent to. They are asked about one by one: nobody can list them."""

from typing import Any

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from notifications.addresses import normal
from notifications.settings import Settings
from notifications.suppressions import service
from notifications.suppressions.schemas import Addressed, SuppressionCreate, SuppressionRead

router = Router(prefix="/suppressions", tags=["suppressions"])


def _hashed(runtime: Opened, body: Addressed) -> bytes:
    return service.hashed(Settings.of(runtime.settings), body.channel, normal(body.channel, body.address))


@router.post("/check", response_model=SuppressionRead)
async def check(actor: Caller, session: Reading, runtime: Opened, body: Addressed) -> Any:
    """Whether nothing is sent to an address, and why. Needs provider.manage."""
    actor.require("provider.manage")
    return await service.standing(session, body.channel, _hashed(runtime, body))


@router.post("", status_code=204)
async def suppress(actor: Caller, session: Writing, runtime: Opened, body: SuppressionCreate) -> None:
    """Send nothing to an address any more; saying it twice changes nothing. Needs provider.manage."""
    actor.require("provider.manage")
    await service.suppress(session, body.channel, _hashed(runtime, body), "manual", body.detail)


@router.post("/lift", status_code=204)
async def lift(actor: Caller, session: Writing, runtime: Opened, body: Addressed) -> None:
    """Send to an address again, for instance after a mailbox was repaired. Needs provider.manage."""
    actor.require("provider.manage")
    await service.lift(session, body.channel, _hashed(runtime, body))

"""REST of one's known devices."""

from typing import Any
from uuid import UUID

from chassis.http.app import Router
from chassis.http.doors import Opened, Reading, User, Writing
from chassis.http.lists import Listed, page
from chassis.schemas import Page
from identity.clock import context
from identity.devices import queries, service
from identity.devices.schemas import DeviceRead
from identity.origins import From
from identity.sessions import service as sessions

router = Router(prefix="/me/devices", tags=["me"])


@router.get("", response_model=Page[DeviceRead])
async def list_devices(actor: User, runtime: Opened, session: Reading, query: Listed) -> dict[str, Any]:
    """Devices one has signed in with and that are known again, last used first."""
    mine = [queries.of(actor.id)]
    found = await page(session, queries.DEVICES, query, context(runtime, actor), mine)
    current = await sessions.device_of(session, actor.session_id)
    return found.as_page([{**row._mapping, "current": row.id == current} for row in found.rows])


@router.delete("/{device_id}", status_code=204)
async def forget_device(actor: User, device_id: UUID, session: Writing, origin: From) -> None:
    """Make a device a strange one again, and end its sessions."""
    await sessions.end_device(session, actor, device_id, origin)
    await service.forget(session, actor.id, device_id, origin)

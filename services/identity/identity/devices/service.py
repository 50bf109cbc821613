"""Known devices: whoever signed in with one before is not kept out by what strangers try elsewhere.

A device shows a token with each sign-in, and gets the next one for it. The token opens nothing: it only
has failures counted for this device instead of for its address and the account as a whole.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.identifiers import new_id
from chassis.problems import NotFound
from identity import tickets
from identity.audit import service as audit
from identity.devices.models import Device
from identity.origins import Origin
from identity.settings import Settings

PURPOSE = "devices"


async def recognise(
    session: AsyncSession, settings: Settings, token: str | None, user_id: UUID | None
) -> Device | None:
    """The device of this person that shows the token. Nobody's costs as much as somebody's."""
    named = tickets.read(settings, PURPOSE, token or "")
    if named is None:
        return None
    id_, generation = named
    mine = (Device.id == id_) & (Device.user_id == (user_id or new_id()))
    used = Device.used_at > datetime.now(UTC) - timedelta(days=settings.device_days)
    return (await session.scalars(select(Device).where(mine, Device.generation == generation, used))).first()


async def remember(
    session: AsyncSession, settings: Settings, known: Device | None, user_id: UUID, origin: Origin
) -> tuple[UUID, str]:
    """A device after a sign-in, with the token for the next one."""
    seen = {"name": origin.device, "address": origin.address, "used_at": datetime.now(UTC)}
    if known is not None:
        this = (Device.id == known.id) & (Device.generation == known.generation)
        renewed = update(Device).where(this).values(generation=Device.generation + 1, **seen)
        if await session.scalar(renewed.returning(Device.id)) is not None:
            return known.id, tickets.write(settings, PURPOSE, known.id, known.generation + 1)
    device = Device(id=new_id(), user_id=user_id, generation=0, **seen)
    session.add(device)
    await session.flush()
    return device.id, tickets.write(settings, PURPOSE, device.id, 0)


async def forget(session: AsyncSession, user_id: UUID, device_id: UUID, origin: Origin) -> None:
    """Make one's device a strange one again. Raises NotFound."""
    this = (Device.id == device_id) & (Device.user_id == user_id)
    if await session.scalar(delete(Device).where(this).returning(Device.id)) is None:
        raise NotFound()
    await audit.note(session, "device-forgotten", "user", user_id, origin, device_id=str(device_id))


async def forget_all(session: AsyncSession, user_id: UUID, keep: UUID | None = None) -> None:
    """Make all of somebody's devices strange ones again, except perhaps one."""
    others = Device.id.is_distinct_from(keep)
    await session.execute(delete(Device).where(Device.user_id == user_id, others))


async def forget_unused(session: AsyncSession, settings: Settings) -> None:
    """Forget devices that nobody signed in with for long."""
    since = datetime.now(UTC) - timedelta(days=settings.device_days)
    await session.execute(delete(Device).where(Device.used_at < since))

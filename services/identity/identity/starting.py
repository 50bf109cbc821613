"""What must be there before the doors open: the organisation, the built-in roles, the first administrator,
a signing key, the beginning of the trail. Every process makes sure of it; with several at once the first
does it, the others wait."""

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.runtime import Runtime
from identity.audit import anchors, appending
from identity.keys import service as keys
from identity.organisation import service as organisation
from identity.passwords.hashing import hashing
from identity.roles import service as roles
from identity.settings import Settings
from identity.users import service as users

log = structlog.get_logger(__name__)
LOCK = 0x6669727374  # "first"


async def start(runtime: Runtime) -> None:
    """Bring what is missing."""
    settings = Settings.of(runtime.settings)
    await anchors.ensure(runtime.nats, settings)
    async with runtime.database.reading() as session:
        empty = not await users.anybody(session)
    password = settings.administrator_password.get_secret_value()
    password_hash = await hashing(settings).hash(password) if empty and password else None
    async with runtime.database.writing(service_actor("identity")) as session:
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        first = await organisation.ensure(session, settings)
        await roles.ensure_built_in(session, first_start=first)
        await keys.rotate(session, settings)
        if not await users.anybody(session):
            await _add_administrator(session, settings, password_hash)
        await session.run_sync(appending.begin)


async def _add_administrator(session: AsyncSession, settings: Settings, password_hash: str | None) -> None:
    if not settings.administrator_email or password_hash is None:
        log.warning(
            "nobody can sign in: set CRM_ADMINISTRATOR_EMAIL and CRM_ADMINISTRATOR_PASSWORD, and start again"
        )
        return
    values = {
        "name": "Administrator",
        "email": settings.administrator_email,
        "language": "zh-CN",
        "time_zone": settings.organisation_time_zone,
        "manager_id": None,
        "role_ids": [await roles.administrator_id(session)],
        "team_ids": [],
    }
    user = await users.create(session, service_actor("identity"), values, password_hash)
    log.info("first administrator added", email=user.email)

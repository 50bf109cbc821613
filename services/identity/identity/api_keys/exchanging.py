"""A key for an access token: services see short tokens only, and a stolen one is worth minutes."""

import hmac
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Kind, service_actor
from chassis.problems import NotSignedIn
from chassis.runtime import Runtime
from identity.api_keys import spelling
from identity.api_keys.models import ApiKey, ApiKeySecret
from identity.api_keys.schemas import KeyToken
from identity.keys import service as keys
from identity.origins import Origin
from identity.settings import Settings

NOTED_EVERY = timedelta(minutes=1)
"""The last use is written no more often."""


async def exchange(runtime: Runtime, key: str, origin: Origin) -> KeyToken:
    """An access token with the key's roles and teams. Raises NotSignedIn."""
    settings = Settings.of(runtime.settings)
    async with runtime.database.reading() as session:
        api_key, secret = await _found(session, key)
        if not _welcome(api_key.addresses, origin.address):
            raise NotSignedIn(reason="address-refused")
        claims = keys.claims(Kind.API_KEY, api_key.id, api_key.role_ids, api_key.team_ids)
        seconds = settings.access_token_seconds
        if api_key.expires_at:
            seconds = max(1, min(seconds, int(api_key.expires_at.timestamp() - time.time())))
        token = await keys.sign(session, settings, claims | {"exp": int(time.time()) + seconds})
    if secret.used_at is None or secret.used_at < datetime.now(UTC) - NOTED_EVERY:
        await _note_use(runtime, api_key, origin)
    return KeyToken(access_token=token, expires_in=seconds)


async def _found(session: AsyncSession, key: str) -> tuple[ApiKey, ApiKeySecret]:
    id_ = spelling.read(key)
    query = select(ApiKey, ApiKeySecret).join(ApiKeySecret).where(ApiKey.id == id_)
    found = (await session.execute(query)).one_or_none() if id_ else None
    if found is None or not found[0].in_force or not _opens(found[1], spelling.digest(key)):
        raise NotSignedIn(reason="api-key-refused")
    return found[0], found[1]


def _opens(secret: ApiKeySecret, given: bytes) -> bool:
    if hmac.compare_digest(secret.digest, given):
        return True
    lives = secret.former_until is not None and secret.former_until > datetime.now(UTC)
    return lives and secret.former is not None and hmac.compare_digest(secret.former, given)


def _welcome(networks: list[str], address: str) -> bool:
    if not networks:
        return True
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in ip_network(one) for one in networks)


async def _note_use(runtime: Runtime, api_key: ApiKey, origin: Origin) -> None:
    now = datetime.now(UTC)
    due = or_(ApiKeySecret.used_at.is_(None), ApiKeySecret.used_at < now - NOTED_EVERY)
    noted = update(ApiKeySecret).where(ApiKeySecret.api_key_id == api_key.id, due)
    async with runtime.database.writing(service_actor("identity")) as session:
        await session.execute(noted.values(used_at=now, used_from=origin.address))

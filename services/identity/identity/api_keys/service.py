"""API keys: made, changed, renewed, revoked."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.problems import NotFound
from crm.identity.events import ApiKeyChanged
from identity.announcing import announce
from identity.api_keys import spelling
from identity.api_keys.models import ApiKey, ApiKeySecret, TooManyApiKeys
from identity.api_keys.schemas import ApiKeyCreate
from identity.audit import service as audit
from identity.origins import Origin
from identity.users.permissions import require_charge, require_grantable
from libs.names import sort_key

MOST = 1000


async def create(session: AsyncSession, actor: Actor, wanted: ApiKeyCreate) -> tuple[ApiKey, str]:
    """A new key, of at most what its maker holds, and its secret. Raises BeyondOwnPermissions."""
    in_force = select(func.count()).where(ApiKey.revoked_at.is_(None))
    if (await session.scalar(in_force) or 0) >= MOST:
        raise TooManyApiKeys(most=MOST)
    api_key = ApiKey(**wanted.model_dump(), created_by=actor.id)
    _derive(api_key)
    await require_grantable(session, actor, api_key)
    session.add(api_key)
    await _save(session, api_key)
    key = spelling.fresh(api_key.id)
    session.add(ApiKeySecret(api_key_id=api_key.id, digest=spelling.digest(key)))
    await session.flush()
    return api_key, key


async def change(
    session: AsyncSession, actor: Actor, api_key_id: UUID, base: int, wanted: Mapping[str, Any]
) -> ApiKey:
    """Edit a key; neither what it held nor what it will may exceed what the actor holds.

    Raises BeyondOwnPermissions, ApiKeyRevoked.
    """
    api_key = await _locked(session, api_key_id)
    api_key.require_in_force()
    await require_charge(session, actor, api_key)
    with session.no_autoflush:
        for name, value in (await reconcile(session, api_key, base, wanted)).items():
            setattr(api_key, name, value)
        _derive(api_key)
        if {"role_ids", "team_ids"} & wanted.keys():
            await require_grantable(session, actor, api_key)
    await _save(session, api_key)
    return api_key


async def rotate(
    session: AsyncSession, actor: Actor, api_key_id: UUID, overlap: timedelta, origin: Origin
) -> tuple[ApiKey, str]:
    """A new secret for a key: who holds it has the key's rights.

    Raises BeyondOwnPermissions, ApiKeyRevoked.
    """
    api_key = await _locked(session, api_key_id)
    api_key.require_in_force()
    await require_charge(session, actor, api_key)
    key = spelling.fresh(api_key.id)
    secret = await session.get_one(ApiKeySecret, api_key_id)
    secret.former, secret.former_until = (
        (secret.digest, datetime.now(UTC) + overlap) if overlap else (None, None)
    )
    secret.digest = spelling.digest(key)
    await audit.note(session, "api-key-rotated", "api_key", api_key_id, origin)
    await session.flush()
    return api_key, key


async def revoke(session: AsyncSession, api_key_id: UUID) -> ApiKey:
    """End a key for ever. Whoever manages keys may end any: it gives nobody anything."""
    api_key = await _locked(session, api_key_id)
    if api_key.revoked_at is None:
        api_key.revoked_at = datetime.now(UTC)
        await _save(session, api_key)
    return api_key


async def get(session: AsyncSession, api_key_id: UUID) -> ApiKey:
    """A key. Raises NotFound."""
    api_key = await session.get(ApiKey, api_key_id)
    if api_key is None:
        raise NotFound()
    return api_key


async def shown(session: AsyncSession, api_key: ApiKey, **more: Any) -> dict[str, Any]:
    """A key with how it begins and when it was used."""
    secret = await session.get_one(ApiKeySecret, api_key.id)
    used = {"used_at": secret.used_at, "used_from": secret.used_from, "prefix": spelling.prefix(api_key.id)}
    columns = {column.name: getattr(api_key, column.name) for column in ApiKey.__table__.columns}
    return {**columns, **used, **more}


async def _locked(session: AsyncSession, api_key_id: UUID) -> ApiKey:
    query = select(ApiKey).where(ApiKey.id == api_key_id).with_for_update()
    api_key = (await session.scalars(query)).one_or_none()
    if api_key is None:
        raise NotFound()
    return api_key


def _derive(api_key: ApiKey) -> None:
    api_key.sort_name = sort_key(api_key.name)
    api_key.role_ids, api_key.team_ids = sorted(set(api_key.role_ids)), sorted(set(api_key.team_ids))


async def _save(session: AsyncSession, api_key: ApiKey) -> None:
    if not session.is_modified(api_key):
        return
    await session.flush()
    event = ApiKeyChanged(
        api_key_id=api_key.id,
        version=api_key.version,
        name=api_key.name,
        active=api_key.revoked_at is None,
        expires_at=api_key.expires_at,
        role_ids=api_key.role_ids,
        team_ids=api_key.team_ids,
    )
    await announce(session, event)

"""Signing in, and staying signed in.

These keep what happened (a failure, a replay) and then refuse, so they end their transactions themselves.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Kind, service_actor
from chassis.identifiers import new_id
from chassis.runtime import Runtime
from identity.audit import service as audit
from identity.keys import service as keys
from identity.origins import Origin
from identity.passwords import service as passwords
from identity.passwords.hashing import hashing
from identity.sessions import attempts, refreshing
from identity.sessions import service as sessions
from identity.sessions.models import SessionEnded, SignIn, SignInRefused
from identity.sessions.refreshing import Found
from identity.sessions.schemas import Tokens
from identity.settings import Settings, settings_of
from identity.users import service as users


async def sign_in(runtime: Runtime, email: str, password: str, origin: Origin) -> Tokens:
    """Open a session. Raises SignInRefused, LockedOut, Unavailable.

    Wrong passwords, unknown and deactivated accounts cost the same and get the same answer.
    """
    settings = settings_of(runtime)
    account = attempts.account_of(users.email_key(email))
    async with runtime.database.reading() as session:
        await attempts.require_open(session, settings, account, origin.source)
        user = await users.with_email(session, email)
        welcome = user is not None and user.active
        known = await passwords.known_hash(session, user.id if user and welcome else new_id())
    if await hashing(settings).verify(known, password) and user and known:
        renewed = await hashing(settings).renewed(known, password)
        return await _open(runtime, account, user.id, (known, renewed), origin)
    await _count_failure(runtime, account, user.id if user else None, origin)
    raise SignInRefused()


async def require_password(runtime: Runtime, actor: Actor, password: str, origin: Origin) -> None:
    """Ask for the password again before something that needs it. Raises WrongPassword, LockedOut."""
    settings = settings_of(runtime)
    async with runtime.database.reading() as session:
        user = await users.get(session, actor.id)
        account = attempts.account_of(user.email_key)
        await attempts.require_open(session, settings, account, origin.source)
        known = await passwords.known_hash(session, user.id)
    if not await hashing(settings).verify(known, password):
        await _count_failure(runtime, account, user.id, origin)
        raise passwords.WrongPassword()


async def _open(
    runtime: Runtime, account: bytes, user_id: UUID, hashes: tuple[str, str | None], origin: Origin
) -> Tokens:
    settings = settings_of(runtime)
    known, renewed = hashes
    async with runtime.database.writing(Actor(Kind.USER, user_id)) as session:
        # Again, because guesses may have failed side by side while this one was being compared.
        await attempts.require_open(session, settings, account, origin.source)
        user = await users.may_sign_in(session, user_id)
        if user is None:
            raise SignInRefused()
        await attempts.count_success(session, account, origin.source)
        if renewed:
            await passwords.renew(session, user_id, known, renewed)
        until = datetime.now(UTC) + timedelta(days=settings.session_days)
        opened = SignIn(
            id=new_id(), user_id=user_id, device=origin.device, address=origin.address, expires_at=until
        )
        session.add(opened)
        await session.flush()
        await audit.note(session, "signed-in", "session", opened.id, origin, user_id=str(user_id))
        claims = keys.user_claims(user_id, opened.id, user.role_ids, user.team_ids)
        return await _tokens(session, settings, claims, opened.id, 0)


async def _count_failure(runtime: Runtime, account: bytes, user_id: UUID | None, origin: Origin) -> None:
    async with runtime.database.writing(service_actor("identity")) as session:
        locked = await attempts.count_failure(session, settings_of(runtime), account, origin.source)
        for kind in ["sign-in-failed", *(["locked-out"] if locked else [])]:
            await audit.note(session, kind, "user", user_id, origin, actor=audit.NOBODY)


async def refresh(runtime: Runtime, presented: str, origin: Origin) -> Tokens:
    """The next tokens of a session. Raises SessionEnded; a replayed token also ends the session."""
    settings = settings_of(runtime)
    session_id, generation = refreshing.read(settings, presented)
    async with runtime.database.writing(service_actor("identity")) as session:
        now = await refreshing.advance(session, settings, session_id, generation, origin.address)
        if now.found is Found.REPLAYED and now.user_id:
            await audit.note(
                session, "refresh-replayed", "session", session_id, origin, user_id=str(now.user_id)
            )
            await sessions.revoke(session, [session_id], origin, reason="refresh-replayed")
        user = await users.may_sign_in(session, now.user_id) if now.user_id else None
        if user and now.found is Found.CURRENT:
            claims = keys.user_claims(user.id, session_id, user.role_ids, user.team_ids)
            return await _tokens(session, settings, claims, session_id, now.generation)
    raise SessionEnded()


async def _tokens(
    session: AsyncSession, settings: Settings, claims: Mapping[str, Any], session_id: UUID, generation: int
) -> Tokens:
    return Tokens(
        access_token=await keys.sign(session, settings, claims),
        refresh_token=refreshing.token(settings, session_id, generation),
        expires_in=settings.access_token_seconds,
    )

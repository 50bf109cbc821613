"""Signing in, and staying signed in.

These keep what happened (a failure, a replay) and then refuse, so they end their transactions themselves.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor, Kind, service_actor
from chassis.identifiers import new_id
from chassis.problems import DomainError
from chassis.runtime import Runtime
from identity.audit import service as audit
from identity.devices import service as devices
from identity.keys import service as keys
from identity.origins import Origin
from identity.passwords import service as passwords
from identity.passwords.hashing import hashing
from identity.second_factors import service as second_factors
from identity.sessions import attempts, guessing, refreshing
from identity.sessions import service as sessions
from identity.sessions.guessing import Guess
from identity.sessions.models import (
    SecondFactorRequired,
    SecondFactorWrong,
    SessionEnded,
    SignIn,
    SignInRefused,
)
from identity.sessions.refreshing import Found
from identity.sessions.schemas import SignInCreate, Tokens
from identity.settings import Settings
from identity.users import service as users
from identity.users.service import User


async def sign_in(runtime: Runtime, given: SignInCreate, device_token: str | None, origin: Origin) -> Tokens:
    """Open a session. Raises SignInRefused, SecondFactorRequired, SecondFactorWrong, LockedOut, Unavailable.

    Wrong passwords, unknown and deactivated accounts cost the same and get the same answer.
    """
    settings = Settings.of(runtime.settings)
    async with runtime.database.reading() as session:
        user = await users.with_email(session, given.email)
        id_ = user.id if user else None
        device = await devices.recognise(session, settings, device_token, id_)
        account = attempts.account_of(users.email_key(given.email))
        guess = Guess(account, device.source if device else origin.source, id_, origin)
        await attempts.require_open(session, settings, account, guess.source)
        known = await passwords.known_hash(session, user.id if user and user.active else new_id())
    if not await hashing(settings).verify(known, given.password) or user is None or known is None:
        async with runtime.database.writing(service_actor("identity")) as session:
            await guessing.count_failure(session, settings, guess)
        raise SignInRefused()
    renewed = await hashing(settings).renewed(known, given.password)
    async with runtime.database.writing(Actor(Kind.USER, user.id)) as session:
        welcome = await users.may_sign_in(session, user.id)
        refusal = await _refusal(session, settings, welcome, guess, given.otp)
        if welcome and not refusal:
            if renewed:
                await passwords.renew(session, user.id, known, renewed)
            opened = await _open(session, settings, welcome, guess)
            if device_token is not None:
                opened.device_id, device_token = await devices.remember(
                    session, settings, device, user.id, origin
                )
            return await _tokens(session, settings, welcome, opened, device_token)
    raise refusal or SignInRefused()


async def _refusal(
    session: AsyncSession, settings: Settings, user: User | None, guess: Guess, otp: str | None
) -> DomainError | None:
    """Why somebody with the right password may not sign in. A wrong code is counted, so commit."""
    if user is None:
        return SignInRefused()
    factor = await second_factors.in_force(session, user.id)
    # Again, because guesses may have failed side by side while this one was being compared.
    await attempts.require_open(session, settings, guess.account, guess.source)
    if factor is None:
        return None
    if otp is None:
        return SecondFactorRequired()
    if await second_factors.take(session, settings, factor, otp, guess.origin):
        return None
    await guessing.count_failure(session, settings, guess)
    return SecondFactorWrong()


async def _open(session: AsyncSession, settings: Settings, user: User, guess: Guess) -> SignIn:
    await attempts.count_success(session, guess.account, guess.source)
    now = datetime.now(UTC)
    opened = SignIn(
        id=new_id(),
        user_id=user.id,
        generation=0,
        device=guess.origin.device,
        address=guess.origin.address,
        confirmed_at=now,
        expires_at=now + timedelta(days=settings.session_days),
    )
    session.add(opened)
    await audit.note(session, "signed-in", "session", opened.id, guess.origin, user_id=str(user.id))
    return opened


async def refresh(runtime: Runtime, presented: str, origin: Origin) -> Tokens:
    """The next tokens of a session. Raises SessionEnded; a replayed token also ends the session."""
    settings, arrived = Settings.of(runtime.settings), datetime.now(UTC)
    session_id, generation = refreshing.read(settings, presented)
    async with runtime.database.writing(service_actor("identity")) as session:
        now = await refreshing.advance(session, settings, session_id, generation, origin.address, arrived)
        if now.found is Found.REPLAYED and now.user_id:
            await audit.note(
                session, "refresh-replayed", "session", session_id, origin, user_id=str(now.user_id)
            )
            await sessions.revoke(session, [session_id], origin, reason="refresh-replayed")
        user = await users.may_sign_in(session, now.user_id) if now.user_id else None
        if user and now.found is Found.CURRENT:
            stayed = SignIn(id=session_id, generation=now.generation, confirmed_at=now.confirmed_at)
            return await _tokens(session, settings, user, stayed)
    raise SessionEnded()


async def _tokens(
    session: AsyncSession, settings: Settings, user: User, signed: SignIn, device_token: str | None = None
) -> Tokens:
    about = {"sid": str(signed.id), "auth_time": int(signed.confirmed_at.timestamp())}
    claims = keys.claims(Kind.USER, user.id, user.role_ids, user.team_ids, **about)
    return Tokens(
        access_token=await keys.sign(session, settings, claims),
        refresh_token=refreshing.token(settings, signed.id, signed.generation),
        expires_in=settings.access_token_seconds,
        device_token=device_token,
    )

"""Second factors: set up, asked for, given up, taken away."""

import time
from datetime import UTC, datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.outbox import publish
from chassis.problems import NotAllowed
from crm.identity.events import SecondFactorReset
from identity.audit import service as audit
from identity.organisation import service as organisation
from identity.origins import Origin
from identity.second_factors import codes
from identity.second_factors.models import NoSecondFactor, RecoveryCode, SecondFactor, SecondFactorPresent
from identity.second_factors.schemas import SecondFactorRead, SetUp
from identity.secret import seal, unseal
from identity.sessions import service as sessions
from identity.settings import Settings
from identity.users import permissions
from identity.users import service as users

PURPOSE = "second factors"


async def shown(session: AsyncSession, user_id: UUID) -> SecondFactorRead:
    """One's second factor, and whether one must have one."""
    factor = await session.get(SecondFactor, user_id)
    since = factor.confirmed_at if factor else None
    left = await session.scalar(select(func.count()).where(RecoveryCode.user_id == user_id))
    required = (await organisation.get(session)).second_factor_required
    return SecondFactorRead(
        enrolled=since is not None, required=required, since=since, recovery_codes_left=left or 0
    )


async def begin(session: AsyncSession, settings: Settings, user_id: UUID) -> SetUp:
    """A new secret, which counts once a code of it was right. Raises SecondFactorPresent."""
    user = await users.locked(session, user_id)
    factor = await session.get(SecondFactor, user_id)
    if factor is not None and factor.confirmed_at:
        raise SecondFactorPresent()
    secret = codes.new_secret()
    sealed = seal(settings, PURPOSE, secret, user_id.bytes)
    if factor is None:
        session.add(SecondFactor(user_id=user_id, secret=sealed))
    else:
        factor.secret = sealed
    issuer = (await organisation.get(session)).name
    return SetUp(secret=codes.spelled(secret), uri=codes.uri(secret, user.email, issuer))


async def confirm(
    session: AsyncSession, settings: Settings, actor: Actor, code: str, origin: Origin
) -> list[str] | None:
    """Put the secret in force if the code is right, and give recovery codes; one's other sessions, opened
    without it, end. Raises SecondFactorPresent, NoSecondFactor."""
    user = await users.locked(session, actor.id)
    factor = await session.get(SecondFactor, actor.id, with_for_update=True)
    if factor is None:
        raise NoSecondFactor()
    if factor.confirmed_at:
        raise SecondFactorPresent()
    if not _take_step(settings, factor, codes.cleaned(code)):
        return None
    factor.confirmed_at = datetime.now(UTC)
    user.second_factor = True
    await users.save(session, user)
    await audit.note(session, "second-factor-added", "user", user.id, origin)
    await sessions.end_all(session, user.id, origin, reason="second-factor-added", keep=actor.session_id)
    return await _renew_recovery_codes(session, user.id)


async def renew_recovery_codes(session: AsyncSession, actor: Actor, origin: Origin) -> list[str]:
    """Fresh recovery codes; all others stop working. Raises NoSecondFactor."""
    if await in_force(session, actor.id) is None:
        raise NoSecondFactor()
    await audit.note(session, "recovery-codes-renewed", "user", actor.id, origin)
    return await _renew_recovery_codes(session, actor.id)


async def in_force(session: AsyncSession, user_id: UUID) -> SecondFactor | None:
    """Somebody's second factor, held until the transaction ends: guesses at it come one after another."""
    query = select(SecondFactor).where(
        SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_not(None)
    )
    return (await session.scalars(query.with_for_update())).one_or_none()


async def take(
    session: AsyncSession, settings: Settings, factor: SecondFactor, code: str, origin: Origin
) -> bool:
    """Use up a code of a second factor that is held; False when it is not right, or was used before."""
    given = codes.cleaned(code)
    if codes.is_totp(given):
        return _take_step(settings, factor, given)
    mine = RecoveryCode.user_id == factor.user_id
    digest = codes.digest(factor.user_id, given)
    used = delete(RecoveryCode).where(mine, RecoveryCode.digest == digest).returning(RecoveryCode.user_id)
    if await session.scalar(used) is None:
        return False
    await audit.note(session, "recovery-code-used", "user", factor.user_id, origin)
    return True


async def remove(session: AsyncSession, actor: Actor, origin: Origin) -> None:
    """Give up one's second factor. Raises NoSecondFactor."""
    await _remove(session, actor.id)
    await audit.note(session, "second-factor-removed", "user", actor.id, origin)


async def reset(session: AsyncSession, actor: Actor, user_id: UUID, origin: Origin) -> None:
    """Take away somebody else's second factor; their sessions end, and they are told.

    Raises NoSecondFactor, BeyondOwnPermissions.
    """
    if user_id == actor.id:
        raise NotAllowed(reason="own-second-factor")
    await permissions.require_charge(session, actor, await users.locked(session, user_id))
    version = await _remove(session, user_id)
    await audit.note(session, "second-factor-reset", "user", user_id, origin)
    await sessions.end_all(session, user_id, origin, reason="second-factor-reset")
    publish(session, SecondFactorReset(user_id=user_id, version=version))


async def _remove(session: AsyncSession, user_id: UUID) -> int:
    user = await users.locked(session, user_id)
    removed = delete(SecondFactor).where(SecondFactor.user_id == user_id).returning(SecondFactor.user_id)
    if await session.scalar(removed) is None:
        raise NoSecondFactor()
    await session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    user.second_factor = False
    await users.save(session, user)
    return user.version


async def _renew_recovery_codes(session: AsyncSession, user_id: UUID) -> list[str]:
    fresh = codes.new_recovery_codes()
    await session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    rows = [{"user_id": user_id, "digest": codes.digest(user_id, one)} for one in fresh]
    await session.execute(insert(RecoveryCode), rows)
    return fresh


def _take_step(settings: Settings, factor: SecondFactor, code: str) -> bool:
    try:
        secret = unseal(settings, PURPOSE, factor.secret, factor.user_id.bytes)
    except InvalidTag:  # the installation has another secret now
        return False
    step = codes.step_of(secret, code, time.time(), factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    return True

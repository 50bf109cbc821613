"""Confirming a sign-in before something dangerous: whoever sits there must be who signed in."""

from datetime import timedelta

from chassis.actors import CONFIRMED_SECONDS, Actor, service_actor
from chassis.problems import InvalidInput, NotSignedIn
from chassis.runtime import Runtime
from identity.origins import Origin
from identity.passwords import service as passwords
from identity.passwords.hashing import hashing
from identity.second_factors import service as second_factors
from identity.sessions import guessing
from identity.sessions import service as sessions
from identity.sessions.schemas import Confirmation, ConfirmedRead
from identity.settings import Settings
from identity.users import service as users


async def confirm(runtime: Runtime, actor: Actor, given: Confirmation, origin: Origin) -> ConfirmedRead:
    """Confirm by code where there is a second factor, else by password.

    Raises WrongCode, WrongPassword, LockedOut, InvalidInput.
    """
    if actor.session_id is None:
        raise NotSignedIn(reason="no-session")
    async with runtime.database.reading() as session:
        by_code = (await users.get(session, actor.id)).second_factor
    if by_code:
        await _require_code(runtime, actor, given.otp, origin)
    elif given.password is None:
        raise InvalidInput.at("/password", "missing")
    else:
        await require_password(runtime, actor, given.password, origin)
    async with runtime.database.writing(actor) as session:
        at = await sessions.confirm(session, actor.session_id)
    return ConfirmedRead(confirmed_until=at + timedelta(seconds=CONFIRMED_SECONDS))


async def require_password(runtime: Runtime, actor: Actor, password: str, origin: Origin) -> None:
    """Ask for the password again before something that needs it. Raises WrongPassword, LockedOut."""
    settings = Settings.of(runtime.settings)
    async with runtime.database.reading() as session:
        guess = await guessing.by_oneself(session, settings, actor, origin)
        known = await passwords.known_hash(session, actor.id)
    if not await hashing(settings).verify(known, password):
        async with runtime.database.writing(service_actor("identity")) as session:
            await guessing.count_failure(session, settings, guess)
        raise passwords.WrongPassword()


async def _require_code(runtime: Runtime, actor: Actor, code: str | None, origin: Origin) -> None:
    if code is None:
        raise InvalidInput.at("/otp", "missing")
    settings = Settings.of(runtime.settings)
    async with runtime.database.writing(actor) as session:
        factor = await second_factors.in_force(session, actor.id)
        guess = await guessing.by_oneself(session, settings, actor, origin)
        right = factor is not None and await second_factors.take(session, settings, factor, code, origin)
        if not right:
            await guessing.count_failure(session, settings, guess)
    if not right:
        raise guessing.WrongCode()

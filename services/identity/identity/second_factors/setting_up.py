"""Setting up a second factor. People who may do nothing else yet come here, so it opens its transactions."""

from chassis.actors import Actor
from chassis.runtime import Runtime
from identity.origins import Origin
from identity.second_factors import service
from identity.second_factors.schemas import SetUp
from identity.sessions import guessing
from identity.settings import Settings


async def begin(runtime: Runtime, actor: Actor) -> SetUp:
    """A new secret. Raises ConfirmationRequired, SecondFactorPresent."""
    actor.require_confirmed()
    async with runtime.database.writing(actor) as session:
        return await service.begin(session, Settings.of(runtime.settings), actor.id)


async def confirm(runtime: Runtime, actor: Actor, code: str, origin: Origin) -> list[str]:
    """The first code. Raises WrongCode, LockedOut, SecondFactorPresent, NoSecondFactor."""
    settings = Settings.of(runtime.settings)
    async with runtime.database.writing(actor, origin=origin.of(actor)) as session:
        guess = await guessing.by_oneself(session, settings, actor, origin)
        recovery_codes = await service.confirm(session, settings, actor, code, origin)
        if recovery_codes is None:
            await guessing.count_failure(session, settings, guess)
    if recovery_codes is None:
        raise guessing.WrongCode()
    return recovery_codes

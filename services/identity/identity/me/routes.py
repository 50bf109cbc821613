"""REST of oneself."""

from typing import Any

from fastapi import Response
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.app import Router
from chassis.http.doors import Newcomer, Opened, Reading, User, Writing
from chassis.http.edits import BaseVersion, tag
from identity.me.schemas import MeRead, PasswordChange
from identity.organisation import service as organisation
from identity.organisation.schemas import OrganisationRead
from identity.origins import From
from identity.passwords import service as passwords
from identity.sessions import confirming
from identity.settings import Settings
from identity.teams import service as teams
from identity.users import service as users
from identity.users.schemas import MeUpdate, UserRead

router = Router(prefix="/me", tags=["me"])
# Requests that carry credentials keep no answers: no Idempotency-Key here.
credentials = Router(prefix="/me", tags=["me"], route_class=APIRoute)


@router.get("", response_model=MeRead)
async def read_me(actor: Newcomer, session: Reading, response: Response) -> dict[str, Any]:
    """Oneself, the organisation, one's teams, and the permissions one has at this moment. With
    `organisation.second_factor_required` and no `second_factor` nothing is open but setting one up (403
    second-factor-missing)."""
    return await _shown(session, actor, response)


@router.patch("", response_model=MeRead)
async def change_me(
    actor: User, body: MeUpdate, base: BaseVersion, session: Writing, response: Response
) -> dict[str, Any]:
    """Change one's name, language, time zone, or absence with a deputy."""
    await users.change_oneself(session, actor, base, body.changes())
    return await _shown(session, actor, response)


@credentials.post("/password", status_code=204)
async def change_password(
    actor: User, body: PasswordChange, runtime: Opened, session: Writing, origin: From
) -> None:
    """Change one's password; one's other sessions end. 403 when the present one is wrong, 429 after too many
    failures."""
    await confirming.require_password(runtime, actor, body.current_password, origin)
    settings = Settings.of(runtime.settings)
    password_hash = await passwords.hash_new(settings, body.new_password, "/new_password")
    await users.change_own_password(session, actor, password_hash, origin)


async def _shown(session: AsyncSession, actor: Actor, response: Response) -> dict[str, Any]:
    user = await users.get(session, actor.id)
    tag(response, user)
    return {
        **UserRead.model_validate(user).model_dump(),
        "session_id": actor.session_id,
        "organisation": OrganisationRead.model_validate(await organisation.get(session)),
        "teams": await teams.named(session, user.team_ids),
        "permissions": {name: reach.name.lower() for name, reach in sorted(actor.grants.reaches.items())},
        "masked": sorted(f"{thing}.{name}" for thing, names in actor.grants.masks.items() for name in names),
    }

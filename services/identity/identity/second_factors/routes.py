"""REST of second factors: one's own, and taking away somebody else's."""

from uuid import UUID

from fastapi import Response
from fastapi.routing import APIRoute

from chassis.http.app import Router
from chassis.http.doors import Confirmed, Newcomer, Opened, Reading, Writing
from identity.origins import From
from identity.second_factors import service, setting_up
from identity.second_factors.schemas import FirstCode, RecoveryCodes, SecondFactorRead, SetUp

# Requests that carry credentials keep no answers: no Idempotency-Key here.
router = Router(prefix="/me/second-factor", tags=["me"], route_class=APIRoute)
others = Router(prefix="/users", tags=["users"], route_class=APIRoute)


@router.get("", response_model=SecondFactorRead)
async def read_second_factor(actor: Newcomer, session: Reading) -> SecondFactorRead:
    """Whether one has a second factor, must have one, and how many recovery codes are left."""
    return await service.shown(session, actor.id)


@router.post("", status_code=201, response_model=SetUp)
async def begin_second_factor(actor: Newcomer, runtime: Opened, response: Response) -> SetUp:
    """Begin to set up an authenticator (TOTP, RFC 6238: SHA-1, 6 digits, 30 seconds). It counts once
    `/confirm` was sent a code. Needs a confirmed sign-in (403 confirmation-required). 409 when there is a
    second factor already."""
    response.headers["Cache-Control"] = "no-store"
    return await setting_up.begin(runtime, actor)


@router.post("/confirm", response_model=RecoveryCodes)
async def confirm_second_factor(
    actor: Newcomer, body: FirstCode, runtime: Opened, origin: From, response: Response
) -> RecoveryCodes:
    """Put the authenticator in force with the first code it shows: from now on signing in asks for one.
    Answers ten recovery codes, and ends one's other sessions. 403 wrong-code, 429 after too many failures,
    409 when nothing was begun."""
    response.headers["Cache-Control"] = "no-store"
    return RecoveryCodes(recovery_codes=await setting_up.confirm(runtime, actor, body.code, origin))


@router.post("/recovery-codes", response_model=RecoveryCodes)
async def renew_recovery_codes(
    actor: Confirmed, session: Writing, origin: From, response: Response
) -> RecoveryCodes:
    """Ten fresh recovery codes; those from before stop working. Needs a confirmed sign-in (403). 409 without
    a second factor."""
    response.headers["Cache-Control"] = "no-store"
    return RecoveryCodes(recovery_codes=await service.renew_recovery_codes(session, actor, origin))


@router.delete("", status_code=204)
async def remove_second_factor(actor: Confirmed, session: Writing, origin: From) -> None:
    """Give up one's second factor, for instance to set up a new telephone. Needs a confirmed sign-in (403).
    409 without one."""
    await service.remove(session, actor, origin)


@others.post("/{user_id}/second-factor/reset", status_code=204)
async def reset_second_factor(actor: Confirmed, user_id: UUID, session: Writing, origin: From) -> None:
    """Take away somebody's second factor, who has lost it: their sessions end, they are told, and sign in
    with their password alone. Needs user.manage, what they hold, and a confirmed sign-in (403). 409 without
    one."""
    actor.require("user.manage")
    await service.reset(session, actor, user_id, origin)

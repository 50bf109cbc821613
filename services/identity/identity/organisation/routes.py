"""REST of the organisation."""

from fastapi import Response

from chassis.http.app import Router
from chassis.http.doors import Caller, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from identity.organisation import service
from identity.organisation.models import Organisation
from identity.organisation.schemas import OrganisationRead, OrganisationUpdate

router = Router(prefix="/organisation", tags=["organisation"])


@router.get("", response_model=OrganisationRead)
async def read_organisation(_actor: Caller, session: Reading, response: Response) -> Organisation:
    """The organisation that this installation serves."""
    organisation = await service.get(session)
    tag(response, organisation)
    return organisation


@router.patch("", response_model=OrganisationRead)
async def change_organisation(
    actor: Caller, body: OrganisationUpdate, base: BaseVersion, session: Writing, response: Response
) -> Organisation:
    """Edit the organisation; all services know within 5 seconds. Needs organisation.update. To change
    second_factor_required also needs a confirmed sign-in (403), and to require one, having one (409)."""
    actor.require("organisation.update")
    wanted = body.changes()
    if "second_factor_required" in wanted:
        actor.require_confirmed()
    organisation = await service.change(session, actor, base, wanted)
    tag(response, organisation)
    return organisation

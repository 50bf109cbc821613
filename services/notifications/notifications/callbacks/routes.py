"""REST: where providers report. Nobody signs in here: a report is believed for its signature."""

from fastapi import Request
from fastapi.routing import APIRoute

from chassis.actors import service_actor
from chassis.http.app import Router
from chassis.http.doors import Opened
from chassis.problems import NotFound
from notifications.callbacks import service
from notifications.providers.contract import NotSigned
from notifications.providers.service import configured

LARGEST = 64 * 1024

router = Router(prefix="/callbacks", tags=["callbacks"], route_class=APIRoute)


@router.post("/{provider}", status_code=204)
async def receive(request: Request, runtime: Opened, provider: str) -> None:
    """What a provider reports of a message: delivered, bounced, complained. The body is the provider's own,
    signed with the secret that its settings here name; 401 otherwise. A report that was sent before changes
    nothing; one about a message whose reference is not known yet waits for it.
    """
    known = configured(runtime).get(provider)
    if known is None or not known.contract.calls_back:
        raise NotFound(thing="provider", id=provider)
    body = await request.body()
    if len(body) > LARGEST:
        raise NotSigned(reason="too_large")
    reports = known.reports(request.headers, body)
    if reports:
        async with runtime.database.writing(service_actor(runtime.service)) as session:
            await service.receive(session, provider, reports)

"""REST: providers as they stand, and what sandboxes took."""

from typing import Any

from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.schemas import Page
from notifications.providers import service
from notifications.providers.queries import SANDBOX
from notifications.providers.schemas import ProviderRead, SandboxMessageRead

router = Router(tags=["providers"])


@router.get("/providers", response_model=list[ProviderRead])
async def list_providers(actor: Caller, session: Reading, runtime: Opened) -> Any:
    """The providers of all channels in the order they are asked in, with their circuits. They are set up in
    the service's settings. Needs provider.manage.
    """
    actor.require("provider.manage")
    return await service.standing(session, runtime)


@router.get("/sandbox-messages", response_model=Page[SandboxMessageRead])
async def list_sandbox_messages(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """What sandbox providers took and nobody got, newest first. Needs provider.manage."""
    actor.require("provider.manage")
    found = await page(session, SANDBOX, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)

"""REST of the audit trail."""

from typing import Annotated, Any

from fastapi import Query
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, signed_in
from chassis.http.lists import page
from chassis.schemas import Page
from identity.audit import queries
from identity.audit.schemas import AuditQuery, EntryRead
from identity.clock import context

router = Router(prefix="/audit", tags=["audit"], dependencies=signed_in)


@router.get("", response_model=Page[EntryRead])
async def search_audit(
    actor: Caller, runtime: Opened, session: Reading, query: Annotated[AuditQuery, Query()]
) -> dict[str, Any]:
    """Who changed what in which service, and what happened to accounts; newest first. A change is here
    within seconds of its commit. Needs audit.read."""
    actor.require("audit.read")
    narrowed = queries.narrowed(query)
    found = await page(session, queries.TRAIL, query, context(runtime, actor), [true()], *narrowed)
    return found.as_page(found.rows)

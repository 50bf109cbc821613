"""REST of the audit trail."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.lists import Listed, page
from chassis.schemas import Page
from chassis.tasks import later
from chassis.wake import hint
from identity.audit import queries, verifications
from identity.audit.schemas import AuditQuery, EntryRead, VerificationRead
from identity.clock import context

router = Router(prefix="/audit", tags=["audit"])


@router.get("", response_model=Page[EntryRead])
async def search_audit(
    actor: Caller, runtime: Opened, session: Reading, query: Annotated[AuditQuery, Query()]
) -> dict[str, Any]:
    """Who changed what in which service, and what happened to accounts; newest first. A change is here
    within seconds of its commit. Before and after lack the fields that are hidden from you. Needs
    audit.read."""
    actor.require("audit.read")
    narrowed = queries.narrowed(query)
    found = await page(session, queries.TRAIL, query, context(runtime, actor), [true()], *narrowed)
    return found.as_page([queries.shown(row._mapping, actor) for row in found.rows])


@router.post("/verifications", response_model=VerificationRead, status_code=202)
async def verify(actor: Caller, runtime: Opened, session: Writing) -> Any:
    """Verify that nobody has edited, removed, inserted or reordered lines of the trail, all of it: some
    seconds for a million lines. While one is under way, this is that one. Needs audit.read."""
    actor.require("audit.read")
    work = await verifications.request(session, actor)
    hint(session, later(runtime, verifications.TASK, str(work.id)))
    return work


@router.get("/verifications", response_model=Page[VerificationRead])
async def list_verifications(actor: Caller, runtime: Opened, session: Reading, query: Listed) -> Any:
    """Verifications so far, newest first: one a day, and those that people asked for. Needs audit.read."""
    actor.require("audit.read")
    found = await page(session, queries.VERIFICATIONS, query, context(runtime, actor), [true()])
    return found.as_page(found.rows)


@router.get("/verifications/{verification_id}", response_model=VerificationRead)
async def read_verification(actor: Caller, verification_id: UUID, session: Reading) -> Any:
    """How far a verification is, and what it found. Needs audit.read."""
    actor.require("audit.read")
    return await verifications.find(session, verification_id)

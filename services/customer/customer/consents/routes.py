"""REST: consent, preferences and the gate, of a contact and of a customer alike."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.problems import NotFound
from chassis.schemas import Page
from customer.consents import asking, preferences, queries, service, subjects
from customer.consents.gate import UNKNOWN, Question
from customer.consents.schemas import (
    ConsentCreate,
    ConsentRead,
    ConsentsCurrent,
    DecisionRead,
    MayContact,
    PreferenceRead,
    PreferenceUpdate,
)
from customer.consents.subjects import Subject


async def named_contact(request: Request, contact_id: UUID) -> None:
    """The path names a contact."""
    request.state.subject = Subject("contact", contact_id)


async def named_customer(request: Request, customer_id: UUID) -> None:
    """The path names a customer."""
    request.state.subject = Subject("customer", customer_id)


async def named(request: Request) -> Subject | None:
    """Whom the path names; nobody when that is no id, which FastAPI refuses once all is solved."""
    return getattr(request.state, "subject", None)


router = Router(prefix="/consents", tags=["consents"])
of_contact = Router(
    prefix="/contacts/{contact_id}",
    tags=["contact-consents"],
    dependencies=[Depends(named_contact)],
)
of_customer = Router(
    prefix="/customers/{customer_id}",
    tags=["customer-consents"],
    dependencies=[Depends(named_customer)],
)
Named = Annotated[Subject, Depends(named)]


@of_contact.get("/consents", response_model=Page[ConsentRead])
@of_customer.get("/consents", response_model=Page[ConsentRead])
async def evidence(actor: Caller, session: Reading, runtime: Opened, subject: Named, query: Listed) -> Any:
    """Everything that was ever said about contacting them, newest first, with the wording shown and where
    the proof is. 404 for somebody the caller may not read.
    """
    await subjects.require(session, actor, subject)
    whose = queries.of(queries.TABLE, [subject])
    found = await page(session, queries.LISTING, query, context_of(actor, runtime.access), [whose])
    return found.as_page([queries.shown(row) for row in found.rows])


@of_contact.post("/consents", status_code=201, response_model=ConsentRead)
@of_customer.post("/consents", status_code=201, response_model=ConsentRead)
async def record(
    actor: Caller, session: Writing, subject: Named, body: ConsentCreate, response: Response
) -> Any:
    """Add an entry; needs customer.update. Entries never change: who changes their mind says so in a new
    one, and the one given last holds, however late it is written down.

    The same state of the same moment sent again answers 200 with what is there; with other evidence 409. A
    basis that the purpose cannot rest on, or a moment in the future, is 422.
    """
    entry, new = await service.record(session, actor, subject, body)
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"/consents/{entry['id']}"
    return entry


@of_contact.get("/consents/current", response_model=ConsentsCurrent)
@of_customer.get("/consents/current", response_model=ConsentsCurrent)
async def current(actor: Caller, session: Reading, subject: Named) -> Any:
    """What holds now, for every channel and purpose that something was said about."""
    await subjects.require(session, actor, subject)
    return {"items": (await service.holding(session, [subject]))[subject]}


@of_contact.get("/contact-preferences", response_model=PreferenceRead)
@of_customer.get("/contact-preferences", response_model=PreferenceRead)
async def read_preferences(
    actor: Caller, session: Reading, runtime: Opened, subject: Named, response: Response
) -> Any:
    """What they asked for beside consent, with its version as ETag; version 1 when they asked for nothing."""
    await subjects.require(session, actor, subject)
    found = await service.preferred(session, actor, runtime.access, subject)
    response.headers["ETag"] = f'"{found["version"]}"'
    return found


@of_contact.patch("/contact-preferences", response_model=PreferenceRead)
@of_customer.patch("/contact-preferences", response_model=PreferenceRead)
async def update_preferences(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    subject: Named,
    base: BaseVersion,
    body: PreferenceUpdate,
    response: Response,
) -> Any:
    """Change the fields that are sent; needs customer.update. Edits of different fields since the version
    in If-Match merge, of the same field answer 412 with three values. Half a pause is 422.
    """
    said = await preferences.update(session, actor, subject, base, body)
    response.headers["ETag"] = f'"{said["version"]}"'
    return said | await service.whose_clock(session, actor, runtime.access, subject)


@of_contact.get("/may-contact", response_model=DecisionRead)
@of_customer.get("/may-contact", response_model=DecisionRead)
async def may_contact(
    actor: Caller,
    session: Reading,
    runtime: Opened,
    subject: Named,
    asked: Annotated[MayContact, Query()],
) -> Any:
    """Whether they may be contacted on this channel for this purpose now, or at a moment, and why: the rule
    that decided and the entry it rests on. `not_before` says from when on the answer is yes, where only a
    pause, a frequency cap or their hours are in the way. 404 for somebody the caller may not read.
    """
    question = Question(asked.channel, asked.purpose, asked.at or datetime.now(UTC))
    (decision,) = await asking.may_contact(session, actor, runtime.access, [subject], question)
    if decision is UNKNOWN:
        raise NotFound(thing=subject.kind, id=str(subject.id))
    return decision


@router.get("/{consent_id}", response_model=ConsentRead)
async def read(actor: Caller, session: Reading, consent_id: UUID) -> Any:
    """One entry; 404 when it is about somebody the caller may not read."""
    return await service.get(session, actor, consent_id)


@router.post("/{consent_id}/review", response_model=ConsentRead)
async def review(actor: Caller, session: Writing, consent_id: UUID) -> Any:
    """Note that the caller looked at the evidence and found it good; needs customer.update. People only."""
    return await service.review(session, actor, consent_id)

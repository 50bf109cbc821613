"""REST: forms for those who keep them, and for the pages that show them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import true

from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, PublicWriting, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, page
from chassis.organisation import context_of
from chassis.origins import address_of
from chassis.problems import InvalidInput
from chassis.schemas import Page
from sales.lead_forms import limits, queries, service, tokens
from sales.lead_forms.bodies import FORM, is_form, sent
from sales.lead_forms.models import LeadForm
from sales.lead_forms.schemas import (
    HONEYPOT,
    FormShown,
    LeadFormCreate,
    LeadFormRead,
    LeadFormUpdate,
    Thanks,
)
from sales.lead_forms.sending import Received, receive, require_origin, take_in
from sales.settings import SalesSettings

router = Router(prefix="/lead-forms", tags=["lead forms"])
public = Router(prefix="/forms", tags=["lead forms"])
Key = Annotated[str, Path(max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
BODY = {"content": {kind: {"schema": TEXTS} for kind in ("application/json", FORM)}, "required": True}


@router.post("", status_code=201, response_model=LeadFormRead)
async def create(
    actor: Caller, session: Writing, runtime: Opened, body: LeadFormCreate, response: Response
) -> Any:
    """Make a form; its key is drawn. Needs lead_rule.manage."""
    made = await service.create(session, actor, runtime.access, body)
    response.headers["Location"] = f"/lead-forms/{made.id}"
    tag(response, made)
    return made


@router.get("", response_model=Page[LeadFormRead])
async def list_lead_forms(actor: Caller, session: Reading, runtime: Opened, query: Listed) -> Any:
    """Forms, by name, with how often they were sent. Needs lead_rule.manage."""
    actor.require("lead_rule.manage")
    found = await page(session, queries.LISTING, query, context_of(actor, runtime.access), [true()])
    return found.as_page(found.rows)


@router.get("/{lead_form_id}", response_model=LeadFormRead)
async def read(actor: Caller, session: Reading, lead_form_id: UUID, response: Response) -> Any:
    """One form, with its version as ETag. Needs lead_rule.manage."""
    found = await service.get(session, actor, lead_form_id)
    tag(response, found)
    return found


@router.patch("/{lead_form_id}", response_model=LeadFormRead)
async def update(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    lead_form_id: UUID,
    base: BaseVersion,
    body: LeadFormUpdate,
    response: Response,
) -> Any:
    """Change a form. Needs lead_rule.manage."""
    changed = await service.update(session, actor, runtime.access, lead_form_id, base, body)
    tag(response, changed)
    return changed


@router.delete("/{lead_form_id}", status_code=204)
async def delete(actor: Caller, session: Writing, lead_form_id: UUID) -> None:
    """Remove a form; leads that it sent stay. Needs lead_rule.manage."""
    await service.delete(session, actor, lead_form_id)


@public.get("/{form_key}", response_model=FormShown)
async def show(session: Reading, runtime: Opened, form_key: Key, request: Request, response: Response) -> Any:
    """What a page needs to show a form, without signing in: its fields, the name of the one to hide, and the
    token to send back.
    """
    form = await service.by_key(session, form_key)
    require_origin(form, request.headers.get("origin"))
    response.headers.update(_readable(form, request))
    secret = runtime.settings.private_key.get_secret_value()
    return FormShown(
        fields=form.fields, hidden=HONEYPOT, token=tokens.issue(secret, form.key), thanks_url=form.thanks_url
    )


async def received(runtime: Opened, form_key: Key, request: Request) -> Received:
    """What somebody sends, looked at before the transaction begins."""
    async with runtime.database.reading() as session:
        form = await service.by_key(session, form_key)
    settings = SalesSettings.of(runtime.settings)
    each, all_ = settings.form_rate_limit_each, settings.form_rate_limit
    await limits.take(runtime.redis, form.key, address_of(request), each, all_)
    require_origin(form, request.headers.get("origin"))
    try:
        return receive(runtime, form, await sent(request))
    except InvalidInput as error:
        error.headers |= _readable(form, request)
        raise


@public.post("/{form_key}", response_model=Thanks, openapi_extra={"requestBody": BODY})
async def submit(
    given: Annotated[Received, Depends(received)],
    session: PublicWriting,
    runtime: Opened,
    request: Request,
    response: Response,
) -> Any:
    """Send a form, without signing in: its fields, `utm_…`, `token` and the hidden field, as JSON or as
    browsers send forms; a browser that does so by itself is sent on to the form's page of thanks (303).
    Fields that the form does not ask for are passed over; missing and wrong ones are 422. Often in a minute
    from one address is 429. What looks like a program is thanked too, and nothing is kept of it.
    """
    await take_in(session, runtime.access, given)
    if is_form(request) and given.form.thanks_url:
        return RedirectResponse(given.form.thanks_url, 303)
    response.headers.update(_readable(given.form, request))
    return Thanks(thanks_url=given.form.thanks_url)


def _readable(form: LeadForm, request: Request) -> dict[str, str]:
    """Headers that let a page of another origin read the answer, if the form may be sent from there."""
    origin = request.headers.get("origin", "")
    allowed = origin and (not form.allowed_origins or origin.lower() in form.allowed_origins)
    return {"Vary": "Origin"} | ({"Access-Control-Allow-Origin": origin} if allowed else {})

"""A form that comes in: people's become leads, programs' are counted and thrown away; all hear the same."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.http.answers import field_errors
from chassis.organisation import defaults_of
from chassis.owning import first_team
from chassis.problems import FieldError, InvalidInput, NotAllowed
from chassis.runtime import Runtime
from sales.lead_forms import tokens
from sales.lead_forms.models import LeadForm
from sales.lead_forms.schemas import HONEYPOT
from sales.leads import creating
from sales.leads.schemas import LeadGiven
from sales.leads.values import required
from sales.records import table_of

TABLE: Final = table_of(LeadForm)
SEVERAL: Final = {"email": "emails", "phone": "phones"}
"""Fields that a lead has several of."""


def require_origin(form: LeadForm, origin: str | None) -> None:
    """Refuse (403) a page that may not send it; programs that say nothing of a page may."""
    if origin and form.allowed_origins and origin.lower() not in form.allowed_origins:
        raise NotAllowed(reason="origin")


class Received(NamedTuple):
    """A form that came in: what it says, or nothing if a program sent it."""

    form: LeadForm
    body: LeadGiven | None


def receive(runtime: Runtime, form: LeadForm, sent: Mapping[str, str]) -> Received:
    """What a form says, checked before the transaction begins. Raises InvalidInput naming fields as the page
    calls them.
    """
    if _by_a_program(runtime, form, sent):
        return Received(form, None)
    body = _lead(form, sent)
    try:
        required(vars(body), defaults_of(runtime.access).region)
    except InvalidInput as error:
        raise _as_sent(error) from None
    return Received(form, body)


async def take_in(session: AsyncSession, access: Access, received: Received) -> None:
    """Make a lead of it, or count it only."""
    form, body = received
    if body is not None:
        place = _place(access, form)
        await creating.add(session, access, body, place, by_rules=place == (None, None), form_id=form.id)
    counter = TABLE.c.received if body is not None else TABLE.c.caught
    same = {"updated_at": TABLE.c.updated_at, counter.key: counter + 1}
    await session.execute(update(TABLE).where(TABLE.c.id == form.id).values(same))


def _place(access: Access, form: LeadForm) -> creating.Place:
    """With whom its leads land; nobody when rules are to say it, or when the one it names has left."""
    person = access.user(form.owner_id) if form.owner_id else None
    owner_id = form.owner_id if person and person["active"] else None
    return owner_id, form.team_id or (first_team(access, owner_id) if owner_id else None)


def _by_a_program(runtime: Runtime, form: LeadForm, sent: Mapping[str, str]) -> bool:
    """Whether the hidden field is filled, or the form was filled in sooner than anybody can."""
    if sent.get(HONEYPOT):
        return True
    if not form.least_seconds:
        return False
    secret = runtime.settings.private_key.get_secret_value()
    shown = tokens.age(secret, form.key, sent.get("token", ""))
    return shown is None or not form.least_seconds <= shown <= tokens.LONGEST


def _lead(form: LeadForm, sent: Mapping[str, str]) -> LeadGiven:
    asked = {one["name"]: one["required"] for one in form.fields}
    missing = [
        FieldError(pointer=f"/{name}", kind="missing")
        for name, needed in asked.items()
        if needed and name not in sent
    ]
    if missing:
        raise InvalidInput(errors=missing)
    values: dict[str, Any] = {SEVERAL.get(name, name): sent[name] for name in asked if name in sent}
    values |= {name: [values[name]] for name in SEVERAL.values() if name in values}
    known = ("source", "medium", "campaign", "term", "content", "id")
    values["utm"] = {name: sent[f"utm_{name}"][:200] for name in known if f"utm_{name}" in sent}
    values["source"], values["campaign"] = form.source, form.campaign or values["utm"].get("campaign")
    try:
        return LeadGiven.model_validate(values)
    except ValidationError as error:
        raise _as_sent(InvalidInput(errors=field_errors(error.errors(include_url=False)))) from None


def _as_sent(error: InvalidInput) -> InvalidInput:
    """The same with the names that the page knows."""
    names = {f"/{several}/0": f"/{one}" for one, several in SEVERAL.items()}
    errors = [one.model_copy(update={"pointer": names.get(one.pointer, one.pointer)}) for one in error.errors]
    return InvalidInput(errors=errors)

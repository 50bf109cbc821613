"""What is done with forms by those who keep them; lead_rule.manage is needed for all of it."""

import secrets
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.http.edits import reconcile
from chassis.owning import require_person, require_team
from chassis.problems import NotFound
from sales.lead_forms.models import LeadForm
from sales.lead_forms.schemas import LeadFormCreate, LeadFormUpdate
from sales.records import live, mark_deleted


async def create(session: AsyncSession, actor: Actor, access: Access, body: LeadFormCreate) -> LeadForm:
    """Make a form with a key of its own."""
    actor.require("lead_rule.manage")
    form = LeadForm(key=secrets.token_urlsafe(16), received=0, caught=0, **body.model_dump())
    _check(access, body.owner_id, body.team_id)
    session.add(form)
    await session.flush()
    return form


async def get(session: AsyncSession, actor: Actor, form_id: UUID) -> LeadForm:
    """A form. Raises NotFound."""
    actor.require("lead_rule.manage")
    return await live(session, LeadForm, form_id)


async def by_key(session: AsyncSession, key: str) -> LeadForm:
    """An active form as pages name it. Raises NotFound."""
    statement = select(LeadForm).where(LeadForm.key == key, LeadForm.deleted_at.is_(None), LeadForm.active)
    form: LeadForm | None = await session.scalar(statement)
    if form is None:
        raise NotFound(thing="lead_form", key=key[:40])
    return form


async def update(
    session: AsyncSession, actor: Actor, access: Access, form_id: UUID, base: int, body: LeadFormUpdate
) -> LeadForm:
    """Change a form; pages show the change when they are loaded anew."""
    actor.require("lead_rule.manage")
    form = await live(session, LeadForm, form_id, lock=True)
    wanted = await reconcile(session, form, base, _values(body))
    changed = {name: value for name, value in wanted.items() if getattr(form, name) != value}
    _check(access, changed.get("owner_id"), changed.get("team_id"))
    for name, value in changed.items():
        setattr(form, name, value)
    await session.flush()
    return form


async def delete(session: AsyncSession, actor: Actor, form_id: UUID) -> None:
    """Remove a form: nobody can send it any more; its leads stay."""
    actor.require("lead_rule.manage")
    mark_deleted(await live(session, LeadForm, form_id, lock=True))
    await session.flush()


def _values(body: LeadFormUpdate) -> dict[str, Any]:
    whole = body.model_dump()
    return {name: whole[name] for name in body.model_fields_set}


def _check(access: Access, owner_id: UUID | None, team_id: UUID | None) -> None:
    require_person(access, owner_id)
    require_team(access, team_id)

"""REST of explanations, the same for every object whose records have an owner and a team."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.explain import Explanation, Placed, Reader, explain, readers
from chassis.http.app import Router
from chassis.http.cursors import decode, encode
from chassis.http.doors import Caller, Opened, Reading
from chassis.problems import InvalidInput
from chassis.schemas import Page
from crm.permissions import ALL, reading

Find = Callable[[AsyncSession, Actor, UUID], Awaitable[Placed]]
"""Where a record lies; raises NotFound for a record that the actor cannot read."""


Whom = Annotated[UUID | None, Query(description="A person or an API key; oneself if absent")]
Limit = Annotated[int, Query(ge=1, le=200)]
After = Annotated[str | None, Query(max_length=2000, description="`next` of the previous page")]


def explaining(plural: str, thing: str, find: Find) -> Router:
    """The routes `/<plural>/{id}/access` and `/<plural>/{id}/readers`."""
    router = Router(prefix=f"/{plural}/{{{thing}_id}}", tags=[plural])
    record = Annotated[UUID, Path(alias=f"{thing}_id")]

    @router.get("/access", response_model=Explanation)
    async def access(
        actor: Caller,
        session: Reading,
        runtime: Opened,
        record_id: record,
        user_id: Whom = None,
        permission: Annotated[str, Query(max_length=100)] = reading(thing),
    ) -> Any:
        """Whether somebody can do something to this record, and why: their roles with scopes, whether the
        record lies in them, what is hidden, and the rule that decides. Needs user.read for others than
        oneself, and a record that one can read oneself (404)."""
        if user_id not in (None, actor.id):
            actor.require("user.read")
        _require_fitting(permission, thing)
        placed = await find(session, actor, record_id)
        return explain(runtime.access, user_id or actor.id, permission, thing, placed)

    @router.get("/readers", response_model=Page[Reader])
    async def who_reads(
        actor: Caller,
        session: Reading,
        runtime: Opened,
        record_id: record,
        limit: Limit = 50,
        after: After = None,
    ) -> Any:
        """Who can read this record and why, by name; people and API keys. Needs user.read, and a record that
        one can read oneself (404)."""
        actor.require("user.read")
        placed = await find(session, actor, record_id)
        return _page(await readers(runtime.access, thing, placed, _position(after), limit + 1), limit)

    return router


def _require_fitting(permission: str, thing: str) -> None:
    """Refuse (422) a permission that is not one for such records."""
    kind = reading(thing).partition(".")[0]
    fitting = sorted(one for one in ALL if one.partition(".")[0] == kind)
    if permission not in fitting:
        raise InvalidInput.at("?permission", "enum", expected=fitting)


def _page(found: list[Reader], limit: int) -> dict[str, Any]:
    last = found[limit - 1] if len(found) > limit else None
    return {"items": found[:limit], "next": encode("name", (last.name, last.user_id)) if last else None}


def _position(after: str | None) -> tuple[str, UUID] | None:
    if after is None:
        return None
    name, id_ = decode(after, "name")
    if not (isinstance(name, str) and isinstance(id_, UUID)):
        raise InvalidInput.at("?after", "cursor_invalid")
    return name, id_

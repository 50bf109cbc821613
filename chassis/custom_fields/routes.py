"""REST of custom fields, the same for every service whose objects have some."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Path, Response
from sqlalchemy import true

from chassis.custom_fields import service
from chassis.custom_fields.declaration import CustomFields, declared
from chassis.custom_fields.describing import json_schema
from chassis.custom_fields.schemas import FieldCreate, FieldRead, FieldUpdate
from chassis.http.app import Router
from chassis.http.doors import Caller, Opened, Reading, Writing
from chassis.http.edits import BaseVersion, tag
from chassis.http.lists import Listed, Listing, Offer, page
from chassis.problems import NotFound
from chassis.schemas import Page
from libs.conditions import Context, Kind

router = Router(prefix="/custom-fields", tags=["custom fields"])
FieldId = Annotated[UUID, Path(description="Id of the field")]


@router.post("", status_code=201, response_model=FieldRead)
async def create(
    actor: Caller, session: Writing, runtime: Opened, body: FieldCreate, response: Response
) -> Any:
    """Add a field to an object; needs custom_field.manage. Records, lists, filters, imports and exports
    have it at once, in every process within a second or two. What a formula yields is computed for existing
    records within seconds to minutes. A key that was used before, also by an archived field, is 409.
    """
    field = await service.create(session, actor, runtime, body)
    response.headers["Location"] = f"/custom-fields/{field.id}"
    tag(response, field)
    return field


@router.get("", response_model=Page[FieldRead])
async def list_fields(actor: Caller, session: Reading, query: Listed) -> Any:
    """All fields, archived ones too (`archived_at`), in their order; filter by `object`. Everybody who is
    signed in may read them: they say what screens show, not what records hold.
    """
    context = Context(datetime.now(UTC), ZoneInfo("UTC"), actor.id)
    found = await page(session, _listing(declared()), query, context, [true()])
    return found.as_page([dict(row._mapping) for row in found.rows])


def _listing(custom: CustomFields) -> Listing:
    table = custom.definition.__table__
    offers = {
        "object": Offer(Kind.CHOICE, table.c.object, nullable=False),
        "key": Offer(Kind.TEXT, table.c.key, nullable=False),
        "kind": Offer(Kind.CHOICE, table.c.kind, nullable=False),
        "archived_at": Offer(Kind.MOMENT, table.c.archived_at),
        "position": Offer(Kind.NUMBER, table.c.position, nullable=False, sorts=True),
    }
    columns = [table.c[name] for name in FieldRead.model_fields]
    return Listing(table, columns, table.c.id, offers, "position")


@router.get("/schemas/{object}")
async def schema(actor: Caller, object: str) -> dict[str, Any]:  # noqa: A002  # its name in the address
    """What `custom` may hold on records of an object now, as a JSON Schema (2020-12): for forms and for
    systems that write records. Computed fields are `readOnly`, what is hidden from the caller is absent.
    """
    custom = declared()
    if object not in custom.objects:
        raise NotFound(thing="object", expected=sorted(custom.objects))
    return json_schema(custom.of(object), actor.masked(object))


@router.get("/{field_id}", response_model=FieldRead)
async def read(_: Caller, session: Reading, field_id: FieldId, response: Response) -> Any:
    """One field, with its version as ETag."""
    field = await service.get(session, field_id)
    tag(response, field)
    return field


@router.patch("/{field_id}", response_model=FieldRead)
async def update(
    actor: Caller,
    session: Writing,
    runtime: Opened,
    field_id: FieldId,
    base: BaseVersion,
    body: FieldUpdate,
    response: Response,
) -> Any:
    """Change labels, rules, options, formula, order; needs custom_field.manage. Object, key and kind stay as
    they are. New rules hold for values that are written from now on. An option that records have cannot go
    (409), nor can values become unique that are not (409).
    """
    field = await service.update(session, actor, runtime, field_id, base, body)
    tag(response, field)
    return field


@router.post("/{field_id}/archive", response_model=FieldRead)
async def archive(
    actor: Caller, session: Writing, runtime: Opened, field_id: FieldId, response: Response
) -> Any:
    """Hide a field everywhere; values are kept and come back with it. Needs custom_field.manage; one that a
    formula reads is 409.
    """
    field = await service.archive(session, actor, runtime, field_id)
    tag(response, field)
    return field


@router.post("/{field_id}/restore", response_model=FieldRead)
async def restore(
    actor: Caller, session: Writing, runtime: Opened, field_id: FieldId, response: Response
) -> Any:
    """Show an archived field again, with the values it had. Needs custom_field.manage."""
    field = await service.restore(session, actor, runtime, field_id)
    tag(response, field)
    return field

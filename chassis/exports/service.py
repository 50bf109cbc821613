"""The use cases of an export: ask for one, look, fetch its file."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.exports.catalogue import language_of
from chassis.exports.declaration import Exported, Exporting
from chassis.exports.models import ExportJob
from chassis.exports.schemas import ExportCreate
from chassis.files import Files
from chassis.http.lists import ListQuery
from chassis.http.ordering import Order
from chassis.problems import InvalidInput, NotFound
from libs.conditions import Context


async def request(
    session: AsyncSession, actor: Actor, access: Access, exporting: Exporting, body: ExportCreate
) -> ExportJob:
    """Queue an export; what it asks for is checked now, who may see which row when it runs."""
    offered, target = exporting.offered(actor), exporting.targets.get(body.target)
    if target is None:
        raise InvalidInput.at("/target", "enum", expected=sorted(offered))
    actor.require(target.permission)
    columns = target.shown_to(actor)
    unknown = [index for index, name in enumerate(body.columns) if name not in columns]
    if unknown:
        raise InvalidInput.at(f"/columns/{unknown[0]}", "enum", expected=sorted(columns))
    job = exporting.job()
    job.requested_by, job.target, job.format = actor.id, body.target, body.format
    job.language = body.language or language_of(access, actor.id)
    job.columns = body.columns or list(columns)
    filtered = orjson.dumps(body.filter).decode() if body.filter else None
    ids = [str(one) for one in body.ids] if body.ids else None
    job.query = {"filter": filtered, "q": body.q, "sort": body.sort, "ids": ids}
    conditions(target, job, actor, access)
    job.wait()
    session.add(job)
    await session.flush()
    await session.refresh(job)
    return job


def conditions(target: Exported, job: ExportJob, actor: Actor, access: Access) -> tuple[list[Any], Order]:
    """What filter, q and ids ask for, and the order. Raises InvalidInput."""
    asked = dict(job.query)
    ids = asked.pop("ids", None)
    query = ListQuery(**asked)
    zone = ZoneInfo(access.organisation()["time_zone"])
    context = Context(datetime.now(UTC), zone, actor.id)
    listing = target.listing.shown_to(actor)
    named = [listing.key.in_([UUID(one) for one in ids])] if ids else []
    return [*listing.where(query, context), *named], Order.parse(listing, query.sort)


async def find(session: AsyncSession, actor: Actor, exporting: Exporting, export_id: UUID) -> ExportJob:
    """One's own export: nobody else's, whatever the permission. Raises NotFound."""
    exporting.offered(actor)
    job = await session.get(exporting.job, export_id)
    if job is None or job.requested_by != actor.id:
        raise NotFound(thing="export", id=str(export_id))
    actor.require(exporting.targets[job.target].permission)
    return job


async def file_of(
    session: AsyncSession, actor: Actor, exporting: Exporting, files: Files, export_id: UUID
) -> Row[Any]:
    """The file of a finished export until it expires. Raises NotFound, also when it holds a column that was
    hidden from its owner since."""
    job = await find(session, actor, exporting, export_id)
    if job.file_id is None or not exporting.targets[job.target].shown_to(actor).keys() >= set(job.columns):
        raise NotFound(thing="file", state=job.state)
    return await files.describe(session, job.file_id)

"""How the trail is exported: one row for each line, before and after as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import ColumnElement, false, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.exports.catalogue import table
from chassis.exports.cells import Cell
from chassis.exports.declaration import Column, Exported, Shown
from identity.audit import queries

TITLES: Final = table(
    """
    at | 时间 | 時間 | Time
    service | 服务 | 服務 | Service
    thing | 对象 | 物件 | Object
    record_id | 记录ID | 記錄ID | Record ID
    version | 版本 | 版本 | Version
    kind | 操作 | 操作 | Action
    actor | 操作人 | 操作人 | Actor
    actor_name | 操作人姓名 | 操作人姓名 | Actor's name
    on_behalf_of | 代表 | 代表 | On behalf of
    cause_id | 起因ID | 起因ID | Cause ID
    before | 变更前 | 變更前 | Before
    after | 变更后 | 變更後 | After
    address | IP地址 | IP位址 | IP address
    device | 设备 | 裝置 | Device
    session_id | 会话ID | 工作階段ID | Session ID
    job_id | 任务ID | 工作ID | Job ID
    position | 序号 | 序號 | Position
    """
)


def _cell(name: str) -> Any:
    return lambda row: _written(row[name])


def _written(value: Any) -> Cell:
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    return str(value) if isinstance(value, UUID) else value


def branches(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """All or nothing: the trail has no owners."""
    return [true() if actor.may("audit.read") else false()]


async def shown(
    _session: AsyncSession, actor: Actor, access: Access, rows: Sequence[Mapping[str, Any]]
) -> Shown:
    """Without hidden fields, with the names of those who acted, moments in the organisation's zone."""
    zone = ZoneInfo(access.organisation()["time_zone"])
    return [
        queries.shown(row, actor)
        | {"at": row["at"].astimezone(zone), "actor_name": _name(access, row["actor"])}
        for row in rows
    ]


def _name(access: Access, actor: str) -> str | None:
    kind, _, id_ = actor.partition(":")
    known = access.user(UUID(id_)) if kind == "user" else None
    return known["name"] if known else None


TRAIL: Final = Exported(
    name="audit",
    permission="audit.read",
    listing=queries.TRAIL,
    columns={name: Column(titles, _cell(name)) for name, titles in TITLES.items()},
    branches=branches,
    shown=shown,
)

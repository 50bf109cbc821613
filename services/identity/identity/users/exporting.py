"""How people are exported: with the names of their roles, their teams and who leads them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, false, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.exports.catalogue import table
from chassis.exports.cells import Cell
from chassis.exports.declaration import Column, Exported, Shown
from identity.roles import service as roles
from identity.teams import service as teams
from identity.users import queries

Row = Mapping[str, Any]
TITLES: Final = table(
    """
    name | 姓名 | 姓名 | Name
    email | 邮箱 | 電子郵件 | Email
    state | 状态 | 狀態 | State
    roles | 角色 | 角色 | Roles
    teams | 团队 | 團隊 | Teams
    manager | 上级 | 主管 | Manager
    second_factor | 两步验证 | 兩步驟驗證 | Second factor
    language | 语言 | 語言 | Language
    time_zone | 时区 | 時區 | Time zone
    out_of_office_from | 外出开始 | 外出開始 | Away from
    out_of_office_until | 外出结束 | 外出結束 | Away until
    deputy | 代理人 | 代理人 | Deputy
    created_at | 创建时间 | 建立時間 | Created
    """
)
WORDS: Final = {
    "state": table(
        """
        active | 启用 | 啟用 | Active
        invited | 尚无密码 | 尚無密碼 | No password yet
        deactivated | 已停用 | 已停用 | Deactivated
        """
    ),
    # Roles that came with the suite, until somebody renames them.
    "roles": table(
        """
        Administrator | 管理员 | 管理員 | Administrator
        Auditor | 审计员 | 稽核員 | Auditor
        Marketer | 市场人员 | 行銷人員 | Marketer
        Sales manager | 销售经理 | 業務經理 | Sales manager
        Sales representative | 销售代表 | 業務代表 | Sales representative
        Service agent | 客服人员 | 客服人員 | Service agent
        """
    ),
}


def branches(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """All or nothing: people have no owners."""
    return [true() if actor.may("user.read") else false()]


async def shown(session: AsyncSession, _actor: Actor, access: Access, rows: Sequence[Row]) -> Shown:
    """With names in place of ids, moments in the organisation's zone."""
    zone = ZoneInfo(access.organisation()["time_zone"])
    held = await roles.named(session, _every(rows, "role_ids"))
    within = await teams.named(session, _every(rows, "team_ids"))
    return [
        {
            **row,
            "state": _state(row),
            "roles": tuple(one.name for one in held if one.id in row["role_ids"]),
            "teams": tuple(one.name for one in within if one.id in row["team_ids"]),
            "manager": _name(access, row["manager_id"]),
            "deputy": _name(access, row["deputy_id"]),
            "created_at": row["created_at"].astimezone(zone),
        }
        for row in rows
    ]


def _every(rows: Sequence[Row], name: str) -> list[UUID]:
    return list({id_ for row in rows for id_ in row[name]})


def _state(row: Row) -> str:
    if not row["active"]:
        return "deactivated"
    return "invited" if row["invited"] else "active"


def _name(access: Access, user_id: UUID | None) -> str | None:
    known = access.user(user_id) if user_id else None
    return known["name"] if known else None


def _cell(name: str) -> Callable[[Row], Cell | tuple[str, ...]]:
    return lambda row: row[name]


PEOPLE: Final = Exported(
    name="users",
    permission="user.read",
    listing=queries.USERS,
    columns={name: Column(titles, _cell(name), words=WORDS.get(name, {})) for name, titles in TITLES.items()},
    branches=branches,
    shown=shown,
)

"""What the columns of exports have in common: how fields become cells."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.exports.cells import Cell
from customer.records import among

Row = Mapping[str, Any]
MOBILE: Final = ("mobile",)
FAX: Final = ("fax",)
OTHER: Final = ("work", "home", "other")


def numbers(kinds: Sequence[str]) -> Callable[[Row], Cell]:
    """The phone numbers of some kinds, the primary one first."""

    def cell(row: Row) -> Cell:
        found = [one for one in row["phones"] if one["kind"] in kinds]
        found.sort(key=lambda one: not one["primary"])
        return "; ".join(
            one["number"] + (f" x{one['extension']}" if one["extension"] else "") for one in found
        )

    return cell


def addresses(row: Row) -> Cell:
    """The mail addresses, the primary one first."""
    found = sorted(row["emails"], key=lambda one: not one["primary"])
    return "; ".join(one["address"] for one in found)


def plain(name: str) -> Callable[[Row], Cell]:
    """A field as it is."""
    return lambda row: row[name]


def person(access: Access, user_id: UUID | None) -> str | None:
    """The name of somebody who works here."""
    known = access.user(user_id) if user_id else None
    return known["name"] if known else None


def local(row: Row, access: Access) -> dict[str, Any]:
    """The row with its moments in the organisation's zone."""
    zone = ZoneInfo(access.organisation()["time_zone"])
    return {
        name: value.astimezone(zone) if isinstance(value, datetime) else value for name, value in row.items()
    }


async def standings(
    session: AsyncSession, table: Table, ids: Collection[UUID]
) -> dict[UUID, dict[str, tuple[str, ...]]]:
    """What each of some customers or contacts agreed to and what not."""
    statement = select(table.c.id, table.c.consents, table.c.opt_outs).where(among(table.c.id, ids))
    rows = await session.execute(statement)
    return {row.id: {"consents": tuple(row.consents), "opt_outs": tuple(row.opt_outs)} for row in rows}

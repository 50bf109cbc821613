"""Whose clock it is: the record's zone, else the address's, then the phone's, else the organisation's."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from customer.consents.subjects import KINDS, REACH, Subject
from libs.countries import principal_zone, zones_of
from libs.names import zones_of_number

Rows = Mapping[Subject, Mapping[Any, Any]]


def zone_name(stated: str | None, country: str | None, numbers: Sequence[str], ours: str) -> str:
    """The zone to assume; in a country with several, the first number that rings in only one decides."""
    if stated:
        return stated
    candidates = zones_of(country) if country else ()
    if len(candidates) == 1:
        return candidates[0]
    for number in numbers:
        zones = zones_of_number(number)
        if len(zones) == 1 and (not candidates or zones[0] in candidates):
            return zones[0]
    return (principal_zone(country) if country else None) or ours


async def zones(session: AsyncSession, rows: Rows, ours: str) -> dict[Subject, ZoneInfo]:
    """The zones of subjects as `reachability.found` gives them."""
    countries: dict[Subject, str] = {}
    for kind in KINDS:
        asked = [subject.id for subject, row in rows.items() if subject.kind == kind and not row["time_zone"]]
        found: Mapping[UUID, str] = await REACH[kind].countries(session, asked) if asked else {}
        countries |= {Subject(kind, id_): country for id_, country in found.items()}
    return {
        subject: ZoneInfo(zone_name(row["time_zone"], countries.get(subject), _numbers(row), ours))
        for subject, row in rows.items()
    }


def _numbers(row: Mapping[Any, Any]) -> list[str]:
    phones: Collection[Mapping[str, Any]] = row["phones"]
    return [one["number"] for one in sorted(phones, key=lambda one: not one["primary"])]

"""How people and companies are reached: what they are called, what they read, and where."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.consents.asking import found
from customer.consents.subjects import Subject, timelines


class Reach(NamedTuple):
    """How one is reached; empty where nothing is known."""

    name: str = ""
    language: str = ""
    email: str = ""
    mobile: str = ""


NONE: Final = Reach()


async def reaches(session: AsyncSession, actor: Actor, subjects: Sequence[Subject]) -> list[Reach]:
    """How each is reached, in their order."""
    rows = await found(session, actor, set(subjects))
    mute = [one for one, row in rows.items() if one.kind == "contact" and not row["language"]]
    works_for = {one: ids[0] for one, ids in (await timelines(session, mute)).items() if ids}
    employers = await found(session, actor, {Subject("customer", id_) for id_ in works_for.values()})

    def language(one: Subject) -> str:
        employer = employers.get(Subject("customer", works_for[one])) if one in works_for else None
        return rows[one]["language"] or (employer and employer["language"]) or ""

    return [_reach(rows[one], language(one)) if one in rows else NONE for one in subjects]


def _reach(row: Mapping[Any, Any], language: str) -> Reach:
    mobiles = [one for one in row["phones"] if one["kind"] == "mobile"]
    return Reach(row["name"], language, _main(row["emails"], "address"), _main(mobiles, "number"))


def _main(entries: Sequence[Mapping[str, Any]], name: str) -> str:
    """The primary one of the entries, else the first."""
    chosen = next((one for one in entries if one["primary"]), entries[0] if entries else None)
    return str(chosen[name]) if chosen else ""

"""Which record a row means, and what is to become of it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chassis.imports.bodies import CellError
from chassis.imports.declaration import Act, Plan, ReadRow

Key = tuple[str, str]
Find = Callable[[str, Sequence[str]], Awaitable[Mapping[str, Sequence[UUID]]]]
REFUSED = {"not_allowed": "not_allowed", "not_found": "not_found"}


@dataclass
class Draft:
    """A checked row: column values, what it is matched by, what is still to be looked up."""

    values: dict[str, Any]
    keys: list[Key] = field(default_factory=list)
    external: tuple[str, str] | None = None
    more: dict[str, Any] = field(default_factory=dict)


def tell(row: ReadRow, errors: Iterable[CellError], names: Mapping[str, str] | None = None) -> None:
    """Take over what the object's own check found; `names` says what its fields are called here."""
    for error in errors:
        name = (names or {}).get(error.field, error.field)
        (row.refuse if error.fatal else row.remark)(name, error.kind, **error.params)


def chosen(act: Act, usual: Sequence[str]) -> Sequence[str]:
    """The keys to match by: those said, else the usual ones that some column is mapped to."""
    return act.options.match_by or [key for key in usual if key in act.mapped]


async def matched(rows: Sequence[ReadRow], find: Find) -> dict[int, Sequence[UUID]]:
    """For each row the records that the first of its keys with an answer names."""
    values: dict[str, set[str]] = {}
    for row in rows:
        for key, value in row.checked.keys:
            values.setdefault(key, set()).add(value)
    known = {key: await find(key, sorted(some)) for key, some in values.items()}
    found: dict[int, Sequence[UUID]] = {}
    for row in rows:
        answers = (known[key].get(value) for key, value in row.checked.keys)
        found[row.number] = next((ids for ids in answers if ids), ())
    return found


def decide(row: ReadRow, ids: Sequence[UUID], act: Act) -> Plan:
    """Create, update, skip or refuse, as the person chose."""
    if row.refused:
        return Plan(row, "fail")
    if not ids or act.options.on_match == "create":
        return Plan(row, "create")
    if len(set(ids)) > 1:
        row.refuse(None, "match_ambiguous", count=len(set(ids)))
        return Plan(row, "fail")
    return Plan(row, "skip" if act.options.on_match == "skip" else "update", ids[0])


def settle(plan: Plan, outcome: str, record_id: UUID | None) -> None:
    """What became of a plan when it was written."""
    if outcome in REFUSED:
        plan.action = "fail"
        plan.row.refuse(None, REFUSED[outcome])
    elif outcome == "unchanged":
        plan.action = "skip"
    if record_id is not None:
        plan.record_id = record_id


def person(row: ReadRow, act: Act, field: str) -> UUID | None:
    """The active person a cell names, by name or mail; unknown or ambiguous ones are remarked upon."""
    named = row.values.get(field)
    if named is None:
        return None
    found = act.access.users_named(named)
    if len(found) == 1:
        return found[0]
    row.remark(field, "person_ambiguous" if found else "person_unknown")
    return None

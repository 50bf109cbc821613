"""What undo of customers, contacts and timeline entries has in common: values, external ids."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.custom_fields import rows as custom
from chassis.custom_fields.declaration import fields_of
from chassis.operations import rows
from chassis.operations.declaration import Found, State, States, Wanted
from customer import external

REFERENCES: Final = "external_references"
"""What history calls the (source, external id) pairs that undo gave up or took back."""


class RowThing(rows.RowThing):
    """A thing whose records are rows of one table, each perhaps with what other systems call it."""

    def computed(self) -> frozenset[str]:
        """Custom fields with a formula."""
        return frozenset(field.name for field, _ in fields_of(self.name).computing)

    def released(self, state: State) -> State:
        """Its external ids: the file can be imported again."""
        return {name: [] for name in ("external_ids", REFERENCES) if name in state}

    async def impossible(
        self, session: AsyncSession, actor: Actor, states: States, wanted: Wanted
    ) -> list[Found]:
        """An external id that another record has."""
        return await _keep_taken_ids(session, self.name, states, wanted)

    def writes(self, name: str) -> bool:
        """Whether this part of a state is written with the row."""
        return name in self.table.c

    def rows(self, states: States, wanted: Wanted) -> tuple[Wanted, Wanted]:
        """Whole rows as they are and as they are to be."""
        before = {id_: custom.gathered(states[id_]) for id_ in wanted}
        after = {id_: custom.gathered({**states[id_], **values}) for id_, values in wanted.items()}
        return before, {
            id_: {name: one for name, one in row.items() if self.writes(name)} for id_, row in after.items()
        }


def beside(table: Table) -> frozenset[str]:
    """What states hold that history does not keep with the row."""
    return rows.beside(table) | {REFERENCES}


async def add_references(session: AsyncSession, thing: str, states: Mapping[UUID, State]) -> None:
    """Let states say what other systems call the records."""
    for id_, pairs in (await external.references_of(session, thing, list(states))).items():
        states[id_][REFERENCES] = pairs


async def _keep_taken_ids(session: AsyncSession, thing: str, states: States, wanted: Wanted) -> list[Found]:
    """External ids that others have by now do not come back."""
    back = [
        (id_, pair)
        for id_, values in wanted.items()
        for pair in values.get(REFERENCES, ())
        if pair not in states[id_][REFERENCES]
    ]
    found = []
    for id_, source, external_id in await external.taken(session, thing, back):
        values = wanted[id_]
        values[REFERENCES] = [one for one in values[REFERENCES] if one != [source, external_id]]
        kept = {one for _, one in values[REFERENCES]}
        values["external_ids"] = [one for one in values.get("external_ids", ()) if one in kept]
        told = {"source": source, "external_id": external_id}
        found.append(Found(thing, id_, "external_id_taken", "external_ids", told))
    return found


Pseudo = dict[UUID, tuple[dict[str, Any], dict[str, Any]]]


async def exchange_references(session: AsyncSession, thing: str, states: States, wanted: Wanted) -> Pseudo:
    """Give up and take back external ids; what history says of it, before and after."""
    gone, back, told = list[tuple[UUID, list[str]]](), list[tuple[UUID, list[str]]](), Pseudo()
    for id_, values in wanted.items():
        old = states[id_][REFERENCES]
        new = _references(old, values)
        if new != old:
            gone += [(id_, pair) for pair in old if pair not in new]
            back += [(id_, pair) for pair in new if pair not in old]
            told[id_] = ({REFERENCES: old}, {REFERENCES: new})
    await external.exchange(session, thing, gone, back)
    return told


def _references(old: Sequence[list[str]], values: State) -> list[list[str]]:
    if REFERENCES in values:
        return list(values[REFERENCES])
    if "external_ids" in values:
        return [pair for pair in old if pair[1] in values["external_ids"]]
    return list(old)

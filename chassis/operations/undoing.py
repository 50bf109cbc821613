"""Undo: what an act did is read from its change rows and taken back where nobody has touched it since.

Undo is an act of its own, with change rows of its own: undoing it brings back what it took.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.operations.declaration import Found, Outcome, States, Thing, Wanted, declared
from chassis.operations.merging import Conflict, Touched, altered, take_back
from chassis.operations.models import Operation
from chassis.tables import change


@dataclass
class Plan:
    """What undo would do to a chunk of records."""

    states: States
    wanted: Wanted = field(default_factory=dict)
    removed: set[UUID] = field(default_factory=set)
    """Created by the act, and used by nobody since: deleted."""
    issues: list[Found] = field(default_factory=list)

    def outcome(self, ids: Sequence[UUID]) -> Outcome:
        """Each record by what becomes of it."""
        left = {one.record_id for one in self.issues} - self.wanted.keys()
        done = Outcome(issues=self.issues)
        for id_ in ids:
            changed = "removed" if id_ in self.removed else "changed"
            done.counts[changed if id_ in self.wanted else "refused" if id_ in left else "unchanged"] += 1
        return done


async def undo(
    session: AsyncSession,
    actor: Actor,
    access: Access,
    operation: Operation,
    thing: Thing,
    ids: Sequence[UUID],
) -> Outcome:
    """Take back what `operation.undoes_id` did to these records."""
    cause_id, creation = operation.undoes_id, restoring(operation)
    assert cause_id is not None  # noqa: S101  # an undo names what it undoes
    made = await plan(session, actor, thing, cause_id, ids, creation=creation, lock=True)
    await thing.write(session, actor, access, made.states, made.wanted)
    return made.outcome(ids)


def restoring(undo_: Operation) -> bool:
    """Whether records it deletes or brings back are those an import made, not those somebody deleted."""
    return undo_.request.get("root") == "import"


async def plan(
    session: AsyncSession,
    actor: Actor,
    thing: Thing,
    cause_id: UUID,
    ids: Sequence[UUID],
    *,
    creation: bool,
    lock: bool,
    gone: Collection[UUID] = (),
) -> Plan:
    """Decide for each record; nothing is written."""
    acts = await touched(session, thing, cause_id, ids)
    for act in acts.values():
        act.leave_out(thing.computed())
    states = await thing.load(session, ids, lock=lock)
    made = Plan(states)
    for id_ in ids:
        if id_ not in states:
            made.issues.append(Found(thing.name, id_, "gone"))
        elif (act := acts[id_]).created:
            _remove(made, thing, id_, act)
        else:
            _put_back(made, thing, id_, act)
    await _refuse(session, actor, made, thing, cause_id, gone, creation=creation)
    made.issues += await thing.impossible(session, actor, states, made.wanted)
    made.wanted = {id_: values for id_, values in made.wanted.items() if values}
    _keep_secrets(made, thing, actor)
    return made


async def touched(
    session: AsyncSession, thing: Thing, cause_id: UUID, ids: Sequence[UUID]
) -> Mapping[UUID, Touched]:
    """What an act did to these records."""
    found = {id_: Touched() for id_ in ids}
    rows = await session.execute(
        select(change.c.record_id, change.c.kind, change.c.before, change.c.after)
        .where(change.c.record_id.in_(ids), change.c.cause_id == cause_id, change.c.thing == thing.name)
        .order_by(change.c.version, change.c.id)
    )
    for row in rows:
        found[row.record_id].take(row.kind, row.before, row.after, thing.nested)
    return found


def _remove(made: Plan, thing: Thing, id_: UUID, act: Touched) -> None:
    state = made.states[id_]
    if state["deleted_at"] is not None:
        return
    later = altered(act, state, thing.value, thing.beside | thing.computed())
    made.issues += [_conflict(thing, id_, name, one) for name, one in later.items()]
    if not later:
        made.wanted[id_] = {"deleted_at": datetime.now(UTC)} | thing.released(state)
        made.removed.add(id_)


def _put_back(made: Plan, thing: Thing, id_: UUID, act: Touched) -> None:
    state = made.states[id_]
    if state["deleted_at"] is not None and "deleted_at" not in act.after:
        made.issues.append(Found(thing.name, id_, "deleted"))
        return
    wanted, conflicts = take_back(act, state, thing.value, thing.sets, thing.together)
    made.wanted[id_] = wanted
    made.issues += [_conflict(thing, id_, name, one) for name, one in conflicts.items()]


def _conflict(thing: Thing, id_: UUID, name: str, values: Conflict) -> Found:
    params: dict[str, Any] = to_jsonable_python(values._asdict())
    return Found(thing.name, id_, "conflict", name, params)


async def _refuse(
    session: AsyncSession,
    actor: Actor,
    made: Plan,
    thing: Thing,
    cause_id: UUID,
    gone: Collection[UUID],
    *,
    creation: bool,
) -> None:
    """Leave out what the actor may not do, and what others use; of the former not even conflicts are told."""
    asked = {id_: made.wanted.get(id_, {}) for id_ in made.states}
    refused = await thing.refused(session, actor, made.states, asked, creation=creation)
    made.issues = [one for one in made.issues if one.record_id not in refused]
    made.issues += [Found(thing.name, id_, kind) for id_, kind in refused.items() if touches(made, id_)]
    if removed := made.removed - refused.keys():
        used = await thing.uses(session, removed, cause_id, gone)
        made.issues += [Found(thing.name, id_, "used", None, by) for id_, by in used.items()]
        refused |= dict.fromkeys(used, "used")
    made.removed -= refused.keys()
    made.wanted = {id_: values for id_, values in made.wanted.items() if id_ not in refused and values}


def touches(made: Plan, id_: UUID) -> bool:
    """Whether there is anything to do for a record."""
    return bool(made.wanted.get(id_)) or id_ in made.removed


def _keep_secrets(made: Plan, thing: Thing, actor: Actor) -> None:
    """Fields that are hidden from the actor are not written, and conflicts in them not shown."""
    hidden = actor.masked(thing.name)
    if not hidden:
        return
    for id_, values in list(made.wanted.items()):
        for name in hidden & values.keys():
            del values[name]
            made.issues.append(Found(thing.name, id_, "masked", name))
        if not values:
            del made.wanted[id_]
    made.issues = [
        one._replace(params={}) if one.field in hidden and one.kind == "conflict" else one
        for one in made.issues
    ]


def steps(operation: Operation) -> dict[str, int]:
    """The order in which an undo deals with things: what was made last goes first, and comes back last."""
    names = list(declared().things)
    return {name: at for at, name in enumerate(reversed(names) if operation.forward else names)}

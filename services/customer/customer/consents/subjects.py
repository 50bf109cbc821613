"""Whose consent it is: a contact or a customer, and where the two are kept."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from customer.contacts import reachability as contact_reach
from customer.contacts import service as contacts
from customer.customers import reachability as customer_reach
from customer.customers import service as customers
from customer.records import among

Kind = Literal["contact", "customer"]
KINDS: Final[tuple[Kind, ...]] = ("contact", "customer")
TABLES: Final[dict[Kind, Table]] = {"contact": contact_reach.TABLE, "customer": customer_reach.TABLE}
REACH: Final[dict[Kind, Any]] = {"contact": contact_reach, "customer": customer_reach}


class Subject(NamedTuple):
    """One contact or customer."""

    kind: Kind
    id: UUID

    def columns(self) -> dict[str, UUID | None]:
        """The columns that say so."""
        return {f"{kind}_id": self.id if kind == self.kind else None for kind in KINDS}


def subject_of(row: Any) -> Subject:
    """Whose a row is."""
    return Subject("contact", row.contact_id) if row.contact_id else Subject("customer", row.customer_id)


def ids(subjects: Iterable[Subject], kind: Kind) -> list[UUID]:
    """The ids of one kind."""
    return list(dict.fromkeys(one.id for one in subjects if one.kind == kind))


async def require(session: AsyncSession, actor: Actor, subject: Subject) -> None:
    """Somebody the actor may see. Raises NotFound."""
    await (contacts if subject.kind == "contact" else customers).get(session, actor, subject.id)


async def lock(session: AsyncSession, actor: Actor, subject: Subject) -> None:
    """The same, live, locked and changeable: every change of one subject waits here for the one before."""
    if subject.kind == "contact":
        works_for = await contact_reach.customers_of(session, [subject.id])
        await customer_reach.hold(session, works_for.get(subject.id, ()))
        await contacts.locked(session, actor, subject.id)
    else:
        await customers.locked(session, actor, subject.id, "customer.update")


async def changeable(session: AsyncSession, actor: Actor, subjects: Collection[Subject]) -> set[Subject]:
    """The live ones among these that the actor may change."""
    found: set[Subject] = set()
    for kind in KINDS:
        if some := ids(subjects, kind):
            here = await REACH[kind].found(session, actor, some, "customer.update")
            found |= {Subject(kind, id_) for id_ in here}
    return found


async def lock_all(session: AsyncSession, subjects: Collection[Subject]) -> None:
    """Lock many, in the one order that everybody locks them in."""
    for kind in KINDS:
        if some := ids(subjects, kind):
            table = TABLES[kind]
            rows = select(table.c.id).where(among(table.c.id, some)).order_by(table.c.id)
            await session.execute(rows.with_for_update())


async def put_standing(session: AsyncSession, rows: Sequence[tuple[Subject, list[str], list[str]]]) -> None:
    """Keep on the record what lists are filtered by; derived, so no new version and no new date."""
    connection = await session.connection()
    for kind in KINDS:
        table = TABLES[kind]
        given = [
            {"subject": subject.id, "new_consents": consents, "new_opt_outs": opt_outs}
            for subject, consents, opt_outs in rows
            if subject.kind == kind
        ]
        values: dict[str, Any] = {
            "consents": bindparam("new_consents"),
            "opt_outs": bindparam("new_opt_outs"),
        }
        statement = update(table).where(table.c.id == bindparam("subject"))
        if given:
            await connection.execute(statement.values(**values, updated_at=table.c.updated_at), given)


async def timelines(session: AsyncSession, subjects: Collection[Subject]) -> dict[Subject, list[UUID]]:
    """The customers on whose timelines it is told what somebody said."""
    found: dict[Subject, list[UUID]] = {}
    for kind in KINDS:
        if some := ids(subjects, kind):
            here = await REACH[kind].customers_of(session, some)
            found |= {Subject(kind, id_): customer_ids for id_, customer_ids in here.items()}
    return found

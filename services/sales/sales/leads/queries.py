"""What lists of leads offer, and what reads them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, and_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import Actor
from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales import owned
from sales.leads.models import OPEN, Lead
from sales.leads.schemas import LeadRead
from sales.records import table_of
from sales.searching import spelled

TABLE: Final = table_of(Lead)
MOST_ALIKE: Final = 20
OVERDUE: Final = and_(
    TABLE.c.respond_by.is_not(None),
    TABLE.c.respond_by < func.now(),
    TABLE.c.responded_at.is_(None),
    TABLE.c.status.in_(OPEN),
)
"""The first response is due and has not come."""

LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in LeadRead.model_fields],
    key=TABLE.c.id,
    offers={
        "id": Offer(Kind.REFERENCE, TABLE.c.id, nullable=False),
        "number": Offer(Kind.TEXT, TABLE.c.number, nullable=False, sorts=True, by=TABLE.c.serial),
        "name": Offer(Kind.TEXT, TABLE.c.name, sorts=True, by=TABLE.c.name_key),
        "company": Offer(Kind.TEXT, TABLE.c.company, sorts=True, by=TABLE.c.company_key),
        "status": Offer(Kind.CHOICE, TABLE.c.status, nullable=False),
        "score": Offer(Kind.NUMBER, TABLE.c.score, nullable=False, sorts=True),
        "source": Offer(Kind.TEXT, TABLE.c.source),
        "campaign": Offer(Kind.TEXT, TABLE.c.campaign),
        "country": Offer(Kind.TEXT, TABLE.c.country),
        "region": Offer(Kind.TEXT, TABLE.c.region),
        "city": Offer(Kind.TEXT, TABLE.c.city),
        "owner_id": Offer(Kind.REFERENCE, TABLE.c.owner_id),
        "team_id": Offer(Kind.REFERENCE, TABLE.c.team_id),
        "form_id": Offer(Kind.REFERENCE, TABLE.c.form_id),
        "customer_id": Offer(Kind.REFERENCE, TABLE.c.customer_id),
        "product_ids": Offer(Kind.REFERENCES, TABLE.c.product_ids, nullable=False),
        "reached_by": Offer(Kind.TAGS, TABLE.c.handles, nullable=False),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
        "updated_at": Offer(Kind.MOMENT, TABLE.c.updated_at, nullable=False, sorts=True),
        "respond_by": Offer(Kind.MOMENT, TABLE.c.respond_by, sorts=True),
        "responded_at": Offer(Kind.MOMENT, TABLE.c.responded_at),
        "response_overdue": Offer(Kind.BOOLEAN, OVERDUE, nullable=False),
        "converted_at": Offer(Kind.MOMENT, TABLE.c.converted_at, sorts=True),
    },
    sort="-created_at",
    deleted_at=TABLE.c.deleted_at,
    search=lambda query: spelled(TABLE, query),
)


async def open_leads(session: AsyncSession, owner_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """How many open leads people look after."""
    statement = (
        select(Lead.owner_id, func.count())
        .where(Lead.owner_id.in_(owner_ids), Lead.status.in_(OPEN), Lead.deleted_at.is_(None))
        .group_by(Lead.owner_id)
    )
    return {owner_id: count for owner_id, count in await session.execute(statement) if owner_id}


async def alike(
    session: AsyncSession, actor: Actor, lead_id: UUID | None, handles: Sequence[str], name_key: str
) -> Sequence[Lead]:
    """Other open leads that the actor may read and that are reached in the same way, or are called the same
    when nobody knows how they are reached.
    """
    same = Lead.handles.bool_op("&&")(literal(list(handles), ARRAY(Text())))
    named = and_(Lead.name_key == name_key, or_(Lead.handles == [], literal(not handles)))
    where = [owned.readable(actor, Lead), Lead.status.in_(OPEN), or_(same, named) if handles else named]
    if lead_id:
        where.append(Lead.id != lead_id)
    found = await session.scalars(select(Lead).where(*where).order_by(Lead.id.desc()).limit(MOST_ALIKE))
    return found.all()

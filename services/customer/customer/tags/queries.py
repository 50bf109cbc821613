"""What the list of tags offers."""

from typing import Final

from sqlalchemy import ColumnElement, func, true

from chassis.http.lists import Listing, Offer
from customer.records import table_of
from customer.tags.models import Tag
from libs.conditions import Kind
from libs.names import fold

TABLE: Final = table_of(Tag)
EVERYWHERE: Final[list[ColumnElement[bool]]] = [true()]

LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in ("id", "version", "created_at", "updated_at", "name", "colour")],
    key=TABLE.c.id,
    offers={"name": Offer(Kind.TEXT, TABLE.c.name, nullable=False, sorts=True)},
    sort="name",
    deleted_at=TABLE.c.deleted_at,
    search=lambda query: func.lower(TABLE.c.name).contains(fold(query), autoescape=True),
)

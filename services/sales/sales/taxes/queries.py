"""What the list of taxes offers."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.records import table_of
from sales.taxes.models import Tax
from sales.taxes.schemas import TaxRead

TABLE: Final = table_of(Tax)

LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in TaxRead.model_fields],
    key=TABLE.c.id,
    offers={"name": Offer(Kind.TEXT, TABLE.c.name, nullable=False, sorts=True)},
    sort="name",
    deleted_at=TABLE.c.deleted_at,
)

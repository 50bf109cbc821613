"""What the list of discount limits offers."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.discount_limits.models import DiscountLimit
from sales.discount_limits.schemas import DiscountLimitRead
from sales.records import table_of

TABLE: Final = table_of(DiscountLimit)

LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in DiscountLimitRead.model_fields],
    key=TABLE.c.id,
    offers={
        "team_id": Offer(Kind.REFERENCE, TABLE.c.team_id),
        "product_id": Offer(Kind.REFERENCE, TABLE.c.product_id),
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True, by=TABLE.c.id),
    },
    sort="created_at",
    deleted_at=TABLE.c.deleted_at,
)

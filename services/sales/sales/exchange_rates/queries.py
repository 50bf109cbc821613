"""What the list of exchange rates offers."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.exchange_rates.models import ExchangeRate
from sales.exchange_rates.schemas import ExchangeRateRead
from sales.records import table_of

TABLE: Final = table_of(ExchangeRate)
LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in ExchangeRateRead.model_fields],
    key=TABLE.c.id,
    offers={
        "currency": Offer(Kind.CHOICE, TABLE.c.currency, nullable=False),
        "starts_on": Offer(Kind.DATE, TABLE.c.starts_on, nullable=False, sorts=True),
    },
    sort="-starts_on",
    deleted_at=TABLE.c.deleted_at,
)

"""What the list of forms offers."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from sales.lead_forms.models import LeadForm
from sales.lead_forms.schemas import LeadFormRead
from sales.records import table_of

TABLE: Final = table_of(LeadForm)
LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in LeadFormRead.model_fields],
    key=TABLE.c.id,
    offers={
        "name": Offer(Kind.TEXT, TABLE.c.name, nullable=False, sorts=True),
        "active": Offer(Kind.BOOLEAN, TABLE.c.active, nullable=False),
    },
    sort="name",
    deleted_at=TABLE.c.deleted_at,
)

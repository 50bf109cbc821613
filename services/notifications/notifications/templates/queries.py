"""The list of templates."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from notifications.records import table_of
from notifications.templates.models import Template
from notifications.templates.schemas import TemplateRead

TABLE: Final = table_of(Template)
LISTING: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in TemplateRead.model_fields],
    key=TABLE.c.id,
    offers={
        "created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True),
        **{
            name: Offer(Kind.CHOICE, TABLE.c[name], nullable=False)
            for name in ("topic", "channel", "language", "state")
        },
    },
    sort="-created_at",
)

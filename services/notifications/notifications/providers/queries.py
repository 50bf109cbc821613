"""Lists of this feature."""

from typing import Final

from chassis.http.lists import Listing, Offer
from libs.conditions import Kind
from notifications.providers.models import SandboxMessage
from notifications.providers.schemas import SandboxMessageRead
from notifications.records import table_of

TABLE: Final = table_of(SandboxMessage)
SANDBOX: Final = Listing(
    source=TABLE,
    columns=[TABLE.c[name] for name in SandboxMessageRead.model_fields],
    key=TABLE.c.id,
    offers={"created_at": Offer(Kind.MOMENT, TABLE.c.created_at, nullable=False, sorts=True)},
    sort="-created_at",
)

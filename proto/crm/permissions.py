"""Every permission that exists: `object.action`, by the service that owns the object.

Roles are built from these names; a service checks its own. A permission is held with a scope
(own, team, subtree, all); the objects under UNSCOPED know only `all`.
"""

import re
from typing import Final

PERMISSIONS: Final[dict[str, tuple[str, ...]]] = {
    "customer": (
        "customer.create",
        "customer.read",
        "customer.update",
        "customer.bulk_update",
        "customer.assign",
        "customer.delete",
        "customer.export",
        "customer.import",
        "tag.manage",
        "custom_field.manage",
    ),
    "identity": (
        "organisation.update",
        "user.read",
        "user.manage",
        "team.manage",
        "role.manage",
        "audit.read",
        "view.share",
        "api_key.manage",
    ),
    "notifications": (
        "template.manage",
        "provider.manage",
        "delivery.send",
        "delivery.read",
    ),
    "sales": (
        "lead.create",
        "lead.read",
        "lead.update",
        "lead.assign",
        "lead.delete",
        "lead.bulk_update",
        "lead.import",
        "lead_rule.manage",
        "opportunity.create",
        "opportunity.read",
        "opportunity.update",
        "opportunity.assign",
        "opportunity.delete",
        "opportunity.bulk_update",
        "opportunity.import",
        "pipeline.manage",
        "exchange_rate.manage",
        "quote.create",
        "quote.read",
        "quote.update",
        "quote.assign",
        "quote.delete",
        "quote.approve",
        "order.create",
        "order.read",
        "order.update",
        "order.assign",
        "order.invoice",
        "contract.create",
        "contract.read",
        "contract.update",
        "contract.assign",
        "contract.delete",
        "product.read",
        "product.manage",
        "price_book.manage",
    ),
}
"""Owning service → its permissions."""

UNSCOPED: Final = frozenset(
    {
        "organisation",
        "user",
        "team",
        "role",
        "audit",
        "view",
        "tag",
        "api_key",
        "custom_field",
        "product",
        "price_book",
        "pipeline",
        "exchange_rate",
        "lead_rule",
        "template",
        "provider",
        "delivery",
    }
)
"""Objects without owner: their permissions are held for all or not at all."""

ALL: Final = frozenset(name for names in PERMISSIONS.values() for name in names)
"""Every permission name."""

MASKABLE: Final[dict[str, tuple[str, ...]]] = {
    "customer": (
        "addresses",
        "phones",
        "emails",
        "website",
        "industry",
        "size",
        "source",
        "tax_number",
        "registered_on",
        "currency",
        "language",
        "time_zone",
        "description",
        "tags",
        "last_interaction_at",
    ),
    "contact": (
        "phones",
        "emails",
        "birthday",
        "language",
        "time_zone",
        "description",
        "title",
        "department",
        "decision_role",
    ),
    "interaction": ("summary", "participants", "duration_seconds", "follow_up", "follow_up_on"),
}
"""Object → the fields that a role can hide. What identifies a record, its names and who looks after it are
not among them: those make its card, which may always be shown."""

CUSTOM_FIELD: Final = re.compile(r"custom\.[a-z][a-z0-9_]{0,62}")
"""Fields that an organisation has added to an object can be hidden too."""

READ_WITH: Final = {"contact": "customer", "interaction": "customer"}
"""Objects that are read with the permission of another."""


def maskable(name: str) -> bool:
    """Whether a role can hide `<object>.<field>`."""
    thing, _, field = name.partition(".")
    return thing in MASKABLE and (field in MASKABLE[thing] or CUSTOM_FIELD.fullmatch(field) is not None)


def reading(thing: str) -> str:
    """The permission that an object is read with."""
    return f"{READ_WITH.get(thing, thing)}.read"

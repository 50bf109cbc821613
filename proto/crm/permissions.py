"""Every permission that exists: `object.action`, by the service that owns the object.

Roles are built from these names; a service checks its own. A permission is held with a scope
(own, team, subtree, all); the objects under UNSCOPED know only `all`.
"""

from typing import Final

PERMISSIONS: Final[dict[str, tuple[str, ...]]] = {
    "customer": (
        "customer.create",
        "customer.read",
        "customer.update",
        "customer.assign",
        "customer.delete",
        "customer.export",
        "customer.import",
        "tag.manage",
    ),
    "identity": (
        "organisation.update",
        "user.read",
        "user.manage",
        "team.manage",
        "role.manage",
        "audit.read",
        "view.share",
    ),
}
"""Owning service → its permissions."""

UNSCOPED: Final = frozenset({"organisation", "user", "team", "role", "audit", "view", "tag"})
"""Objects without owner: their permissions are held for all or not at all."""

ALL: Final = frozenset(name for names in PERMISSIONS.values() for name in names)
"""Every permission name."""

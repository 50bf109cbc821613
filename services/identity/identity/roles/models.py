"""Roles: named sets of permissions with their scopes."""

from typing import Any

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.actors import Reach
from chassis.problems import DomainError
from chassis.records import UNRECORDED
from identity.records import Record

ADMINISTRATOR = "administrator"


class BuiltInRole(DomainError):
    """The administrator's role holds everything for ever; it cannot be changed or removed."""


class RoleInUse(DomainError):
    """A role that people hold cannot be removed."""


class RoleNameTaken(DomainError):
    """Another role has this name."""


class Role(Record):
    """What somebody with this role may do; several roles add up."""

    __tablename__ = "role"
    __table_args__ = (
        Index("uq_role_name", "name_key", unique=True, postgresql_where=text("deleted_at IS NULL")),
        Index("ix_role_name", "name_key", "id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(collation="C"), info=UNRECORDED)
    description: Mapped[str] = mapped_column(Text, default="")
    permissions: Mapped[dict[str, Any]]
    masks: Mapped[list[str]] = mapped_column(default=list, server_default="{}")
    """Fields it hides, `<object>.<field>`."""
    built_in: Mapped[str | None] = mapped_column(String(32))

    @property
    def reaches(self) -> dict[str, Reach]:
        """Its permissions with how far each reaches."""
        return {name: Reach[scope.upper()] for name, scope in self.permissions.items()}

    def require_changeable(self) -> None:
        """Raises BuiltInRole for the administrator's role."""
        if self.built_in == ADMINISTRATOR:
            raise BuiltInRole()

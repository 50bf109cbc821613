"""API keys: service accounts of other systems, with roles of their own."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from chassis.records import UNRECORDED
from identity.records import Base, Record
from libs.references import Reference


class ApiKeyRevoked(DomainError):
    """This key was revoked, for ever; make another one."""


class TooManyApiKeys(DomainError):
    """An installation keeps at most so many keys in force."""


class ApiKey(Record):
    """What another system acts as. It belongs to the organisation: its maker may leave."""

    __tablename__ = "api_key"
    __table_args__ = (Index("ix_api_key_name", "sort_name", "id"),)

    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(200, collation="C"), info=UNRECORDED)
    description: Mapped[str] = mapped_column(Text, default="")
    role_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Reference("role")), default=list)
    team_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Reference("team")), default=list)
    addresses: Mapped[list[str]]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))

    def require_in_force(self) -> None:
        """Raises ApiKeyRevoked."""
        if self.revoked_at:
            raise ApiKeyRevoked()

    @property
    def in_force(self) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > datetime.now(UTC))


class ApiKeySecret(Base):
    """The digest of a key's secret, of the one before it for a while, and when it was last used."""

    __tablename__ = "api_key_secret"

    api_key_id: Mapped[UUID] = mapped_column(ForeignKey("api_key.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    former: Mapped[bytes | None] = mapped_column(LargeBinary)
    former_until: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    used_from: Mapped[str | None] = mapped_column(String(64))

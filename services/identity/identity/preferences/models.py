"""What people have set for themselves, as their screens need it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from identity.records import Base


class TooManyPreferences(DomainError):
    """A person keeps at most so many preferences."""


class Preference(Base):
    """One setting of one person, for instance the theme or a column layout."""

    __tablename__ = "preference"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[Any] = mapped_column(JSONB)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())

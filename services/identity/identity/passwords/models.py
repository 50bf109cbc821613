"""Passwords, kept apart from people so that no list, change row or event can carry one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from identity.records import Base


class WrongPassword(DomainError):
    """That is not your present password."""

    status = 403


class Credential(Base):
    """A person's password as an Argon2id hash with its parameters."""

    __tablename__ = "credential"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())

"""Second factors, kept apart from people as their passwords are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from identity.records import Base


class SecondFactorPresent(DomainError):
    """There is a second factor already; remove it before setting up another."""


class NoSecondFactor(DomainError):
    """There is no second factor, or its set-up was not begun."""


class SecondFactor(Base):
    """A person's TOTP secret, encrypted; it counts once the first code was right."""

    __tablename__ = "second_factor"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """What stands for one recovery code that was not used yet."""

    __tablename__ = "recovery_code"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)

"""Sign-ins, and failures to sign in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError, TooManyRequests
from identity.records import Base


class SignInRefused(DomainError):
    """Mail address or password is wrong, or the account may not sign in."""

    status = 401


class SecondFactorRequired(DomainError):
    """The password is right; send it again with `otp`, a code of the authenticator or a recovery code."""

    status = 401


class SecondFactorWrong(DomainError):
    """The password is right, but not the code; each code of the authenticator is good once."""

    status = 401


class SessionEnded(DomainError):
    """The refresh token is no longer valid; sign in again."""

    status = 401


class LockedOut(TooManyRequests):
    """Too many failures to sign in; Retry-After says how many seconds to wait."""


class SignIn(Base):
    """One session: a family of refresh tokens, of which only the newest generation is valid."""

    __tablename__ = "session"
    __table_args__ = (
        Index("ix_session_user_id", "user_id", "created_at", "id", postgresql_where=text("ended_at IS NULL")),
        Index("ix_session_expires_at", "expires_at"),
        Index("ix_session_device_id", "device_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("device.id", ondelete="SET NULL"))
    generation: Mapped[int] = mapped_column(default=0)
    device: Mapped[str] = mapped_column(String(300))
    address: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    used_at: Mapped[datetime] = mapped_column(server_default=func.now())
    confirmed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Attempts(Base):
    """Failures for one account from one source; the source `*` counts all of them together."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_touched_at", "touched_at"),)

    account: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None]
    succeeded_at: Mapped[datetime | None]
    touched_at: Mapped[datetime] = mapped_column(server_default=func.now())

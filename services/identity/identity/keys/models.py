"""Keys that sign access tokens."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from identity.records import Base


class SigningKey(Base):
    """An Ed25519 key; the newest whose time has come signs, older ones verify until they are removed."""

    __tablename__ = "signing_key"

    kid: Mapped[str] = mapped_column(String(64), primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    signs_from: Mapped[datetime]

"""Which addresses nothing is sent to, and how an address is known without being kept."""

import hashlib
import hmac
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from notifications.settings import Settings
from notifications.suppressions.models import Suppression
from notifications.suppressions.schemas import Reason


def hashed(settings: Settings, channel: str, address: str) -> bytes:
    """The address as it is kept: it can be compared, not read."""
    given = settings.hash_key.get_secret_value() or f"addresses:{settings.private_key.get_secret_value()}"
    return hmac.digest(given.encode(), f"{channel}:{address.lower()}".encode(), hashlib.sha256)


async def suppress(
    session: AsyncSession, channel: str, address_hash: bytes, reason: Reason, detail: str = ""
) -> None:
    """Send nothing there any more; the first reason stays."""
    row = {"channel": channel, "address_hash": address_hash, "reason": reason, "detail": detail}
    await session.execute(insert(Suppression).values(row).on_conflict_do_nothing())


async def lift(session: AsyncSession, channel: str, address_hash: bytes) -> None:
    """Send there again."""
    key = (Suppression.channel == channel) & (Suppression.address_hash == address_hash)
    await session.execute(delete(Suppression).where(key))


async def why(session: AsyncSession, channel: str, address_hash: bytes) -> str | None:
    """Why nothing is sent there; None when it is."""
    found = await session.get(Suppression, (channel, address_hash))
    return found.reason if found else None


async def standing(session: AsyncSession, channel: str, address_hash: bytes) -> dict[str, Any]:
    """Whether an address is suppressed, and why."""
    found = await session.get(Suppression, (channel, address_hash))
    if found is None:
        return {"suppressed": False, "reason": None, "detail": "", "created_at": None}
    kept = {name: getattr(found, name) for name in ("reason", "detail", "created_at")}
    return {"suppressed": True, **kept}

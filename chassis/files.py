"""Files: bytes in a folder shared by a service's processes, a row with name, type, size and hash beside them.

The bytes are complete on disk before the row is committed; a crash in between leaves bytes without a
row, which `sweep` removes after a day. A download passes the permission of the record that holds the id.
"""

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterable, AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import anyio
from sqlalchemy import Row, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.database import Database
from chassis.identifiers import new_id
from chassis.problems import DomainError, NotFound
from chassis.tables import file

CHUNK = 1 << 20
ORPHAN_SECONDS = 86_400


class FileTooLarge(DomainError):
    """The file is larger than allowed."""

    status = 413


class Files:
    """The blob store of one service."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, file_id: UUID) -> Path:
        """Where the bytes of a file lie; two levels keep folders small."""
        name = str(file_id)
        return self.root / name[-2:] / name

    async def keep(
        self,
        session: AsyncSession,
        name: str,
        media_type: str,
        chunks: AsyncIterable[bytes],
        *,
        largest: int,
        expires_at: datetime | None = None,
    ) -> UUID:
        """Store a stream of bytes and its row. Raises FileTooLarge beyond `largest` bytes."""
        file_id = new_id()
        target = self.path(file_id)
        await asyncio.to_thread(target.parent.mkdir, parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        try:
            async with await anyio.open_file(target, "wb") as out:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > largest:
                        raise FileTooLarge(largest=largest)
                    digest.update(chunk)
                    await out.write(chunk)
                await out.flush()
                await asyncio.to_thread(os.fsync, out.wrapped.fileno())
            row = {"id": file_id, "name": name[-255:], "media_type": media_type[:127], "size": size}
            row |= {
                "sha256": digest.digest(),
                "created_by": str(session.info["actor"]),
                "expires_at": expires_at,
            }
            await session.execute(file.insert(), row)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return file_id

    async def describe(self, session: AsyncSession, file_id: UUID) -> Row[Any]:
        """Name, type and size of a live file. Raises NotFound."""
        alive = (file.c.expires_at.is_(None)) | (file.c.expires_at > func.now())
        row = (await session.execute(select(file).where(file.c.id == file_id, alive))).one_or_none()
        if row is None:
            raise NotFound(thing="file", id=str(file_id))
        return row

    async def read(self, file_id: UUID) -> AsyncIterator[bytes]:
        """The bytes, a chunk at a time."""
        async with await anyio.open_file(self.path(file_id), "rb") as source:
            while chunk := await source.read(CHUNK):
                yield chunk

    async def sweep(self, database: Database) -> None:
        """Remove expired rows, and bytes that no row names."""
        async with database.engine.begin() as connection:
            await connection.execute(delete(file).where(file.c.expires_at < func.now()))
            known = {str(one) for one in await connection.scalars(select(file.c.id))}
        await asyncio.to_thread(self._remove_orphans, known)

    def _remove_orphans(self, known: set[str]) -> None:
        oldest = time.time() - ORPHAN_SECONDS
        for path in self.root.glob("*/*"):
            if path.name not in known and path.is_file() and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)

"""Files: complete or not there at all, served while they live, swept afterwards."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from chassis.actors import service_actor
from chassis.files import FileTooLarge
from chassis.identifiers import new_id
from chassis.problems import NotFound
from chassis.testing import Bench


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def kept(example: Bench) -> set[str]:
    return {one.name for one in example.runtime.files.root.glob("*/*")}


async def test_a_kept_file_comes_back_as_it_was(example: Bench) -> None:
    files, database = example.runtime.files, example.runtime.database
    async with database.writing(service_actor("example")) as session:
        id_ = await files.keep(session, "清单.csv", "text/csv", chunks(b"a,", b"b"), largest=3)
    async with database.reading() as session:
        row = await files.describe(session, id_)
    assert (row.name, row.media_type, row.size, row.created_by) == (
        "清单.csv",
        "text/csv",
        3,
        "service:example",
    )
    assert b"".join([part async for part in files.read(id_)]) == b"a,b"


async def test_a_file_that_is_too_large_or_breaks_off_leaves_nothing(example: Bench) -> None:
    files, database, before = example.runtime.files, example.runtime.database, kept(example)

    async def breaking() -> AsyncIterator[bytes]:
        yield b"x"
        raise ConnectionError("gone")

    for content, error in ((chunks(b"ab", b"cd"), FileTooLarge), (breaking(), ConnectionError)):
        with pytest.raises(error):  # the transaction is what fails
            async with database.writing(service_actor("example")) as session:
                await files.keep(session, "x", "text/plain", content, largest=3)
    assert kept(example) == before


async def test_an_expired_file_is_not_served_and_the_sweep_removes_what_nobody_names(example: Bench) -> None:
    files, database = example.runtime.files, example.runtime.database
    past, future = (datetime.now(UTC) + timedelta(seconds=one) for one in (-1, 60))
    async with database.writing(service_actor("example")) as session:
        gone = await files.keep(session, "x", "text/plain", chunks(b"x"), largest=9, expires_at=past)
        live = await files.keep(session, "x", "text/plain", chunks(b"x"), largest=9, expires_at=future)
    async with database.reading() as session:
        with pytest.raises(NotFound):
            await files.describe(session, gone)
        await files.describe(session, live)
    fresh = files.path(new_id())
    fresh.parent.mkdir(exist_ok=True)
    fresh.write_bytes(b"being written by another process")
    foreign = fresh.with_name(".DS_Store")
    foreign.write_bytes(b"")
    for one in (gone, live):
        os.utime(files.path(one), (0, 0))
    await files.sweep(database)
    assert not files.path(gone).exists()
    assert files.path(live).exists()
    assert fresh.exists()
    fresh.unlink()
    foreign.unlink()

"""Naming a break: where the trail first differs from what was written, and in which way."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import text

from chassis.database import Database
from identity.audit import chain
from identity.audit.chain import DIGEST, SIZE

LINES = 10_000
Kind = Literal["edited", "missing", "inserted", "reordered", "truncated", "unsigned"]
LINKS = text("SELECT position, links FROM audit_seal WHERE position > :after AND position <= :until")
READ = text(f"""
    SELECT position, {DIGEST} AS digest FROM audit WHERE position > :after AND position <= :until
    ORDER BY position
""")  # noqa: S608  # no input


class Break(NamedTuple):
    """The first position that is not as it was written, and why."""

    position: int
    kind: Kind


class Line(NamedTuple):
    """A line as it stands in the table."""

    position: int
    digest: bytes
    link: bytes
    """What its seal says; empty when it has none."""


@dataclass(frozen=True)
class Stretch:
    """Lines that do not match their links: all before them do, up to this link."""

    key: bytes
    link: bytes
    after: int
    until: int
    ends_at: int
    last: int
    """The last position in the table: beyond the end, when there are more lines than links."""
    anchored: int
    """The last position that an anchor names."""


async def first_break(database: Database, stretch: Stretch) -> Break:
    """The first position that is not as it was written."""
    link, expected = stretch.link, stretch.after + 1
    async for line in _lines(database, stretch.after, stretch.until):
        if line.position > expected:
            return Break(expected, "missing")
        if line.position < expected:
            return Break(line.position, "inserted")
        if not line.link:
            return Break(expected, "missing")
        computed = chain.one(stretch.key, link, line.digest)
        if computed != line.link:
            return Break(expected, await _kind(database, stretch, link, line))
        link, expected = computed, expected + 1
    if expected <= stretch.until:
        return Break(expected, "missing")
    return Break(stretch.after + 1, "inserted")  # a seal too many: every line follows


async def _kind(database: Database, stretch: Stretch, link: bytes, wrong: Line) -> Kind:
    """What happened to a line that does not follow `link`.

    If the line that does follow lies elsewhere, and the next one after it, others were put before them; if
    it alone does, lines were reordered. If what lies here belongs right after what was here, that is gone.
    """
    if 0 < stretch.anchored < wrong.position:
        return "inserted"
    found, following = b"", b""
    async for line in _lines(database, wrong.position, stretch.last):
        if found:
            computed = chain.one(stretch.key, found, line.digest)
            return "inserted" if computed in (line.link, following) else "reordered"
        following = following or line.link
        computed = chain.one(stretch.key, link, line.digest)
        if computed in (wrong.link, line.link):
            found = computed
    if found:
        return "reordered" if found == wrong.link and stretch.last <= stretch.ends_at else "inserted"
    if not following:  # nothing lies behind it
        return "missing" if wrong.position < stretch.ends_at else "edited"
    return "missing" if chain.one(stretch.key, wrong.link, wrong.digest) == following else "edited"


async def _lines(database: Database, after: int, until: int) -> AsyncIterator[Line]:
    """The lines after a position in their order, with what their seals say."""
    while after < until:
        span = {"after": after, "until": min(after + LINES, until)}
        async with database.reading() as session:
            rows = (await session.execute(READ, span)).all()
            seals = (await session.execute(LINKS, {"after": after, "until": span["until"] + LINES})).all()
        sealed: dict[int, bytes] = {}
        for position, links in seals:
            first = position - len(links) // SIZE + 1
            pieces = (links[at : at + SIZE] for at in range(0, len(links), SIZE))
            sealed |= dict(enumerate(pieces, first))
        for position, digest in rows:
            yield Line(position, digest, sealed.get(position, b""))
        after = span["until"]

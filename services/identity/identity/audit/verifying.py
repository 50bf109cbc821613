"""Verifying the trail from its beginning to its end, and against the anchors outside the database.

PostgreSQL computes the digests of some thousand lines at a time while the links of those before are
computed here. What is looked for at a break, to name it, is in `breaks`.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import NamedTuple

from nats.aio.client import Client
from sqlalchemy import text

from chassis.database import Database
from identity.audit import anchors, chain
from identity.audit.anchors import Anchor
from identity.audit.appending import BEGINNING
from identity.audit.breaks import Break, Stretch, first_break
from identity.audit.chain import DIGEST, SIZE
from identity.settings import Settings

LINES = 10_000
"""Lines read at a time; more than one transaction writes."""
AHEAD = 2
BEGINS = text("SELECT position, link, signature FROM audit_beginning ORDER BY position DESC LIMIT 1")
ENDS = text("""
    SELECT coalesce((SELECT max(position) FROM audit_seal), 0) AS sealed,
        coalesce((SELECT max(position) FROM audit), 0) AS last, (SELECT min(position) FROM audit) AS first
""")
END_OF_STRETCH = text("SELECT max(position) FROM audit_seal WHERE position > :after AND position <= :until")
STRETCH = text(f"""
    SELECT
        (SELECT string_agg(links, '') FROM (
            SELECT links FROM audit_seal WHERE position > :after AND position <= :until ORDER BY position
        ) AS seals) AS links,
        (SELECT string_agg(digest, '') FROM (
            SELECT {DIGEST} AS digest FROM audit
            WHERE position > :after AND position <= :until ORDER BY position
        ) AS lines) AS digests
""")  # noqa: S608  # no input
WRONGLY_ERASED = text("""
    SELECT min(position) FROM (
        SELECT position FROM audit AS erased WHERE values_digest IS NOT NULL AND (
            values_salt IS NOT NULL OR before <> '{}' OR after <> '{}' OR NOT EXISTS (
            SELECT FROM audit AS told WHERE told.record_id = erased.record_id
            AND told.kind = 'values-erased' AND told.service = 'identity'
            AND told.position > erased.position))
        UNION ALL
        SELECT position FROM audit AS erased WHERE origin_digest IS NOT NULL AND (
            origin_salt IS NOT NULL OR address IS NOT NULL OR device IS NOT NULL OR NOT EXISTS (
            SELECT FROM audit AS told WHERE erased.actor = 'user:' || told.record_id
            AND told.kind = 'origins-erased' AND told.service = 'identity'
            AND told.position > erased.position))
    ) AS wrongly_erased
""")
Progress = Callable[[int, int], Awaitable[None]]


@dataclass
class Verdict:
    """What a verification found."""

    begins_after: int = 0
    ends_at: int = 0
    anchors: int = 0
    breaks: list[Break] = field(default_factory=list)

    @property
    def broken(self) -> Break | None:
        """The first break, None for a trail that is whole."""
        return min(self.breaks, default=None)

    @property
    def lines(self) -> int:
        """How many lines there ought to be."""
        return self.ends_at - self.begins_after


class _Span(NamedTuple):
    after: int
    until: int


async def verify(database: Database, nc: Client, settings: Settings, progress: Progress) -> Verdict:
    """Find the first break, if any. Whatever is written meanwhile is not looked at."""
    key = chain.key(settings)
    while True:
        kept = await anchors.kept(nc, key)  # first: what they name was committed before the end is asked for
        verdict = await inspect(database, key, kept, progress)
        async with database.reading() as session:
            begins = (await session.execute(BEGINS)).one_or_none()
        if verdict.broken is None or begins is None or begins.position == verdict.begins_after:
            return verdict  # else the oldest part was removed meanwhile


async def inspect(database: Database, key: bytes, kept: Sequence[Anchor], progress: Progress) -> Verdict:
    """The same for anchors already read."""
    async with database.reading() as session:
        begins = (await session.execute(BEGINS)).one_or_none()
        ends = (await session.execute(ENDS)).one()
    if begins is None or not chain.is_signed(key, BEGINNING, *begins):
        position = begins.position if begins else 0
        return Verdict(position, position, len(kept), [Break(position, "unsigned")])
    verdict = Verdict(begins.position, max(ends.sealed, begins.position), len(kept))
    held = sorted(one for one in kept if one.position >= verdict.begins_after)
    anchored = held[-1].position if held else 0
    if ends.first is not None and ends.first <= verdict.begins_after:
        verdict.breaks.append(Break(ends.first, "inserted"))
    if ends.last > verdict.ends_at >= anchored:
        verdict.breaks.append(Break(verdict.ends_at + 1, "inserted"))
    if found := await _follow(database, key, verdict, begins.link, held, progress, ends_last=ends.last):
        gone = found.kind == "missing" and found.position > ends.last
        verdict.breaks.append(Break(found.position, "truncated") if gone else found)
    async with database.reading() as session:
        if (erased := await session.scalar(WRONGLY_ERASED)) is not None:
            verdict.breaks.append(Break(erased, "edited"))
    return verdict


async def _follow(
    database: Database,
    key: bytes,
    verdict: Verdict,
    link: bytes,
    kept: list[Anchor],
    progress: Progress,
    *,
    ends_last: int,
) -> Break | None:
    """The first place where the links, or the anchors, do not hold."""
    expected = deque(kept)
    anchored = kept[-1].position if kept else 0
    held = last = verdict.begins_after
    while expected and expected[0].position == last:
        if expected.popleft().link != link:
            return Break(last, "truncated")
    async with aclosing(_stretches(database, _Span(last, verdict.ends_at))) as stretches:
        async for span, links, digests in stretches:
            found = chain.links(key, link, [digests[at : at + SIZE] for at in range(0, len(digests), SIZE)])
            if len(found) != span.until - span.after or b"".join(found) != links:
                return await first_break(
                    database, Stretch(key, link, *span, verdict.ends_at, ends_last, anchored)
                )
            while expected and expected[0].position <= span.until:
                anchor = expected.popleft()
                if anchor.position > last:
                    held, last = last, anchor.position
                if anchor.link != found[last - span.after - 1]:
                    return Break(held + 1, "truncated")
            link = found[-1]
            await progress(span.until - verdict.begins_after, verdict.lines)
    return Break(verdict.ends_at + 1, "truncated") if expected else None


async def _stretches(database: Database, whole: _Span) -> AsyncGenerator[tuple[_Span, bytes, bytes], None]:
    """Links and digests in order, some thousand lines at a time, the next ones read ahead."""
    ahead: list[asyncio.Task[tuple[_Span, bytes, bytes]]] = []
    try:
        async for span in _spans(database, whole):
            ahead.append(asyncio.create_task(_read(database, span)))
            if len(ahead) > AHEAD:
                yield await ahead.pop(0)
        while ahead:
            yield await ahead.pop(0)
    finally:
        await asyncio.gather(*ahead, return_exceptions=True)  # cancelled, they would cost their connections


async def _spans(database: Database, whole: _Span) -> AsyncIterator[_Span]:
    """Where seals end, so that no seal is cut in two."""
    after = whole.after
    while after < whole.until:
        async with database.reading() as session:
            until = await session.scalar(END_OF_STRETCH, {"after": after, "until": after + LINES})
        span = _Span(after, min(until or after + LINES, whole.until))
        yield span
        after = span.until


async def _read(database: Database, span: _Span) -> tuple[_Span, bytes, bytes]:
    async with database.reading() as session:
        row = (await session.execute(STRETCH, span._asdict())).one()
    return span, row.links or b"", row.digests or b""

"""The errors of an import as a file: the rows as they stood in the upload, and what is wrong with each."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice
from operator import attrgetter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.exports.catalogue import ABOUT, BETWEEN, ERROR_COLUMNS, Language, Sentences, told
from chassis.exports.cells import neutral
from chassis.imports import checking, layouts, service
from chassis.imports.declaration import Importing
from chassis.imports.models import Fault, Job
from chassis.imports.schemas import Layout
from chassis.imports.tables import Row
from chassis.runtime import Runtime

TOGETHER = 500
Tell = Callable[[Row, Sequence[Fault]], list[str]]


async def faults(
    session: AsyncSession, importing: Importing, job_id: UUID, after: tuple[int, int], limit: int
) -> list[Fault]:
    """Errors in the order of the rows, after (row number, id)."""
    table = importing.fault
    beyond = (table.row_number > after[0]) | ((table.row_number == after[0]) & (table.id > after[1]))
    query = select(table).where(table.import_id == job_id, beyond)
    return list(await session.scalars(query.order_by(table.row_number, table.id).limit(limit)))


async def stream(
    runtime: Runtime, importing: Importing, job: Job, language: Language
) -> AsyncIterator[bytes]:
    """The file in UTF-8 with a byte order mark; bounded memory, whatever its length."""
    layout, sheet = Layout.model_validate(job.layout), checking.chosen_sheet(job)
    yield b"\xef\xbb\xbf" + _written([[*ERROR_COLUMNS[language], *sheet.headers]])
    with open(service.kept_file(runtime.files, job), "rb") as file:  # noqa: ASYNC230  # read in threads below
        rows, tell = layouts.rows(file, layout, sheet), partial(_told, importing.errors, language)
        after = (0, 0)
        async with runtime.database.reading() as session:
            while found := await faults(session, importing, job.id, after, TOGETHER):
                if len(found) == TOGETHER:  # the last row may go on in the next batch
                    found = [one for one in found if one.row_number < found[-1].row_number] or found
                after = (found[-1].row_number, found[-1].id)
                yield await asyncio.to_thread(_lines, rows, found, tell)


def _lines(rows: Iterator[Row], found: Sequence[Fault], tell: Tell) -> bytes:
    by_row = {number: list(group) for number, group in groupby(found, attrgetter("row_number"))}
    return _written(tell(row, by_row[row.number]) for row in _up_to(rows, by_row))


def _up_to(rows: Iterator[Row], wanted: Mapping[int, object]) -> Iterator[Row]:
    return islice((row for row in rows if row.number in wanted), len(wanted))


def _told(own: Sentences, language: Language, row: Row, found: Sequence[Fault]) -> list[str]:
    columns = dict.fromkeys(one.column for one in found if one.column)
    said = [
        ABOUT[language].format(one.column, sentence) if one.column else sentence
        for one in found
        for sentence in (told(own, language, one.kind, one.params),)
    ]
    codes = "; ".join(one.kind for one in found)  # as stable as the API's
    return [str(row.number), BETWEEN[language].join(columns), BETWEEN[language].join(said), codes, *row.cells]


def _written(rows: Iterator[list[str]] | Sequence[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", errors="replace")

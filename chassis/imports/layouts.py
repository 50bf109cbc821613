"""What an uploaded file is: format by content, encoding, delimiter, sheets, headers, samples.

Everything here reads files and is called in a thread by the doors, directly by the worker.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO

from chassis.imports import delimited, encodings, headers, vcards, workbooks, worksheets
from chassis.imports.declaration import Target
from chassis.imports.foreign import refuse_foreign
from chassis.imports.problems import FileRefused
from chassis.imports.schemas import Layout, Sheet
from chassis.imports.tables import MOST_COLUMNS, Row

LOOKED_AT = 15
SAMPLES = 5
SAMPLE_CELL = 200
MOST_SHEETS = 50


def inspect(
    file: IO[bytes],
    targets: Mapping[str, Target],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
) -> Layout:
    """Find out what the file is; what the person has said is not guessed. Raises FileRefused."""
    file.seek(0)
    head = file.read(64)
    if not head:
        raise FileRefused(reason="file_empty")
    if head.startswith((b"PK\x03\x04", workbooks.OLE)):
        return _workbook(file, targets, header_row)
    refuse_foreign(head)
    encoding = _stated(file, encoding) if encoding else encodings.detect(file)
    if vcards.is_card(head):
        sheet = _sheet("", vcards.rows(file, encoding), targets, 1, vcards.estimate(file))
        return Layout(format="vcard", encoding=encoding, sheets=_some(sheet))
    delimiter = delimiter or delimited.sniff(file, encoding)
    rows = delimited.rows(file, encoding, delimiter)
    sheet = _sheet("", rows, targets, header_row, delimited.estimate(file))
    return Layout(format="csv", encoding=encoding, delimiter=delimiter, sheets=_some(sheet))


def _some(*found: Sheet | None) -> list[Sheet]:
    """The sheets that hold something. Raises FileRefused when none does."""
    sheets = [sheet for sheet in found if sheet is not None]
    if not sheets:
        raise FileRefused(reason="file_empty")
    return sheets


def _stated(file: IO[bytes], encoding: str) -> str:
    if encoding not in encodings.OFFERED:
        raise FileRefused(reason="encoding_unknown", expected=list(encodings.OFFERED))
    if not encodings.decodes(file, encoding):
        raise FileRefused(reason="encoding_broken", encoding=encoding)
    return encoding


def _workbook(file: IO[bytes], targets: Mapping[str, Target], header_row: int | None) -> Layout:
    book = workbooks.opened(file)
    found = [
        _sheet(name, worksheets.rows(book, name), targets, header_row, worksheets.estimate(book, name))
        for name in islice(book.sheets, MOST_SHEETS)
    ]
    return Layout(format="xlsx", sheets=_some(*found))


def _sheet(
    name: str, rows: Iterator[Row], targets: Mapping[str, Target], header_row: int | None, lines: int
) -> Sheet | None:
    first = list(islice(rows, LOOKED_AT))
    if header_row is not None:
        first = [row for row in first if row.number >= header_row]
    if not any(cell.strip() for row in first for cell in row.cells):
        return None
    start = 0 if header_row is not None else headers.header_row(targets, [row.cells for row in first])
    if max(len(row.cells) for row in first) > MOST_COLUMNS:
        raise FileRefused(reason="too_many_columns", max=MOST_COLUMNS)
    names = headers.unique(first[start].cells)
    target = headers.guess(targets, names)
    return Sheet(
        name=name,
        header_row=first[start].number,
        headers=names,
        samples=[_sample(row, len(names)) for row in first[start + 1 :][:SAMPLES]],
        rows_total=max(lines - first[start].number, len(first) - start - 1),
        target=target,
        mapping=headers.suggest(targets[target], names) if target else dict.fromkeys(names),
    )


def _sample(row: Row, width: int) -> list[str]:
    cells = [cell.replace("\0", "�")[:SAMPLE_CELL] for cell in row.cells[:width]]
    return cells + [""] * (width - len(cells))


def rows(file: IO[bytes], layout: Layout, sheet: Sheet, after: int = 0) -> Iterator[Row]:
    """The rows below the headers and below row `after`."""
    if layout.format == "xlsx":
        every = worksheets.rows(workbooks.opened(file), sheet.name)
    elif layout.format == "vcard":
        every = vcards.rows(file, layout.encoding or "utf-8")
    else:
        every = delimited.rows(file, layout.encoding or "utf-8", layout.delimiter or ",")
    start = max(after, sheet.header_row)
    return (row for row in every if row.number > start)


def sheet_named(layout: Layout, name: str) -> Sheet | None:
    """A sheet by its name."""
    return next((sheet for sheet in layout.sheets if sheet.name == name), None)

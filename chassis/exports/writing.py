"""Writing tables row by row with bounded memory: CSV after RFC 4180, or XLSX."""

import csv
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Protocol

from chassis.exports.cells import Cell, written

LONGEST_CELL = 32_767
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Writer(Protocol):
    """Takes rows; the file is complete when the block ends."""

    def row(self, cells: Sequence[Cell]) -> None:
        """Write one row."""
        ...


class CsvWriter(AbstractContextManager["CsvWriter"]):
    """UTF-8 with the byte order mark by which spreadsheets recognise it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file)

    def row(self, cells: Sequence[Cell]) -> None:
        """Write one row."""
        self._csv.writerow([written(cell) for cell in cells])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


class XlsxWriter(AbstractContextManager["XlsxWriter"]):
    """One sheet. Text is stored as text, whatever it begins with, so there is nothing to neutralise."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # only exports to XLSX pay for it

        self._book = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
        )
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._sheet = self._book.add_worksheet()
        self._next = 0

    def row(self, cells: Sequence[Cell]) -> None:
        """Write one row."""
        for column, cell in enumerate(cells):
            self._write(column, cell)
        self._next += 1

    def _write(self, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._next, column, cell)
        elif isinstance(cell, int | Decimal):
            self._sheet.write_number(self._next, column, cell)
        elif isinstance(cell, datetime):
            self._sheet.write_datetime(self._next, column, cell.replace(tzinfo=None), self._moment)
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._next, column, cell)
        else:
            self._sheet.write_string(self._next, column, cell[:LONGEST_CELL])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()


def writer(format_: str, path: Path) -> CsvWriter | XlsxWriter:
    """The writer of a format."""
    return XlsxWriter(path) if format_ == "xlsx" else CsvWriter(path)

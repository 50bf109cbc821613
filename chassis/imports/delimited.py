"""CSV as it comes: any of four delimiters, quoted newlines, rows of uneven length."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import IO

from chassis.imports.problems import FileRefused
from chassis.imports.tables import Row

DELIMITERS = (",", "\t", ";", "|")
LARGEST_CELL = 8_000_000
"""Characters after which a quote counts as never closed."""
LARGEST_ROW = 12_000_000
SNIFFED_ROWS = 50


def rows(file: IO[bytes], encoding: str, delimiter: str) -> Iterator[Row]:
    """The rows with their numbers as a spreadsheet counts them, empty ones left out."""
    csv.field_size_limit(LARGEST_CELL)
    file.seek(0)
    lines = _Lines(io.TextIOWrapper(file, encoding=encoding, newline=""))
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            lines.pending = 0
            if any(cells):
                yield Row(number, cells)
    except UnicodeError:
        raise FileRefused(reason="encoding_broken", encoding=encoding, row=number + 1) from None
    except csv.Error:
        raise FileRefused(reason="quote_unclosed", row=number + 1) from None
    except OverflowError:
        raise FileRefused(reason="row_too_long", row=number + 1) from None
    finally:
        lines.leave(file)


class _Lines:
    """The lines of a text, as long as one row does not take more than memory should hold."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.pending = 0
        """Characters read since the last whole row."""

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(LARGEST_ROW + 1):
            self.pending += len(line)
            if self.pending > LARGEST_ROW:
                raise OverflowError
            yield line

    def leave(self, file: IO[bytes]) -> None:
        """Let go of the file without closing it."""
        if not file.closed:
            self._text.detach()


def sniff(file: IO[bytes], encoding: str) -> str:
    """The delimiter that cuts the first rows into the most columns of the same number."""
    return max(DELIMITERS, key=lambda one: _evenness(file, encoding, one))


def _evenness(file: IO[bytes], encoding: str, delimiter: str) -> float:
    try:
        widths = [len(row.cells) for row in islice(rows(file, encoding, delimiter), SNIFFED_ROWS)]
    except FileRefused:
        return 0
    if not widths or widths[0] == 1:
        return 0
    return min(widths[0], 20) * sum(width == widths[0] for width in widths) / len(widths)


def estimate(file: IO[bytes]) -> int:
    """About how many rows there are, from the line ends."""
    file.seek(0)
    lines, last = 0, b""
    while block := file.read(1 << 20):
        lines += block.count(b"\n") or block.count(b"\r")
        last = block[-2:]
    return lines + (not last.endswith((b"\n", b"\r", b"\0")))

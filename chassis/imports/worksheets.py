"""Rows of a worksheet, streamed: each cell as the text a person would have typed.

Formulas count by the value that was saved with them; one without is a cell error, since nothing here
calculates. That is why this reads the XML itself: the usual readers cannot tell such a cell from an
empty one, and they hold a whole sheet in memory or take four times as long.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.etree import ElementTree
from zipfile import BadZipFile

from chassis.imports.problems import FileRefused
from chassis.imports.tables import MOST_COLUMNS, Row, Unreadable
from chassis.imports.workbooks import MAIN, Workbook, elements, string_of, unescaped

C, V, F, IS = f"{MAIN}c", f"{MAIN}v", f"{MAIN}f", f"{MAIN}is"
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a wall clock's date
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
LAST_SERIAL = 2_958_465
"""31 December 9999."""


def rows(book: Workbook, sheet: str) -> Iterator[Row]:
    """The rows that hold something, with their numbers in the sheet."""
    number = 0
    try:
        with book.archive.open(book.sheets[sheet]) as source:
            for element in elements(source, f"{MAIN}sheetData", f"{MAIN}row"):
                number = int(element.get("r") or number + 1)
                cells = _cells(book, element)
                if any(cells):
                    yield Row(number, cells)
    except (ElementTree.ParseError, BadZipFile, ValueError, EOFError, KeyError):
        raise FileRefused(reason="workbook_broken", row=number + 1) from None


def estimate(book: Workbook, sheet: str) -> int:
    """How many rows the sheet says it has; 0 when it does not say."""
    with book.archive.open(book.sheets[sheet]) as source:
        head = source.read(4096).decode("utf-8", errors="replace")
    _, found, rest = head.partition('<dimension ref="')
    last = rest.partition('"')[0].rpartition(":")[2] if found else ""
    digits = "".join(filter(str.isdigit, last))
    return int(digits) if 0 < len(digits) < 8 else 0


def _cells(book: Workbook, row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(C):
        index = _column(cell.get("r", "")) if cell.get("r") else len(cells)
        if index >= MOST_COLUMNS:
            break
        cells.extend([""] * (index - len(cells)))
        cells.append(_text(book, cell))
    return cells


def _column(reference: str) -> int:
    index = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        index = index * 26 + ord(letter) - 64
    return index - 1


def _text(book: Workbook, cell: ElementTree.Element) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(IS)
        return string_of(inline) if inline is not None else ""
    value = cell.findtext(V)
    if value is None or (value == "" and kind != "str"):
        formula = cell.find(F)
        return "" if formula is None else Unreadable("=" + (formula.text or ""), "formula_without_value")
    if kind == "s":
        return book.strings[int(value)]
    if kind == "e":
        return Unreadable(value, "formula_error")
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind in ("str", "d"):
        return unescaped(value)
    return _number(value, dated=int(cell.get("s") or 0) in book.dates, from_1904=book.from_1904)


def _number(value: str, *, dated: bool, from_1904: bool) -> str:
    number = float(value)
    if dated and 0 <= number <= LAST_SERIAL:
        return from_serial(number, from_1904=from_1904)
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


def from_serial(number: float, *, from_1904: bool = False) -> str:
    """A day counted as Excel does, in ISO form, with the time of day where there is one."""
    moment = (EPOCH_1904 if from_1904 else EPOCH) + timedelta(seconds=round(number * 86_400))
    if number < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if number.is_integer() else moment.isoformat(sep=" ")

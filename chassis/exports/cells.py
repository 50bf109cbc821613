"""Cells that no spreadsheet takes for a formula."""

import re
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | Decimal | date | datetime | bool | None
SIGNS = r"[=+\-@\t\r\n＝＋－＠]"
"""What a formula begins with, in spreadsheets of East Asia also in full width."""
FORMULA = re.compile(rf"'*{SIGNS}")


def neutral(cell: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would calculate; imports take it off.

    Text that already begins with apostrophes and such a sign gets one more, so that nothing is lost.
    """
    return f"'{cell}" if FORMULA.match(cell) else cell


def written(cell: Cell) -> str:
    """A cell as text: dates in ISO form, moments to the second."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    return neutral(cell) if isinstance(cell, str) else str(cell)

"""What every format is read into: numbered rows of text."""

from collections.abc import Sequence
from typing import NamedTuple

LONGEST_CELL = 32_767
"""Characters, as in Excel."""
MOST_COLUMNS = 500
MOST_ROWS = 1_048_576


class Row(NamedTuple):
    """One row: its number in the file, counted from 1 with the header, and its cells as text."""

    number: int
    cells: Sequence[str]


class Unreadable(str):
    """A cell without a value: what stands there, and as `kind` why it counts for nothing."""

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, text: str, kind: str) -> "Unreadable":
        """The text with the kind beside it."""
        cell = super().__new__(cls, text)
        cell.kind = kind
        return cell

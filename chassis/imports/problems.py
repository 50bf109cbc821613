"""What can be wrong with a file or an import as a whole."""

from typing import ClassVar, NamedTuple

from chassis.problems import DomainError


class FileRefused(DomainError):
    """The file cannot be read as a table; `reason` says why."""

    status: ClassVar[int] = 422


class TargetNotAvailable(DomainError):
    """These rows belong to another service, which is not installed or imports them itself."""


class WrongState(DomainError):
    """The import is past that step."""


class RowsRefused(DomainError):
    """A target refuses rows that were valid one by one; they are tried singly and told as row errors."""


class CellError(Exception):
    """A cell does not hold what its field needs; the kind is stable for translation."""

    def __init__(self, kind: str, **params: object) -> None:
        super().__init__(kind, params)
        self.kind = kind
        self.params = params


class RowError(NamedTuple):
    """One thing wrong in one row: told to the person, downloadable as a file."""

    column: str | None
    field: str | None
    kind: str
    params: dict[str, object]
    value: str
    fatal: bool
    """True when the row was left out, false when only the cell was."""

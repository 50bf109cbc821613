"""From cells to values: each mapped column is read by its field, and what fails costs only its cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.imports import cells
from chassis.imports.declaration import ReadRow, Target, TargetField
from chassis.imports.problems import CellError, RowError
from chassis.imports.schemas import Options
from chassis.imports.tables import Row

SHOWN = 200


@dataclass(frozen=True)
class Column:
    """A mapped column: where it stands, what it is called, the field it fills."""

    index: int
    header: str
    name: str
    field: TargetField


class RowReader:
    """Reads the rows of one import."""

    def __init__(
        self,
        target: Target,
        headers: Sequence[str],
        mapping: Mapping[str, str | None],
        options: Options,
        zone: str,
        currency: str,
    ) -> None:
        self.columns = [
            Column(index, header, name, target.fields[name])
            for index, header in enumerate(headers)
            if (name := mapping.get(header))
        ]
        self._fields = target.fields
        self._reading = options.reading(zone, currency)
        self._defaults = {name: text for name, text in options.defaults.items() if name in target.fields}

    def read(self, row: Row) -> ReadRow:
        """One row with its values and the errors of its cells."""
        found = ReadRow(row.number, {})
        for column in self.columns:
            cell = row.cells[column.index] if column.index < len(row.cells) else ""
            self._put(found, column.name, column.field, cell, column.header)
        for name, text in self._defaults.items():
            if name not in found.values:
                self._put(found, name, self._fields[name], text, None)
        return found

    def located(self, errors: Iterable[RowError]) -> list[RowError]:
        """The same with the columns that the fields were read from, where a rule knew the field alone."""
        headers = {column.name: column.header for column in reversed(self.columns)}
        return [error._replace(column=error.column or headers.get(error.field or "")) for error in errors]

    def _put(self, row: ReadRow, name: str, field: TargetField, cell: str, header: str | None) -> None:
        try:
            value = self._value(field, cell)
        except CellError as error:
            row.errors.append(RowError(header, name, error.kind, error.params, shown(cell), fatal=False))
            return
        if value is None or value == []:
            return
        if field.several:
            row.values.setdefault(name, []).extend(value)
        else:
            row.values.setdefault(name, value)

    def _value(self, field: TargetField, cell: str) -> Any:
        text = cells.cleaned(cell)
        if not text:
            return None
        if cells.hidden(text):
            raise CellError("hidden_value")
        return field.read(text, self._reading)


def shown(cell: str) -> str:
    """The beginning of a cell, as it is kept with an error."""
    return cell.replace("\0", "�")[:SHOWN]


def waves(rows: Iterable[ReadRow], keys: Mapping[int, Sequence[Any]]) -> list[list[ReadRow]]:
    """Rows in runs without a common key, so that the second row of a pair meets what the first one wrote."""
    runs: list[list[ReadRow]] = []
    last: dict[Any, int] = {}
    for row in rows:
        mine = keys[row.number]
        wave = max((last[key] + 1 for key in mine if key in last), default=0)
        last.update(dict.fromkeys(mine, wave))
        if wave == len(runs):
            runs.append([])
        runs[wave].append(row)
    return runs

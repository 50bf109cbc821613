"""Custom fields in imports: cells are read into values as the API would have taken them."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from chassis.custom_fields.fields import Field, Fields
from chassis.custom_fields.kinds import Kind, moment_value
from chassis.custom_fields.reading import LONGEST, read
from chassis.imports import cells
from chassis.imports.cells import Reader, Reading
from chassis.imports.problems import CellError
from libs.conditions.values import BadValue

CODE: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])")
"""A currency, wherever it stands."""


def readers(fields: Fields) -> Mapping[str, tuple[Reader, tuple[str, ...]]]:
    """Field → how its cells are read, and what its columns are called in any language."""
    if "readers" not in fields.remembered:
        fields.remembered["readers"] = {
            field.name: (_reader(field), (field.key, *field.labels.values()))
            for field in fields.live.values()
            if field.kind is not Kind.COMPUTED
        }
    found: Mapping[str, tuple[Reader, tuple[str, ...]]] = fields.remembered["readers"]
    return found


def _reader(field: Field) -> Reader:
    """References stay as they are written: what they name is looked up for many rows at once."""
    if field.kind is Kind.REFERENCE:
        return cells.text(200)
    raw = _RAW[field.kind](field)

    def reader(cell: str, reading: Reading) -> Any:
        try:
            return read(field, raw(cell, reading))
        except BadValue as bad:
            raise CellError(bad.kind, **bad.params) from None

    return reader


def _choice(field: Field) -> Reader:
    """An option by its value, or what it is called in any language."""
    words = {
        cells.folded(word).casefold().strip(): one.value
        for one in field.options
        if not one.archived
        for word in (*one.labels.values(), one.value)
    }
    return cells.choice(words)


def _day(cell: str, reading: Reading) -> str:
    return cells.day(cell, reading).isoformat()


def _moment(cell: str, reading: Reading) -> str:
    return moment_value(cells.moment(cell, reading))


def _money(cell: str, reading: Reading) -> dict[str, Any]:
    """`12.50 EUR`, `USD 1,000`; without a code the currency of the organisation is meant."""
    text = cells.folded(cell)
    code = CODE.search(text)
    amount: Decimal = cells.number(CODE.sub("", text).strip(), reading)
    return {"amount": amount, "currency": code[0].upper() if code else reading.currency}


_RAW: Final[Mapping[Kind, Callable[[Field], Reader]]] = {
    Kind.TEXT: lambda _: cells.text(LONGEST[Kind.TEXT]),
    Kind.LONG_TEXT: lambda _: cells.text(LONGEST[Kind.LONG_TEXT]),
    Kind.NUMBER: lambda _: cells.number,
    Kind.MONEY: lambda _: _money,
    Kind.DATE: lambda _: _day,
    Kind.MOMENT: lambda _: _moment,
    Kind.BOOLEAN: lambda _: cells.flag,
    Kind.CHOICE: _choice,
    Kind.MULTI_CHOICE: lambda field: cells.each(_choice(field), most=100),
}

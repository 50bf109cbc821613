"""Checking mapped rows of an import by the schemas of the API: bodies put together from their cells.

A wrong cell is dropped and named, the row goes on; a wrong cell without which there is no record is fatal.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from chassis.http.answers import field_errors

M = TypeVar("M", bound=BaseModel)
Place = tuple[str | int, ...]


class CellError(NamedTuple):
    """What is wrong with one cell; `field` is the name it was mapped to."""

    field: str
    kind: str
    params: Mapping[str, Any] = MappingProxyType({})
    fatal: bool = False


class Checked(NamedTuple):
    """Column values of a row, None when it cannot be kept, and what was wrong."""

    values: dict[str, Any] | None
    errors: list[CellError]


class Body:
    """A request body put together from a row's cells, remembering which cell went where."""

    def __init__(self) -> None:
        self.body: dict[str, Any] = {}
        self.origin: dict[Place, str] = {}

    def entry(self, name: str, field: str, value: Mapping[str, Any]) -> None:
        """Add one entry to a list of the body."""
        entries = self.body.setdefault(name, [])
        self.origin[(name, len(entries))] = field
        entries.append(dict(value))

    def field_at(self, place: Place) -> str:
        """The cell that a place in the body came from."""
        for length in range(len(place), 0, -1):
            if found := self.origin.get(place[:length]):
                return found
        return str(place[0])

    def cell(self, pointer: str) -> str:
        """The cell that a pointer such as `/phones/0/number` names."""
        _, name, index, *_ = pointer.split("/")
        return self.field_at((name, int(index)))

    def validated(self, model: type[M], fatal: Collection[str]) -> tuple[M | None, list[CellError]]:
        """The body as its schema, without the cells that were wrong."""
        try:
            return model.model_validate(self.body), []
        except ValidationError as error:
            errors = [self._cell_error(one, fatal) for one in error.errors(include_url=False)]
            if any(one.fatal for one in errors):
                return None, errors
            for place in {one["loc"] for one in error.errors()}:
                self._drop(place)
            return model.model_validate(self.body), errors

    def _cell_error(self, detail: ErrorDetails, fatal: Collection[str]) -> CellError:
        field = self.field_at(detail["loc"])
        told = field_errors([detail])[0]
        return CellError(field, told.kind, told.params, field in fatal)

    def _drop(self, place: Place) -> None:
        """Forget the cell; entries of lists stay in their places, empty, for the other errors' sake."""
        name, *inner = place
        if not inner:
            self.body.pop(str(name), None)
        elif name == "addresses" and len(inner) > 1:
            self.body[name][inner[0]].pop(inner[1], None)
        else:
            self.body.pop(str(name), None)

"""What a service says about the objects that can be exported from it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from chassis.actors import Actor
from chassis.custom_fields.declaration import fields_of
from chassis.custom_fields.exporting import titles, words
from chassis.declaring import Declared
from chassis.exports.catalogue import WORDS, Sentences
from chassis.exports.cells import Cell
from chassis.exports.models import ExportJob
from chassis.http.lists import Listing
from chassis.problems import NotAllowed
from crm.event import Event

Shown = list[dict[str, Any]]


@dataclass(frozen=True)
class Column:
    """One column: its header in each language, and the cell of a row."""

    titles: Mapping[str, str]
    cell: Callable[[Mapping[str, Any]], Cell | tuple[str, ...]]
    tells: str = ""
    """The field whose value it shows, when that is not the one of its name."""
    words: Sentences = field(default_factory=dict)
    """For a choice: value → word by language; what is not there stands as it is."""

    def shown(self, row: Mapping[str, Any], language: str) -> Cell:
        """The cell as people read it."""
        cell = self.cell(row)
        if isinstance(cell, tuple):
            return "; ".join(self.words[one][language] if one in self.words else one for one in cell)
        if isinstance(cell, bool):
            return WORDS["yes" if cell else "no"][language]
        word = self.words.get(cell) if isinstance(cell, str) else None
        return word[language] if word else cell


@dataclass(frozen=True)
class Exported:
    """One object: the list it is exported from, and how its rows become cells."""

    name: str
    permission: str
    """What it takes to export it."""
    listing: Listing
    """Says too which object this is: columns of fields hidden from somebody are not there for them."""
    columns: Mapping[str, Column]
    branches: Callable[[Actor], Sequence[ColumnElement[bool]]]
    """Disjoint predicates of the rows that somebody may both read and export."""
    shown: Callable[
        [AsyncSession, Actor, Access, Sequence[Mapping[str, Any]]], Awaitable[list[dict[str, Any]]]
    ]
    """Some hundred rows of the list with what the cells need besides."""

    def shown_to(self, actor: Actor) -> Mapping[str, Column]:
        """The columns that hold nothing hidden from somebody."""
        masked = actor.masked(self.listing.thing)
        return {name: one for name, one in self._every().items() if (one.tells or name) not in masked}

    def _every(self) -> Mapping[str, Column]:
        """The columns declared, and one for each field that the organisation added."""
        custom = fields_of(self.listing.thing)
        if "columns" not in custom.remembered:
            custom.remembered["columns"] = {
                one.name: Column(titles(one.labels, one.key), _custom_cell(one.name), words=words(one))
                for one in custom.live.values()
            }
        return {**self.columns, **custom.remembered["columns"]}


def _custom_cell(name: str) -> Callable[[Mapping[str, Any]], Cell | tuple[str, ...]]:
    return lambda row: row.get(name)


@dataclass(frozen=True)
class Exporting:
    """The export of one service."""

    job: type[ExportJob]
    targets: Mapping[str, Exported]
    finished: Callable[..., Event]
    """The event that tells of an end."""

    def offered(self, actor: Actor) -> Mapping[str, Exported]:
        """What somebody may export. Raises NotAllowed when that is nothing."""
        found = {name: one for name, one in self.targets.items() if actor.may(one.permission)}
        if not found:
            raise NotAllowed(permission=min(one.permission for one in self.targets.values()))
        return found


declared = Declared[Exporting]()
"""What this service exports."""
declare = declared.declare
"""Say, once per process, what this service exports."""

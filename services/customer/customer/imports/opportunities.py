"""Rows that are opportunities: recognised by their headers, and sent to where they belong."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from chassis.imports import cells
from chassis.imports.declaration import Target, TargetField
from customer.imports import headings


class Opportunities(Target):
    """The sales service imports them."""

    name = "opportunities"
    permission = "customer.import"
    belongs_to = "sales"
    telling = headings.TELLING["opportunities"]
    declared: ClassVar[Mapping[str, TargetField]] = {
        name: TargetField(cells.text(500), names) for name, names in headings.OPPORTUNITIES.items()
    }
    match_keys: ClassVar[Mapping[str, Sequence[str]]] = {"external_id": ["external_id"]}

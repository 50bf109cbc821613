"""Figures that are counted with the condition of a list, so that a figure and the list behind it agree."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from sqlalchemy import ColumnElement

from chassis.http.lists import Listing, ListQuery
from libs.conditions import Context

Condition = dict[str, Any]


def leaf(field: str, op: str, value: Any = None) -> Condition:
    """One question."""
    return {"field": field, "op": op} | ({} if value is None else {"value": value})


def every(*parts: Condition) -> Condition:
    """All of some questions."""
    return {"all": list(parts)}


MINE: Final = leaf("owner_id", "eq", "me")


def of_mine(conditions: Mapping[str, Condition]) -> dict[str, Condition]:
    """The same, of what the caller looks after."""
    return {name: every(MINE, *one["all"]) for name, one in conditions.items()}


def asked(listing: Listing, condition: Condition, context: Context) -> ColumnElement[bool]:
    """A condition in SQL; what is deleted is for others to leave out."""
    return listing.where(ListQuery(filter=orjson.dumps(condition).decode()), context)[-1]

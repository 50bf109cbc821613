"""Answers made of rows: written as JSON once, instead of building the answer's model to write that."""

from typing import Any

import orjson
from fastapi import Response
from pydantic import BaseModel
from sqlalchemy import ColumnElement, Dialect, Label, Text, TypeDecorator, cast, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB


class Document(Response):
    """A JSON answer of rows that were selected by the fields of the route's `response_model`."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The JSON, in the form that pydantic gives it."""
        return written(content)


def written(content: Any) -> bytes:
    """Rows as JSON."""
    return orjson.dumps(content, default=_plain, option=orjson.OPT_UTC_Z)


def _plain(value: object) -> object:
    return value.model_dump() if isinstance(value, BaseModel) else str(value)  # the driver's UUID


def as_kept(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column for answers alone: JSON and arrays, if never NULL, are passed on as PostgreSQL writes them,
    neither read nor made anew."""
    if isinstance(column.type, ARRAY):
        return Label(column.key, cast(func.array_to_json(column), _Kept))
    return Label(column.key, cast(column, _Kept)) if isinstance(column.type, JSONB) else column


class _Kept(TypeDecorator[orjson.Fragment]):
    impl = Text
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return orjson.Fragment

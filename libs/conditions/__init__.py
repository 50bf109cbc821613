"""Conditions: one syntax tree for filters, saved views, bulk changes, segments, policies and rules.

    {"all": [{"field": "industry", "op": "eq", "value": "retail"},
             {"not": {"field": "owner_id", "op": "in", "value": ["me"]}}]}

`parse` checks it against the fields on offer, `to_sql` and `matches` give the same answer in PostgreSQL
and in Python. Logic is two-valued: an empty field meets no positive question, `ne`, `not_in` and
`has_none` are true of it, and `not` is always the exact complement.
"""

from libs.conditions.description import describe, json_schema
from libs.conditions.evaluation import matches
from libs.conditions.fields import Field, Fields, Kind, Op, Takes, operators
from libs.conditions.parsing import ConditionInvalid, Problem, parse
from libs.conditions.sql import Aside, Columns, to_sql
from libs.conditions.tree import ME, All, AnyOf, Condition, Context, Leaf, Not, fields_of

__all__ = [
    "ME",
    "All",
    "AnyOf",
    "Aside",
    "Columns",
    "Condition",
    "ConditionInvalid",
    "Context",
    "Field",
    "Fields",
    "Kind",
    "Leaf",
    "Not",
    "Op",
    "Problem",
    "Takes",
    "describe",
    "fields_of",
    "json_schema",
    "matches",
    "operators",
    "parse",
    "to_sql",
]

"""Finding orders, their parts and payments by their numbers and the names of their customers."""

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, and_, any_, false, literal, or_

from libs.names import query_grams, query_words
from sales.customers import service as customers


def found_by(table: Any, query: str) -> ColumnElement[bool]:
    """Rows of a table with every word of a query in their numbers, or with a customer of that name."""
    grams = query_grams(query)
    if not grams:
        return false()
    words = (table.c.search_text.contains(word, autoescape=True) for word in query_words(query))
    spelled = and_(table.c.search_grams.bool_op("@>")(literal(grams, ARRAY(Text()))), *words)
    return or_(spelled, table.c.customer_id == any_(customers.spelled(query)))

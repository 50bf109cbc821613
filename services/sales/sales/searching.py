"""Finding records by what is written on them."""

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, and_, false, literal

from libs.names import query_grams, query_words


def spelled(table: Any, query: str) -> ColumnElement[bool]:
    """Rows with every word of a query in what they are found by (`libs.names.search_entry`)."""
    grams = query_grams(query)
    if not grams:
        return false()
    words = (table.c.search_text.contains(word, autoescape=True) for word in query_words(query))
    return and_(table.c.search_grams.bool_op("@>")(literal(grams, ARRAY(Text()))), *words)

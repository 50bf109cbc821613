"""The language that templates are written in: a small part of Liquid, in which text is never code.

`{{ field }}`, `{{ total | money }}`, `{% if note %}…{% endif %}`, `{% for line in lines %}…{% endfor %}`. A
template reads the fields it is given and nothing else: no includes, no assignments, no attributes of objects;
loops and output are bounded.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any, Final

from babel.dates import format_date
from babel.numbers import format_currency
from liquid import Environment, StrictUndefined, Undefined

TAGS: Final = {
    "if",
    "unless",
    "for",
    "break",
    "continue",
    "case",
    "comment",
    "#",
    "content",
    "output",
    "illegal",
}
FILTERS: Final = {"default", "upcase", "downcase", "capitalize", "strip", "truncate", "join", "size"}
LARGEST: Final = 100_000
"""Characters a template may have, and bytes it may become."""


class TemplateWrong(Exception):
    """A template that cannot be read or filled in; its text says where."""


class _Bounded(Environment):
    loop_iteration_limit = 1_000
    output_stream_limit = LARGEST
    context_depth_limit = 8
    block_nesting_limit = 8


@cache
def _environment(language: str, *, html: bool, strict: bool) -> Environment:
    made = _Bounded(autoescape=html, undefined=StrictUndefined if strict else Undefined)
    made.tags = {name: tag for name, tag in made.tags.items() if name in TAGS}
    made.filters = {name: one for name, one in made.filters.items() if name in FILTERS}
    made.filters |= {"money": partial(_money, language), "day": partial(_day, language)}
    return made


def _money(language: str, value: object) -> str:
    """`{amount, currency}` as people of the language write it."""
    if not isinstance(value, Mapping):
        return ""
    try:
        return format_currency(
            Decimal(str(value["amount"])), str(value["currency"]), locale=_locale(language)
        )
    except (ArithmeticError, ValueError, KeyError) as error:
        raise TemplateWrong(f"money: {error}") from None


def _day(language: str, value: object) -> str:
    """A date, `2026-11-22`, as people of the language write it."""
    try:
        return (
            format_date(date.fromisoformat(str(value)[:10]), "long", locale=_locale(language))
            if value
            else ""
        )
    except ValueError as error:
        raise TemplateWrong(f"day: {error}") from None


def _locale(language: str) -> str:
    return {"zh-CN": "zh_Hans_CN", "zh-TW": "zh_Hant_TW"}.get(language, "en")


def filled(
    source: str, fields: Mapping[str, Any], language: str, *, html: bool = False, strict: bool = False
) -> str:
    """The text with its fields; strict refuses fields that are not there. Raises TemplateWrong."""
    try:
        return _environment(language, html=html, strict=strict).from_string(source).render(**fields)
    except TemplateWrong:
        raise
    except Exception as error:  # noqa: BLE001  # one message that cannot be written must not stop the others
        raise TemplateWrong(str(error)[:300] or type(error).__name__) from None


def fields_of(source: str) -> set[str]:
    """The fields that a template reads, those inside others with dots. Raises TemplateWrong."""
    try:
        found = _environment("en", html=False, strict=False).from_string(source).analyze()
    except Exception as error:  # noqa: BLE001  # it is what somebody typed
        raise TemplateWrong(str(error)[:300] or type(error).__name__) from None
    return {
        ".".join(str(one) for one in variable.segments)
        for uses in found.globals.values()
        for variable in uses
    }

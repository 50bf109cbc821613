"""From what callers send to what the row keeps: one normal form, whoever asks."""

import re
from collections.abc import Mapping
from typing import Any, Final

from chassis.problems import FieldError, InvalidInput
from customer import details
from customer.details import handles, mails, numbers
from libs.names import fold, search_entry, sort_key

NAMES: Final = ("name", "name_short", "name_en", "name_native")
FOUND_BY: Final = frozenset({*NAMES, "phones", "emails", "tax_number", "number", "external_ids", "addresses"})
"""The fields that derived columns are made of."""
NUMBER: Final = re.compile(r"CU-\d+", re.IGNORECASE)
SAID: Final = re.compile(r"cu-?([0-9]{1,18})", re.IGNORECASE)


def normal(changes: Mapping[str, Any], region: str) -> tuple[dict[str, Any], list[FieldError]]:
    """Column values of the given fields, and what is wrong with them."""
    values, errors = details.normal(changes, region)
    if "addresses" in changes:
        values["addresses"] = [one.model_dump() for one in changes["addresses"]]
    if "tags" in changes:
        values["tags"] = list(dict.fromkeys(str(one) for one in changes["tags"]))
    return values, errors


def required(changes: Mapping[str, Any], region: str) -> dict[str, Any]:
    """Column values; raises InvalidInput naming each wrong field."""
    values, errors = normal(changes, region)
    if errors:
        raise InvalidInput(errors=errors)
    return values


def derived(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that serve sorting, filtering and search, made from a whole row."""
    text, grams = search_entry(
        [values[one] for one in NAMES if values[one]],
        [values["number"], *values["external_ids"]],
        numbers(values),
        mails(values),
        [values["tax_number"]] if values["tax_number"] else [],
    )
    return {
        "name_key": sort_key(values["name"]),
        "country": next((one["country"] for one in values["addresses"] if one["country"]), None),
        "handles": handles(values),
        "search_text": text,
        "search_grams": grams,
    }


def number_of(serial: int) -> str:
    """The number people say."""
    return f"CU-{serial:06d}"


def number_said(text: str) -> str | None:
    """The number that somebody means by CU-12, cu12 or CU-000012; None when it is none."""
    said = SAID.fullmatch(fold(text))
    return number_of(int(said[1])) if said else None


def is_number(text: str) -> bool:
    """Whether it is a number of ours, and not what another system calls its customer."""
    return NUMBER.fullmatch(text) is not None

"""From what callers send to what a contact's row keeps."""

from collections.abc import Mapping
from typing import Any, Final

from chassis.problems import InvalidInput
from customer.details import handles, mails, normal, numbers
from libs.names import search_entry, sort_key

NAMES: Final = ("name", "name_en", "name_native")
FOUND_BY: Final = frozenset({*NAMES, "family_name", "given_name", "phones", "emails", "external_ids"})
DENSE: Final = "\u2e80"
"""From here on scripts write the family name first and without a space."""


def required(changes: Mapping[str, Any], region: str) -> dict[str, Any]:
    """Column values; raises InvalidInput naming each wrong field."""
    values, errors = normal(changes, region)
    if errors:
        raise InvalidInput(errors=errors)
    return values


def display_name(values: Mapping[str, Any]) -> str:
    """The name as said, or family and given name in the order of their script."""
    family, given = values.get("family_name") or "", values.get("given_name") or ""
    joined = family + given if family >= DENSE else f"{given} {family}".strip()
    return str(values.get("name") or joined)[:200]


def derived(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that serve sorting and search, made from a whole row."""
    spoken = [values[one] for one in NAMES if values[one]]
    parts = [values[one] for one in ("family_name", "given_name") if values[one]]
    if parts and not all(part in values["name"] for part in parts):
        spoken.append("".join(parts) if parts[0] >= DENSE else " ".join(parts))
    text, grams = search_entry(spoken, values["external_ids"], numbers(values), mails(values))
    return {
        "name_key": sort_key(values["name"]),
        "handles": handles(values),
        "search_text": text,
        "search_grams": grams,
    }

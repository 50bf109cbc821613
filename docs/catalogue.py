"""What the services have to say: their event classes, and the lists in their READMEs."""

import ast
import importlib
import inspect
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from crm.event import Event

ROOT = Path(__file__).resolve().parents[1]
LINES = ("Owns", "Says", "Hears", "Asks")

CONVENTIONS = {
    r"version": "Version of the record after this fact; older news about a record is ignored",
    r"owner_id": "The person the record belongs to",
    r"team_id": "The team the record belongs to",
    r"previous_(\w+)_id": "The {} before",
    r"(\w+)_id": "Id of the {}",
    r"(\w+)_ids": "Ids of the {}s",
    r"(\w+)_by": "Id of the person who {} it",
    r"name|\w+_name": "For display",
    r"email": "Mail address",
    r"at": "When it happened, UTC",
    r"deleted": "True when the record is gone; projections keep a tombstone",
    r"outcome": "How it ended",
}
"""Field names that mean the same in every event, and what they mean."""


def convention(field: str) -> str:
    """What a field of this name means in every event, if there is such a convention."""
    for pattern, meaning in CONVENTIONS.items():
        if match := re.fullmatch(pattern, field):
            return meaning.format(*(part and part.replace("_", " ") for part in match.groups()))
    return ""


def facts(readme: str) -> dict[str, set[str]]:
    """The names listed after `Owns:`, `Says:`, `Hears:` and `Asks:`; a key that is missing stays out.

    A list runs to the next empty line or key; `nothing` is an empty list.
    """
    keys = "|".join(LINES)
    found = re.findall(rf"^({keys}):(.*?)(?=^(?:{keys}):|^\s*$|\Z)", readme, re.MULTILINE | re.DOTALL)
    return {key: set(re.findall(r"`([^`\s]+)`", names)) for key, names in found}


def event_classes() -> list[type[Event]]:
    """Every declared event of every service, by subject."""
    for path in sorted((ROOT / "proto" / "crm").glob("*/events.py")):
        importlib.import_module(f"crm.{path.parent.name}.events")
    for path in sorted((ROOT / "proto" / "crm").glob("*/events/*.py")):
        importlib.import_module(f"crm.{path.parts[-3]}.events.{path.stem}")
    classes = [
        one for one in descendants(Event) if "subject" in vars(one) and one.__module__.startswith("crm.")
    ]
    return sorted(classes, key=lambda one: one.subject)


def descendants(cls: type[Any]) -> set[type[Any]]:
    """Direct and indirect subclasses."""
    return {one for child in cls.__subclasses__() for one in {child, *descendants(child)}}


def description(event: type[Event], field: str) -> str:
    """What a field means: `description=`, the string below it, or the convention for its name."""
    written = event.model_fields[field].description
    inherited = (explanations(cls)[field] for cls in event.__mro__ if field in explanations(cls))
    return " ".join((written or next(inherited, "") or convention(field)).split())


@cache
def explanations(cls: type[Any]) -> dict[str, str]:
    """The strings below the fields of one class body."""
    if not cls.__module__.startswith("crm."):
        return {}
    module = ast.parse(inspect.cleandoc("\n" + inspect.getsource(cls)))
    body = [statement for node in module.body if isinstance(node, ast.ClassDef) for statement in node.body]
    return {
        statement.target.id: below.value.value
        for statement, below in pairwise(body)
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
        if isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }


def hearers() -> dict[str, list[str]]:
    """Event, as the READMEs name it (`customer.CustomerCreated`), → the services that hear it."""
    found: dict[str, list[str]] = {}
    for readme in sorted((ROOT / "services").glob("*/README.md")):
        for name in facts(readme.read_text()).get("Hears", ()):
            found.setdefault(name, []).append(readme.parent.name)
    return found

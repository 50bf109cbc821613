"""One interaction of an import: mapped cells checked and brought into column values by the API's rules."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from chassis.imports.bodies import Body, Checked
from chassis.organisation import Defaults
from customer.interactions.schemas import InteractionCreate

FIELDS: Final = (
    "channel", "direction", "occurred_at", "summary", "duration_seconds", "follow_up", "follow_up_on",
    "recorded_by",
)  # fmt: skip
NOBODY: Final = UUID(int=0)


def check_row(cells: Mapping[str, Any], defaults: Defaults) -> Checked:
    """Column values of the cells that are there (empty ones count as absent).

    A date counts as midnight in the organisation's zone, and so does a moment without a zone. Fatal:
    `channel` and `occurred_at`. Other wrong cells are dropped and the row is kept.
    """
    given = {field: cells[field] for field in FIELDS if cells.get(field) not in (None, "")}
    recorded_by = given.pop("recorded_by", None)
    draft = Body()
    draft.body = given | {"customer_id": NOBODY, "occurred_at": _moment(given.get("occurred_at"), defaults)}
    body, errors = draft.validated(InteractionCreate, ("channel", "occurred_at"))
    if body is None:
        return Checked(None, errors)
    values = body.changes()
    del values["customer_id"]
    return Checked(values | ({"recorded_by": recorded_by} if recorded_by else {}), errors)


def _moment(value: Any, defaults: Defaults) -> Any:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=ZoneInfo(defaults.zone))
    return value

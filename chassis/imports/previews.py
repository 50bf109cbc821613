"""Imports and previews as the answers show them."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_jsonable_python

from chassis.actors import Actor
from chassis.imports.declaration import Importing, Plan, Target
from chassis.imports.reading import shown
from chassis.imports.schemas import FaultShown, FieldShown, Options, PreviewRow, TargetShown

COUNTED: Sequence[str] = ("rows_read", "created", "updated", "skipped", "failed", "errors")
PLAIN: Sequence[str] = (
    "id", "version", "state", "file_name", "requested_by", "sheet", "target", "reason",
    "created_at", "started_at", "finished_at",
)  # fmt: skip


def summary(job: Any) -> dict[str, Any]:
    """An import without what the file is and what was chosen; takes a record or a row of a list."""
    done = job.state == "done"
    total = job.rows_read if done else max(job.rows_total, job.rows_read)
    counts = {name: getattr(job, name) for name in COUNTED} | {"rows_total": total}
    progress = 1.0 if done else round(job.rows_read / max(total, 1), 3)
    return {name: getattr(job, name) for name in PLAIN} | {"counts": counts, "progress": progress}


def detailed(job: Any) -> dict[str, Any]:
    """All of an import."""
    options = Options.model_validate(job.options)
    return summary(job) | {"layout": job.layout, "mapping": job.mapping, "options": options}


def row(plan: Plan) -> PreviewRow:
    """What would become of one row."""
    errors = [
        FaultShown(row_number=plan.row.number, **{**error._asdict(), "value": shown(error.value)})
        for error in plan.row.errors
    ]
    return PreviewRow(
        number=plan.row.number,
        action=plan.action,
        record_id=plan.record_id,
        values=to_jsonable_python(plan.row.values),
        errors=errors,
    )


def target(one: Target, actor: Actor) -> TargetShown:
    """An object that can be imported, with the fields that somebody may write."""
    hidden = one.hidden_from(actor)
    fields = [
        FieldShown(name=name, required=field.required, several=field.several)
        for name, field in one.fields.items()
        if name not in hidden
    ]
    keys = {name: list(fields) for name, fields in one.keys_for(actor).items()}
    usual = [key for key in one.usual_keys if key in keys]
    return TargetShown(
        name=one.name, belongs_to=one.belongs_to, fields=fields, match_keys=keys, usual_keys=usual
    )


def targets(importing: Importing, actor: Actor) -> list[TargetShown]:
    """What of this service somebody may import, and what it knows to be another's."""
    return [target(one, actor) for one in importing.targets.values() if actor.may(one.permission)]

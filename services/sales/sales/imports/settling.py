"""What became of rows that were written, told as imports tell it."""

from collections.abc import Sequence

from chassis.imports.declaration import Plan, ReadRow
from chassis.problems import DomainError, InvalidInput, NotAllowed, NotFound
from sales.records import Written

PLAIN = {NotAllowed: "not_allowed", NotFound: "not_found"}


def settle(plans: Sequence[Plan], written: Sequence[Written]) -> None:
    """Take over what became of each."""
    for plan, one in zip(plans, written, strict=True):
        plan.record_id = one.id or plan.record_id
        if one.error is not None:
            plan.action = "fail"
            refuse(plan.row, one.error)
        elif one.outcome == "unchanged":
            plan.action = "skip"


def refuse(row: ReadRow, error: DomainError) -> None:
    """Say what was wrong, at its field where there is one."""
    if isinstance(error, InvalidInput):
        for one in error.errors:
            row.refuse(one.pointer.removeprefix("/") or None, one.kind, **one.params)
    elif kind := PLAIN.get(type(error)):
        row.refuse(None, kind)
    else:
        row.refuse(None, error.problem().type.rpartition(":")[2], **error.params)

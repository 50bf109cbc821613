"""Columns about consent in files of customers and contacts: a state for each channel and purpose, with date,
basis and wording beside them or given once for the whole file (the import's `defaults`).

An imported word is evidence like any other: it counts by its own moment, so it never overrides a later
withdrawal. A permission whose date the file does not know is no evidence, and left out.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.answers import field_errors
from chassis.imports import cells
from chassis.imports.deciding import Draft
from chassis.imports.declaration import Act, Plan, ReadRow, TargetField
from chassis.problems import InvalidInput
from customer.consents import bulk, service
from customer.consents.schemas import ConsentCreate
from customer.consents.subjects import Kind, Subject
from customer.consents.terms import CHANNELS, PAIRS
from customer.imports.headings import CONSENTS

PREFIX: Final = "consent."
STATES: Final = {
    "granted": ("true", "yes", "y", "1", "x", "√", "是", "对", "同意", "已同意", "订阅", "訂閱", "opt-in",
                "opted in", "subscribed"),
    "refused": ("false", "no", "n", "0", "×", "否", "错", "拒绝", "拒絕", "不同意", "opt-out"),
    "withdrawn": ("退订", "退訂", "撤回", "已撤回", "unsubscribed", "opted out"),
}  # fmt: skip
STATE: Final = cells.choice({word: state for state, words in STATES.items() for word in (state, *words)})
BARRED: Final = cells.choice(
    {one: one for one in (*CHANNELS, "all")}
    | dict.fromkeys(cells.TRUE, "all")
    | dict.fromkeys(cells.FALSE, "none")
)
READERS: Final = {
    "consent_given_at": cells.moment,
    "consent_valid_until": cells.moment,
    "consent_basis": cells.one_of({"同意": "consent", "合同": "contract", "合約": "contract"}),
    "consent_wording": cells.text(20_000),
    "do_not_contact": cells.each(BARRED),
}
FIELDS: Final[dict[str, TargetField]] = {
    **{
        f"{PREFIX}{one.replace(':', '.')}": TargetField(STATE, CONSENTS.get(one.replace(":", "_"), ()))
        for one in PAIRS
    },
    **{
        name: TargetField(READERS.get(name, cells.text(500)), CONSENTS.get(name, ()))
        for name in (
            "consent_given_at", "consent_valid_until", "consent_basis", "consent_wording",
            "consent_wording_language", "consent_wording_version", "consent_reference", "do_not_contact",
        )
    },
}  # fmt: skip
TOLD: Final = {
    "/basis": "consent_basis",
    "/valid_until": "consent_valid_until",
    "/given_at": "consent_given_at",
    "/wording/text": "consent_wording",
    "/wording/language": "consent_wording_language",
    "/wording/version": "consent_wording_version",
    "/evidence/reference": "consent_reference",
}
"""What is wrong with an entry → the column that says it."""


def check_consents(row: ReadRow, draft: Draft) -> None:
    """Take what the row says about consent into its draft; what cannot be evidence is remarked upon."""
    barred = [one for one in row.values.get("do_not_contact", ()) if one != "none"]
    said = {name: value for name, value in row.values.items() if name.startswith(PREFIX)}
    if barred or said:
        entries = [entry for name, state in said.items() if (entry := _entry(row, name, state))]
        draft.more["consents"] = bulk.Given(entries, barred)


def _entry(row: ReadRow, name: str, state: str) -> ConsentCreate | None:
    if state == "granted" and "consent_given_at" not in row.values:
        row.remark(name, "consent_date_missing")
        return None
    _, channel, purpose = name.split(".")
    wording = {part: row.values.get(f"consent_wording_{part}") for part in ("language", "version")}
    text, reference = row.values.get("consent_wording"), row.values.get("consent_reference")
    body: dict[str, Any] = {
        "channel": channel,
        "purpose": purpose,
        "state": state,
        "source": "import",
        "basis": row.values.get("consent_basis", "consent"),
        "given_at": row.values.get("consent_given_at"),
        "valid_until": row.values.get("consent_valid_until"),
        "wording": {"text": text} | wording if text else None,
        "evidence": {"reference": reference} if reference else {},
    }
    try:
        entry = ConsentCreate.model_validate(body)
        service.require_possible(entry)
    except ValidationError as error:
        for one in field_errors(error.errors(include_url=False)):
            row.remark(TOLD.get(one.pointer, name), one.kind, **one.params)
        return None
    except InvalidInput as error:
        for one in error.errors:
            row.remark(TOLD.get(one.pointer, name), one.kind)
        return None
    return entry


async def write_consents(session: AsyncSession, act: Act, plans: Sequence[Plan], kind: Kind) -> None:
    """Write what the rows that were kept say; a record that only this changes counts as updated."""
    kept: list[tuple[Plan, Subject, bulk.Given]] = []
    for plan in plans:
        given, record_id = plan.row.checked.more.get("consents"), _id(plan)
        if given and record_id:
            kept.append((plan, Subject(kind, record_id), given))
    if not kept:
        return
    outcomes = await bulk.record_many(session, act.actor, [(subject, given) for _, subject, given in kept])
    for (plan, _, _), outcome in zip(kept, outcomes, strict=True):
        if outcome == "not_allowed":
            plan.row.remark(None, "consent_not_allowed")
        elif outcome == "recorded" and plan.action == "skip":
            plan.action = "update"


def _id(plan: Plan) -> UUID | None:
    return plan.record_id if plan.action != "fail" else None

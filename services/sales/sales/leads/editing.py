"""The same change to many leads."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.access import Access
from sales.editing import Editing, Values
from sales.leads import rewriting
from sales.leads.models import CONVERTED, FROM, Lead
from sales.leads.queries import LISTING
from sales.operations.schemas import LeadEdit


class Leads(Editing[Lead]):
    """What they have in common can be set, and their status where it may follow the present one."""

    model = Lead
    listing = LISTING
    body = LeadEdit

    def wanted(self, body: LeadEdit) -> Values:
        """Fields, and the status with its reason."""
        return super().wanted(body) | (body.move.model_dump() if body.move else {})

    def possible(self, values: Values) -> ColumnElement[bool]:
        """Live ones that are not converted, nor about to be, of a status that allows the new one."""
        if values.get("deleted_at", values) is None:
            return true()
        changeable = and_(Lead.status != CONVERTED, Lead.conversion_due_at.is_(None))
        if (status := values.get("status")) is None:
            return changeable
        return and_(changeable, or_(Lead.status == status, Lead.status.in_(FROM[status])))

    def told(self, values: Values) -> Values:
        """A reason changes with its status only."""
        return {name: one for name, one in values.items() if name != "reason"}

    def change(self, record: Lead, values: Values) -> None:
        """Raises AlreadyConverted, BeingConverted, WrongStatus."""
        rewriting.require_changeable(record)
        status, reason = values.get("status"), values.get("reason")
        if status and status != record.status:
            record.move(status, reason)
        described = {name: one for name, one in values.items() if name not in ("status", "reason")}
        super().change(record, described)

    def called(self, record: Lead) -> str:
        """The person, the company, or how they are reached."""
        return record.shown_name

    async def settle(
        self, session: AsyncSession, access: Access, records: Sequence[Lead]
    ) -> Collection[UUID]:
        """With points and events."""
        return await rewriting.settle(session, access, records)


LEADS = Leads()

"""Leads, as other services ask about them."""

from typing import Final

from sales.answering import Kind
from sales.leads.models import Lead
from sales.leads.queries import LISTING
from sales.leads.schemas import LeadRead

LEADS: Final = Kind(
    Lead,
    LeadRead,
    LISTING,
    title=lambda row: row.name or row.company or row.number,
    beside=lambda row: row.company,
)

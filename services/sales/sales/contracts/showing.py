"""Contracts as answers: amounts as money, customers by name."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sales.amounts import with_money
from sales.contracts.models import Contract
from sales.contracts.schemas import ContractListed, ContractRead
from sales.customers import service as customers
from sales.records import columns_of

AMOUNTS: Final = ("net", "tax", "gross")


async def listed(session: AsyncSession, rows: Sequence[Any]) -> list[ContractListed]:
    """Rows of the list."""
    known = await customers.names(session, {row.customer_id for row in rows})
    return [ContractListed.model_validate(_values(row._mapping, known)) for row in rows]


async def shown(session: AsyncSession, contract: Contract) -> ContractRead:
    """One contract with its lines."""
    known = await customers.names(session, {contract.customer_id})
    return ContractRead.model_validate(_values(columns_of(contract), known))


def _values(row: Mapping[str, Any], known: Mapping[UUID, str]) -> dict[str, Any]:
    return with_money(row, AMOUNTS) | {"customer_name": known.get(row["customer_id"])}

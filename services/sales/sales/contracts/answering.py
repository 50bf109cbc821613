"""Contracts, as other services ask about them."""

from typing import Final

from sales.answering import Kind
from sales.contracts.models import Contract
from sales.contracts.queries import LISTING
from sales.contracts.schemas import ContractListed
from sales.contracts.showing import listed

CONTRACTS: Final = Kind(
    Contract, ContractListed, LISTING, title=lambda row: row.title or row.number, shown=listed
)

"""Facts about what is sold and at which prices. They are lean: ids, names for display, amounts, states."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from crm.event import Event


class ProductEvent(Event):
    """What every fact about a product carries: enough to show and to find it."""

    record: ClassVar[str] = "product_id"
    product_id: UUID
    version: int
    sku: str = Field(description="Article number")
    name: str
    kind: str = Field(description="good, service or bundle")
    active: bool = Field(description="Whether it can be offered")


class ProductCreated(ProductEvent):
    """A product was added to the list."""

    subject: ClassVar[str] = "sales.product.created"


class ProductUpdated(ProductEvent):
    """Fields of a product changed; which ones and to what is in the change stream."""

    subject: ClassVar[str] = "sales.product.updated"
    fields: list[str] = Field(description="Names of the fields that changed")


class ProductDeleted(ProductEvent):
    """A product was taken off the list; what was offered or ordered keeps it."""

    subject: ClassVar[str] = "sales.product.deleted"


class ProductRestored(ProductEvent):
    """A deleted product came back."""

    subject: ClassVar[str] = "sales.product.restored"


class PriceBookChanged(Event):
    """A price book was made, changed or removed."""

    subject: ClassVar[str] = "sales.price-book.changed"
    record: ClassVar[str] = "price_book_id"
    price_book_id: UUID
    version: int
    name: str
    currency: str = Field(description="ISO 4217")
    tax_included: bool = Field(description="Whether its prices have the tax in them")
    is_default: bool = Field(description="Whether it serves customers without a book of their own")
    starts_on: date | None = Field(description="First day; null: always was")
    ends_on: date | None = Field(description="Last day; null: until further notice")
    deleted: bool = False


class PriceChanged(Event):
    """The price of a product in a book was set, changed or removed."""

    subject: ClassVar[str] = "sales.price.changed"
    record: ClassVar[str] = "price_id"
    price_id: UUID
    version: int
    price_book_id: UUID
    product_id: UUID
    currency: str = Field(description="ISO 4217")
    amount: str = Field(description="Of one at the smallest quantity, for instance 12.50")
    deleted: bool = False

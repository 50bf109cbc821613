"""What is sold."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError
from chassis.records import UNRECORDED
from libs.names import search_entry, sort_key
from libs.references import Reference
from sales.products.configuring import Configurable, configurable
from sales.records import Record

BUNDLE = "bundle"


class ProductInUse(DomainError):
    """Other products have it as an option or component; `products` names some of them."""


class Product(Record):
    """Something that is sold: a good, a service, or a bundle of others; with options, if it has any.

    Its options and components are products too. One level deep: they are neither bundles nor have they
    options of their own.
    """

    __tablename__ = "product"

    sku: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(30))
    description: Mapped[str] = mapped_column(Text)
    active: Mapped[bool]
    tax_id: Mapped[UUID | None] = mapped_column(ForeignKey("tax.id"))
    option_groups: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    option_rules: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    components: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    uses: Mapped[list[UUID]] = mapped_column(ARRAY(Reference("product")), info=UNRECORDED)
    """Every product that is among its options and components."""
    name_key: Mapped[str] = mapped_column(String(400, collation="C"), info=UNRECORDED)
    search_text: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    search_grams: Mapped[list[str]] = mapped_column(ARRAY(Text), info=UNRECORDED)

    __table_args__ = (
        Index(
            "uq_product_sku",
            func.lower(text("sku")),
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("ix_product_name", "name_key", "id"),
        Index("ix_product_updated_at", "updated_at", "id"),
        Index("ix_product_kind", "kind"),
        Index("ix_product_tax_id", "tax_id"),
        Index("ix_product_uses", "uses", postgresql_using="gin"),
        Index("ix_product_search", "search_grams", postgresql_using="gin"),
    )

    def derive(self) -> None:
        """What is found and sorted by, and what it refers to, from what it says."""
        entry = search_entry([self.name], [self.sku])
        self.name_key = sort_key(self.name)[:400]
        self.search_text, self.search_grams = entry
        options = [one["product_id"] for group in self.option_groups for one in group["choices"]]
        parts = [one["product_id"] for one in self.components]
        self.uses = sorted({UUID(one) for one in (*options, *parts)})

    def configurable(self) -> Configurable:
        """Its options and their rules."""
        return configurable(self.option_groups, self.option_rules)

    def be_a_part_of(self, users: Collection[str]) -> None:
        """What others have as option or component stays a plain, live product. Raises ProductInUse."""
        plain = self.kind != BUNDLE and not self.option_groups and self.deleted_at is None
        if users and not plain:
            raise ProductInUse(products=list(users))

    def card(self) -> dict[str, Any]:
        """What every fact about it carries."""
        return {
            "product_id": self.id,
            "version": self.version,
            "sku": self.sku,
            "name": self.name,
            "kind": self.kind,
            "active": self.active,
        }

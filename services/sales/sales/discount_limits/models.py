"""How much discount may be given freely."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from libs.references import TeamRef
from sales.records import Record


class DiscountLimit(Record):
    """So many percent off the price of the books may be given without approval: by a team and those below it
    or by everybody, on a product or on all.
    """

    __tablename__ = "discount_limit"

    team_id: Mapped[TeamRef | None]
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("product.id"))
    percent: Mapped[Decimal]

    __table_args__ = (
        Index(
            "uq_discount_limit",
            "team_id",
            "product_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("ix_discount_limit_product_id", "product_id"),
    )

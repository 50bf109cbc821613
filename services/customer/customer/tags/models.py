"""The managed list of tags."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from customer.records import Record


class Tag(Record):
    """A label. Customers hold its id, so a new name shows everywhere at once.

    A deleted tag shows no more; a sweep takes its id off the customers, or puts the id of the tag it
    was merged into in its place.
    """

    __tablename__ = "tag"

    name: Mapped[str] = mapped_column(Text)
    colour: Mapped[str] = mapped_column(String(7))
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("tag.id"))
    retired_by: Mapped[str | None] = mapped_column(String(80))
    """Who deleted or merged it: the sweep acts on their behalf until no customer has it."""

    __table_args__ = (
        Index(
            "uq_tag_name", func.lower(text("name")), unique=True, postgresql_where=text("deleted_at IS NULL")
        ),
    )

"""People who work here."""

from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.problems import DomainError, InvalidInput
from chassis.records import UNRECORDED
from identity.records import Record
from libs.references import Reference


class EmailTaken(DomainError):
    """Somebody else has this mail address."""


class LastAdministrator(DomainError):
    """Without this person nobody could administer the suite any more."""


class User(Record):
    """A person; `invited` until a password is set, `active` until deactivated."""

    __tablename__ = "user"
    __table_args__ = (
        Index("uq_user_email_key", "email_key", unique=True),
        Index("ix_user_name", "sort_name", "id"),
        Index("ix_user_name_written", "name"),
        # What few people are is found by these, and in the order of the list.
        Index("ix_user_active", "active", "sort_name", "id"),
        Index("ix_user_invited", "invited", "sort_name", "id"),
        Index("ix_user_second_factor", "second_factor", "sort_name", "id"),
        Index("ix_user_language", "language", "sort_name", "id"),
        Index("ix_user_created_at", "created_at", "id"),
        Index("ix_user_role_ids", "role_ids", postgresql_using="gin"),
        Index("ix_user_team_ids", "team_ids", postgresql_using="gin"),
        Index("ix_user_manager_id", "manager_id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(200, collation="C"), info=UNRECORDED)
    search: Mapped[str] = mapped_column(Text, info=UNRECORDED)
    email: Mapped[str] = mapped_column(String(320))
    email_key: Mapped[str] = mapped_column(String(collation="C"), info=UNRECORDED)
    active: Mapped[bool] = mapped_column(default=True)
    invited: Mapped[bool] = mapped_column(default=True)
    second_factor: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    language: Mapped[str] = mapped_column(String(8))
    time_zone: Mapped[str] = mapped_column(String(64))
    manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    out_of_office_from: Mapped[date | None]
    out_of_office_until: Mapped[date | None]
    deputy_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    role_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Reference("role")), default=list)
    team_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Reference("team")), default=list)

    def check(self) -> None:
        """What must be true of a person as a whole. Raises InvalidInput."""
        if self.manager_id == self.id:
            raise InvalidInput.at("/manager_id", "own_manager")
        if self.deputy_id == self.id:
            raise InvalidInput.at("/deputy_id", "own_deputy")
        first, last = self.out_of_office_from, self.out_of_office_until
        if first and last and last < first:
            raise InvalidInput.at("/out_of_office_until", "before_start")
        if last and not first:
            raise InvalidInput.at("/out_of_office_from", "missing")

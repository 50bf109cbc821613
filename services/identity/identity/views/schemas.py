"""Saved views as they are sent and shown."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from chassis.http.lists import ListQuery
from chassis.schemas import Given, Name, RecordShown, absent
from identity.preferences.schemas import keepable

FIELD = "^[a-z][a-z0-9_.]{0,63}$"
Object = Annotated[
    str, Field(pattern="^[a-z][a-z-]{0,48}[.][a-z][a-z-]{0,48}$", examples=["customer.customers"])
]
Condition = Annotated[
    dict[str, Any],
    AfterValidator(keepable),
    Field(description="A condition as lists take it in `filter`; the list itself checks it", max_length=3),
]
Columns = Annotated[list[Annotated[str, Field(pattern=FIELD)]], Field(max_length=100)]
Sort = Annotated[str, Field(pattern="^-?[a-z][a-z0-9_.]{0,63}$", examples=["-updated_at"])]


class ViewCreate(Given):
    """A new view."""

    object: Object
    name: Name
    condition: Condition | None = None
    columns: Columns = Field(default_factory=list)
    sort: Sort | None = None
    shared: bool = Field(default=False, description="Seen by everybody; needs view.share")


class ViewUpdate(Given):
    """What to change of a view; absent fields stay."""

    name: Name = Field(default_factory=absent)
    condition: Condition | None = None
    columns: Columns = Field(default_factory=absent)
    sort: Sort | None = None
    shared: bool = Field(default_factory=absent)


class ViewRead(RecordShown):
    """A saved view."""

    owner_id: UUID
    object: str
    name: str
    condition: dict[str, Any] | None
    columns: list[str]
    sort: str | None
    shared: bool


class ViewQuery(ListQuery):
    """The list of views, narrowed."""

    object: Annotated[str, Field(max_length=100)] | None = Field(
        default=None, description="Only views of this list, for instance `customer.customers`"
    )

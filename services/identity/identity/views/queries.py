"""The list of views."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_

from chassis.http.lists import Listing, Offer
from identity.views.models import SavedView
from libs.conditions import Kind

_view = SavedView.__table__.c
VIEWS = Listing(
    source=SavedView.__table__,
    columns=list(_view),
    key=_view.id,
    offers={"name": Offer(Kind.TEXT, _view.name, nullable=False, sorts=True, by=_view.sort_name)},
    sort="name",
    deleted_at=_view.deleted_at,
)


def readable(user_id: UUID) -> list[ColumnElement[bool]]:
    """One's own, and what others share: disjoint, each answered by an index."""
    own = _view.owner_id == user_id
    return [own, and_(_view.shared.is_(True), ~own)]


def of(object_name: str | None) -> list[ColumnElement[bool]]:
    """Views of one list, or of all."""
    return [_view.object == object_name] if object_name else []

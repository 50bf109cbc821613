"""The list of sessions."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement

from chassis.http.lists import Listing, Offer
from identity.sessions.models import SignIn
from libs.conditions import Kind

_session = SignIn.__table__.c
SESSIONS = Listing(
    source=SignIn.__table__,
    columns=list(_session),
    key=_session.id,
    offers={"created_at": Offer(Kind.MOMENT, _session.created_at, nullable=False, sorts=True)},
    sort="-created_at",
)


def live() -> ColumnElement[bool]:
    """Sessions that have not ended."""
    return _session.ended_at.is_(None) & (_session.expires_at > datetime.now(UTC))


def of(user_id: object) -> ColumnElement[bool]:
    """One person's."""
    return _session.user_id == user_id

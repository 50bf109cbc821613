"""The list of API keys."""

from sqlalchemy import ColumnElement

from chassis.http.lists import Listing, Offer
from identity.api_keys.models import ApiKey, ApiKeySecret
from libs.conditions import Kind

_key = ApiKey.__table__.c
_secret = ApiKeySecret.__table__.c
API_KEYS = Listing(
    source=ApiKey.__table__.join(ApiKeySecret.__table__, _secret.api_key_id == _key.id),
    columns=[*_key, _secret.used_at, _secret.used_from],
    key=_key.id,
    offers={"name": Offer(Kind.TEXT, _key.name, nullable=False, sorts=True, by=_key.sort_name)},
    sort="name",
    deleted_at=_key.deleted_at,
)


def narrowed(revoked: bool | None) -> list[ColumnElement[bool]]:
    """Only those revoked, or only those that are not."""
    if revoked is None:
        return []
    return [_key.revoked_at.is_not(None) if revoked else _key.revoked_at.is_(None)]

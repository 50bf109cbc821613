"""The list of devices."""

from uuid import UUID

from sqlalchemy import ColumnElement

from chassis.http.lists import Listing, Offer
from identity.devices.models import Device
from libs.conditions import Kind

_device = Device.__table__.c
DEVICES = Listing(
    source=Device.__table__,
    columns=list(_device),
    key=_device.id,
    offers={"used_at": Offer(Kind.MOMENT, _device.used_at, nullable=False, sorts=True)},
    sort="-used_at",
)


def of(user_id: UUID) -> ColumnElement[bool]:
    """One person's."""
    return _device.user_id == user_id

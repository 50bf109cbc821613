"""Devices as they are shown."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from chassis.schemas import Shown


class DeviceRead(Shown):
    """A device one has signed in with."""

    id: UUID
    name: str = Field(description="User-Agent at the last sign-in")
    address: str = Field(description="IP address at the last sign-in")
    created_at: datetime
    used_at: datetime = Field(description="Last sign-in")
    current: bool = Field(default=False, description="True for the one that asks")

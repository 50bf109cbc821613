"""Where a request came from: the address and the device that sessions and the audit trail show."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Origin:
    """The client as the gateway saw it."""

    address: str = UNKNOWN
    device: str = ""

    @property
    def source(self) -> str:
        """The address as coarse as one client is free to change it: an IPv6 host owns a /64."""
        try:
            address = ip_address(self.address)
        except ValueError:
            return UNKNOWN
        if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
            return str(ip_network(f"{address}/64", strict=False).network_address)
        return str(address)


async def origin(request: Request) -> Origin:
    """Address and device of a request; the last X-Forwarded-For is the one the gateway wrote."""
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    address = forwarded or (request.client.host if request.client else UNKNOWN)
    device = "".join(char for char in request.headers.get("user-agent", "") if char.isprintable())
    return Origin(address[:64], device[:300])


From = Annotated[Origin, Depends(origin)]

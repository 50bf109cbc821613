"""Where a request came from: the address and the device that sessions and the audit trail show."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request

from chassis import origins
from chassis.actors import Actor
from chassis.origins import UNKNOWN, address_of, device_of


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

    def of(self, actor: Actor) -> origins.Origin:
        """As change rows keep it, for somebody who acts from there."""
        return origins.of_client(self.address, self.device, actor)


async def origin(request: Request) -> Origin:
    """Address and device of a request."""
    return Origin(address_of(request), device_of(request))


From = Annotated[Origin, Depends(origin)]

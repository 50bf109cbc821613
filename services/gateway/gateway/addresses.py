"""Where a request comes from. Forwarding headers count only when a trusted proxy wrote them."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from gateway.exchange import Exchange

Network = IPv4Network | IPv6Network


class Addresses:
    """Finds the client behind the proxies that are trusted."""

    def __init__(self, trusted: Sequence[Network]) -> None:
        self._trusted = trusted

    def locate(self, exchange: Exchange) -> None:
        """Fill in the exchange's address and scheme."""
        client = exchange.scope["client"]
        exchange.address = client[0] if client else ""
        if not self._trusted or not self._trusts(exchange.address):
            return
        hops = [hop.strip() for hop in exchange.header(b"x-forwarded-for").split(",") if hop.strip()]
        while hops and self._trusts(exchange.address):
            exchange.address = hops.pop()
        if exchange.header(b"x-forwarded-proto") == "https":
            exchange.scheme = "https"

    def _trusts(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self._trusted)


def counted(address: str) -> str:
    """Under what an address is counted: IPv6 by its /64, of which anybody owns whole ones."""
    parsed = _parsed(address)
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else address


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed

"""Event ids: how far a client has heard each stream, `customer=123;notifications=45`."""

import re
from collections.abc import Mapping

from gateway.stream.notices import STREAMS

_PART = re.compile(r"([a-z-]{1,40})=([0-9]{1,18})")


def parse(event_id: str) -> dict[str, int] | None:
    """The positions in a Last-Event-ID; None when it is none of ours."""
    found = [_PART.fullmatch(part) for part in event_id.split(";")]
    positions = {match[1]: int(match[2]) for match in found if match}
    return positions if None not in found and positions.keys() == set(STREAMS) else None


def render(positions: Mapping[str, int]) -> str:
    """Positions as an event id."""
    return ";".join(f"{stream}={positions[stream]}" for stream in STREAMS)

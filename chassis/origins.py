"""Where an act comes from: the client's address, device and session; for other work its job or event.

Sessions carry it in `info` beside `actor`; change rows keep it. It is told on the restricted stream of
changes alone: addresses are personal data, so public events do not carry them.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from chassis.actors import Actor

if TYPE_CHECKING:
    from starlette.requests import Request

UNKNOWN = "unknown"
LONGEST_ADDRESS = 64
LONGEST_DEVICE = 300
Origin = dict[str, str]
"""`address`, `device` and `session_id` of an interactive act; `job_id` or `event_id` of any other."""


def address_of(request: "Request") -> str:
    """The client's address; the last X-Forwarded-For is the one that the gateway wrote."""
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return (forwarded or (request.client.host if request.client else UNKNOWN))[:LONGEST_ADDRESS]


def device_of(request: "Request") -> str:
    """The client's User-Agent, shortened, without what cannot be shown."""
    told = request.headers.get("user-agent", "")
    return (told if told.isprintable() else "".join(filter(str.isprintable, told)))[:LONGEST_DEVICE]


def of_request(request: "Request", actor: Actor) -> Origin:
    """What somebody does at this moment."""
    return of_client(address_of(request), device_of(request), actor)


def of_client(address: str, device: str, actor: Actor) -> Origin:
    """The same, of a client already known."""
    origin = {"address": address, "device": device}
    return origin | {"session_id": str(actor.session_id)} if actor.session_id else origin


def of_job(job_id: UUID) -> Origin:
    """What a worker does: an import, a bulk change, an export."""
    return {"job_id": str(job_id)}


def of_event(event_id: UUID) -> Origin:
    """What follows from an event; who was where stands on the changes of the same cause."""
    return {"event_id": str(event_id)}

"""What a service is made of, declared in its main.py: the whole wiring, explicit, in one place.

Each part is a function that imports what it names, so that a role loads only what it runs.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import APIRouter

from chassis.rpc.server import Servicer
from chassis.runtime import Runtime
from chassis.settings import Settings


async def _nothing(_: Runtime) -> None:
    """Most services need nothing before their doors open."""


@dataclass(frozen=True)
class Service:
    """A service by its parts; `chassis.roles` runs them."""

    name: str
    """As in the URL and the folder: `service-desk`. Also the queue, the stream and the token audience."""
    settings: type[Settings]
    folder: Path
    """Where migrations/ lies."""
    http: Callable[[Runtime], Sequence[APIRouter]] = lambda _: ()
    """The routers of its features."""
    rpc: Callable[[Runtime], Sequence[Servicer]] = lambda _: ()
    """Its gRPC services."""
    events: Callable[[], None] = lambda: None
    """Imports the handlers modules, whose `@on` declare themselves."""
    periodic: Callable[[], None] = lambda: None
    """Imports the modules with `@every`."""
    tasks: Callable[[], None] = lambda: None
    """Imports the modules with `@task`."""
    start: Callable[[Runtime], Awaitable[None]] = _nothing
    """What every process does before it opens its doors; safe to run in several at once."""
    commands: Mapping[str, Callable[[Runtime], Awaitable[bool]]] = field(default_factory=dict)
    """What can be asked of it at a terminal, by name, beside the roles; False fails the command."""
    identity: bool = False
    """True for the one service that owns the access projection's source."""
    doors: Callable[[Runtime], AbstractAsyncContextManager[None]] | None = None
    """Opens the service's own doors in place of REST and gRPC. Such a service keeps no database and no
    stream: it has nothing to migrate, to relay or to project."""

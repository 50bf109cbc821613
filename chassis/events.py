"""Hearing a fact: `@on(TeamChanged)` above an async function of a feature's handlers.py.

    @on(UserChanged, projection="people")
    async def keep_person(session: AsyncSession, event: UserChanged, heard: Heard) -> None:
        ...

The function runs in a transaction that also writes the inbox row, so it applies each event once,
however often NATS delivers it. Handlers with the same `projection` share one durable consumer and
therefore see their events in stream order; a handler without one is a reaction with its own. One that
is new to an installation hears what has happened since an hour ago, not two weeks of the past.
Out-of-order news is possible after a failure: projections compare versions and ignore older ones.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from crm.event import Event

if TYPE_CHECKING:
    from chassis.runtime import Runtime

Handler = Callable[[AsyncSession, Any, "Heard"], Awaitable[None]]
When = Callable[[Any, "Heard"], bool]
Snapshot = Callable[["Runtime"], Awaitable[int]]
"""Reads all that holds from the service that tells of it; returns its stream position to go on from."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The envelope of an event: where it came from and who caused it."""

    id: UUID
    subject: str
    at: datetime
    actor: str
    on_behalf_of: str | None
    cause_id: UUID
    sequence: int

    @property
    def person(self) -> UUID | None:
        """The person who did it, through however many services."""
        kind, _, name = (self.on_behalf_of or self.actor).partition(":")
        return UUID(name) if kind == "user" else None


@dataclass(frozen=True, slots=True)
class Subscription:
    """One handler with the events it takes."""

    durable: str
    stream: str
    subjects: frozenset[str]
    handler: Handler
    decode: Callable[[str, bytes], Any]
    when: When | None = None
    start: Callable[[], Awaitable[int]] | None = None
    reaction: bool = False
    """Whether it acts on what happens, so that the past is nothing to it; a projection needs all of it."""
    gather: float = 0.0
    """Seconds to wait for more messages, which then share a transaction."""
    snapshot: Snapshot | None = None

    def within(self, runtime: "Runtime") -> "Subscription":
        """The same, able to begin with its snapshot."""
        return replace(self, start=partial(self.snapshot, runtime)) if self.snapshot else self


subscriptions: list[Subscription] = []
"""What this process's handlers modules have declared."""


def on(
    *events: type[Event],
    projection: str | None = None,
    when: When | None = None,
    snapshot: Snapshot | None = None,
) -> Callable[[Handler], Handler]:
    """Declare what an async function hears; see the module's docstring.

    `when` says of an event, without looking anything up, whether it is of interest: one that nobody
    wants costs no transaction. A new projection begins with its `snapshot`.
    """
    by_subject = {event.subject: event for event in events}
    streams = {event.service() for event in events}
    if len(streams) != 1:
        raise ValueError(f"one handler hears one service's events, not {sorted(streams)}")

    def declare(handler: Handler) -> Handler:
        subscriptions.append(
            Subscription(
                durable=_durable(handler, projection),
                stream=streams.pop(),
                subjects=frozenset(by_subject),
                handler=handler,
                decode=lambda subject, data: by_subject[subject].model_validate_json(data),
                when=when,
                reaction=projection is None,
                snapshot=snapshot,
            )
        )
        return handler

    return declare


def on_subject(stream: str, subject: str, *, gather: float) -> Callable[[Handler], Handler]:
    """Hear raw messages by wildcard subject; the handler gets the JSON bytes. For the audit trail."""

    def declare(handler: Handler) -> Handler:
        durable = _durable(handler, None)
        subscriptions.append(
            Subscription(
                durable, stream, frozenset({subject}), handler, lambda _subject, data: data, gather=gather
            )
        )
        return handler

    return declare


def _durable(handler: Handler, projection: str | None) -> str:
    package = handler.__module__.split(".", 1)[0]
    return f"{package}-{projection or handler.__name__}"

"""What every provider says of itself and answers with. Each is one file; nothing else knows how it speaks.

What counts is what is known after a call. `Deferred` and `Refused` mean: surely not taken. Whatever leaves
that open is `Unclear`, and an adapter that raises counts as that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias
from uuid import UUID

from chassis.problems import DomainError


@dataclass(frozen=True, slots=True)
class Message:
    """What is handed over."""

    reference: UUID
    """Ours: the delivery's id. The idempotency key, and what the provider is asked by."""
    sender: str
    address: str
    subject: str
    text: str
    html: str | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """What a provider promises."""

    keyed_hours: float = 0
    """For so long the same reference is taken once, however often it is handed over; 0: each call counts."""
    looks_up: bool = False
    """Whether it can be asked by our reference what became of a message."""
    calls_back: bool = False
    """Whether it tells us later."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has it."""

    reference: str | None = None
    """The provider's own."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The provider will never take this message."""

    detail: str
    dead_address: bool = False
    """Because nobody is there: nothing more is sent to that address."""


@dataclass(frozen=True, slots=True)
class Deferred:
    """The provider surely did not take it now."""

    detail: str
    retry_after: float | None = None
    """Seconds that the provider asks to be left alone."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may have taken it, or not."""

    detail: str


@dataclass(frozen=True, slots=True)
class NeverSeen:
    """The provider knows no message of ours with this reference."""


Outcome: TypeAlias = Accepted | Refused | Deferred | Unclear
Lookup: TypeAlias = Accepted | Refused | NeverSeen | Unclear
ReportKind = Literal["delivered", "bounced", "complained", "failed"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a provider tells us later about one message."""

    id: str
    """Its own number of this report: the same one may come several times."""
    reference: str
    """The provider's reference of the message, or ours."""
    kind: ReportKind
    at: datetime
    detail: str = ""


class NotSigned(DomainError):
    """The callback is not signed by the provider."""

    status = 401


class Provider(Protocol):
    """One provider, as configured."""

    name: str
    channel: str
    per_minute: int
    contract: Contract

    async def send(self, message: Message) -> Outcome:
        """Hand a message over."""
        ...

    async def look_up(self, reference: UUID) -> Lookup:
        """What became of a message; only where the contract says so."""
        return Unclear("no_lookup")

    def reports(self, headers: Mapping[str, str], body: bytes) -> Sequence[Report]:
        """What a callback says. Raises NotSigned."""
        raise NotSigned(reason="no_callbacks")

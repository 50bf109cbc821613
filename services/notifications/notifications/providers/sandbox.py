"""A provider for trying things out: it keeps messages in this service's database, and nobody gets them.

Contract: the reference is its key for ever, and it can be asked by it.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chassis.identifiers import new_id
from chassis.runtime import Runtime
from notifications.providers.contract import (
    Accepted,
    Contract,
    Lookup,
    Message,
    NeverSeen,
    Outcome,
    Provider,
)
from notifications.providers.models import SandboxMessage
from notifications.settings import ProviderSettings


class Sandbox(Provider):
    """Keeps what it is given."""

    contract = Contract(keyed_hours=24 * 365 * 100, looks_up=True)

    def __init__(self, given: ProviderSettings, runtime: Runtime) -> None:
        self.name, self.channel, self.per_minute = given.name, given.channel, given.per_minute
        self._engine = runtime.database.engine

    async def send(self, message: Message) -> Outcome:
        """Keep one message."""
        row = {
            "id": new_id(),
            "provider": self.name,
            "channel": self.channel,
            **{name: getattr(message, name) for name in Message.__slots__},
            "reference": str(message.reference),
        }
        async with self._engine.begin() as connection:
            await connection.execute(insert(SandboxMessage).values(row).on_conflict_do_nothing())
        return Accepted(str(message.reference))

    async def look_up(self, reference: UUID) -> Lookup:
        """Whether it has it."""
        kept = select(SandboxMessage.id).filter_by(provider=self.name, reference=str(reference))
        async with self._engine.connect() as connection:
            found = await connection.scalar(kept)
        return Accepted(str(reference)) if found else NeverSeen()

"""Sending through the service's doors, and letting time pass."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, update

from chassis.identifiers import new_id
from chassis.runtime import Runtime
from chassis.testing import Answer, Bench, Calling, Person
from notifications.deliveries import sending
from notifications.deliveries.models import Delivery
from notifications.providers.models import ProviderState
from services.notifications.tests.carriers import Carrier

PHONE = "+8613800138000"
QUOTE = {"number": "QU-2026-000123", "link": "https://crm.example.com/quotes/abc"}


class Post(Calling):
    """Somebody who has messages sent."""

    def __init__(self, bench: Bench, person: Person, carriers: dict[str, Carrier]) -> None:
        super().__init__(bench, person)
        self.carriers = carriers
        self.runtime: Runtime = bench.runtime

    def using(self, *names: str, **settings: Any) -> None:
        """Only these providers, asked in this order; None of them: all."""
        given = self.bench.runtime.settings
        chosen = [one for name in names for one in given.providers if one.name == name]  # type: ignore[attr-defined]
        changed = given.model_copy(update={**({"providers": chosen} if names else {}), **settings})
        self.runtime = replace(self.bench.runtime, settings=changed)

    async def ask(self, **changes: Any) -> Answer:
        """Have an SMS with a quote sent to a contact."""
        body: dict[str, Any] = {
            "key": str(new_id()),
            "topic": "quote-sent",
            "channel": "sms",
            "recipient": {"thing": "contact", "id": str(new_id())},
            "address": PHONE,
            "language": "en",
            "params": QUOTE,
        }
        return await self("POST", "/deliveries", body | changes)

    async def sms(self, **changes: Any) -> str:
        answer = await self.ask(**changes)
        assert answer.status == 202, answer.body
        return str(answer.body["id"])

    async def mail(self, address: str = "kim@example.com", **changes: Any) -> str:
        return await self.sms(**{"channel": "email", "address": address} | changes)

    async def work(self) -> None:
        """What the worker's task does when it is hinted at."""
        await sending.send_due(self.runtime)

    async def later(self) -> None:
        """Everything falls due: pauses, leases and rests are over."""
        async with self.bench.runtime.database.engine.begin() as connection:
            due = update(Delivery).where(Delivery.due_at.is_not(None)).values(due_at=func.now())
            await connection.execute(due)
            await connection.execute(update(ProviderState).values(rests_until=None))

    async def read(self, delivery_id: str) -> Any:
        answer = await self("GET", f"/deliveries/{delivery_id}")
        assert answer.status == 200, answer.body
        return answer.body

    async def state(self, delivery_id: str) -> tuple[str, str]:
        """The state of a delivery and the kind of its reason."""
        found = await self.read(delivery_id)
        return found["state"], found["reason"]["kind"]

    async def states(self, delivery_id: str) -> list[str]:
        """Its life."""
        return [step["state"] for step in (await self.read(delivery_id))["steps"]]

    async def crashed(self, delivery_id: str, state: str, provider: str) -> None:
        """As a worker leaves it that was killed in that state."""
        async with self.bench.runtime.database.engine.begin() as connection:
            left = {"state": state, "provider": provider, "lease": "dead", "given_at": func.now()}
            left |= {"due_at": func.now(), "text": "Quote", "subject": ""}
            await connection.execute(update(Delivery).where(Delivery.id == UUID(delivery_id)).values(left))

"""SMS by a provider with a JSON API that takes idempotency keys.

    POST /v2/messages   Authorization: Bearer <secret>, Idempotency-Key: <our reference>
         {"to": "+86…", "from": "CRM", "text": "…"}  →  201 {"id": "m-1", "status": "queued"}
    GET  /v2/messages?client_reference=<our reference>  →  200 {"messages": [{"id", "status"}]}

Contract: within 24 hours the same key is taken once and answered alike, so whatever became of a call, it is
made again. It tells us later, signed by `X-Signature: sha256=<HMAC of the body>`:

    {"event_id": "e-1", "message_id": "m-1", "status": "delivered" | "undeliverable" | "failed", "at": "…"}
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from aiohttp import ClientSession
from pydantic import BaseModel, ValidationError

from chassis.problems import InvalidInput
from chassis.schemas import Moment, Text
from notifications.providers.contract import (
    Accepted,
    Contract,
    Lookup,
    Message,
    NeverSeen,
    Outcome,
    Provider,
    Refused,
    Report,
    ReportKind,
    Unclear,
)
from notifications.providers.http import Answered, Line, failure, require_signed
from notifications.settings import ProviderSettings, Settings

KINDS: Final[Mapping[str, ReportKind]] = {
    "delivered": "delivered",
    "undeliverable": "bounced",
    "failed": "failed",
    "spam": "complained",
}


class _Sent(BaseModel):
    id: str
    status: str = "queued"


class _Found(BaseModel):
    messages: list[_Sent]


class _Told(BaseModel):
    event_id: Text
    message_id: Text
    status: str
    at: Moment
    error: Text = ""


class KeyedSms(Provider):
    """The provider with keys."""

    contract = Contract(keyed_hours=24, looks_up=True, calls_back=True)

    def __init__(self, given: ProviderSettings, settings: Settings, client: ClientSession) -> None:
        self.name, self.channel, self.per_minute = given.name, given.channel, given.per_minute
        self._line = Line(
            client, given.url, private=settings.private_providers, seconds=settings.call_seconds
        )
        self._headers = {"Authorization": f"Bearer {given.secret.get_secret_value()}"}
        self._callback_secret = given.callback_secret.get_secret_value()

    async def send(self, message: Message) -> Outcome:
        """Hand over one SMS under our key."""
        body = {"to": message.address, "from": message.sender, "text": message.text}
        headers = {**self._headers, "Idempotency-Key": str(message.reference)}
        answer = await self._line.ask("POST", "/v2/messages", json=body, headers=headers)
        if not isinstance(answer, Answered):
            return answer
        if answer.status not in (200, 201):
            return failure(answer)
        try:
            return Accepted(_Sent.model_validate_json(answer.body).id)
        except ValidationError:
            return Unclear("answer_unreadable")

    async def look_up(self, reference: UUID) -> Lookup:
        """Ask for the message with our reference."""
        query = {"client_reference": str(reference)}
        answer = await self._line.ask("GET", "/v2/messages", params=query, headers=self._headers)
        if not isinstance(answer, Answered) or answer.status != 200:
            return Unclear("lookup_failed")
        try:
            found = _Found.model_validate_json(answer.body).messages
        except ValidationError:
            return Unclear("answer_unreadable")
        if not found:
            return NeverSeen()
        return Refused("failed") if found[0].status == "failed" else Accepted(found[0].id)

    def reports(self, headers: Mapping[str, str], body: bytes) -> Sequence[Report]:
        """One report per call; a status that says nothing final is passed over."""
        require_signed(body, headers.get("x-signature", "").removeprefix("sha256="), self._callback_secret)
        try:
            told = _Told.model_validate_json(body)
        except ValidationError:
            raise InvalidInput.at("", "callback_unreadable") from None
        if told.status not in KINDS:
            return []
        at: datetime = told.at
        return [Report(told.event_id, told.message_id, KINDS[told.status], at, told.error[:200])]

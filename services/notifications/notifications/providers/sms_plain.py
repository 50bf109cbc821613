"""SMS by a provider with a form API that takes no idempotency keys.

    POST /sms/send.json   Basic <user>:<secret>, form: mobile, sign, content, uid=<our reference>
         →  200 {"code": 0, "sid": "7f3…"}; another code is a refusal
    GET  /sms/status.json?uid=<our reference>  →  200 {"code": 0, "total": 1, "items": [{"sid", "state"}]}

Contract: each call sends once more, so after a call without answer nothing is sent until the status says that
the first one never arrived. A message is listed there at the latest when its call would have been answered.
"""

from typing import Final
from uuid import UUID

from aiohttp import ClientSession, encode_basic_auth
from pydantic import BaseModel, ValidationError

from notifications.providers.contract import (
    Accepted,
    Contract,
    Deferred,
    Lookup,
    Message,
    NeverSeen,
    Outcome,
    Provider,
    Refused,
    Unclear,
)
from notifications.providers.http import Answered, Line, failure
from notifications.settings import ProviderSettings, Settings

BUSY: Final = 8
DEAD_NUMBERS: Final = (2, 15)


class _Answer(BaseModel):
    code: int
    sid: str = ""
    msg: str = ""


class _Item(BaseModel):
    sid: str
    state: str = "SENT"


class _Status(BaseModel):
    code: int
    items: list[_Item] = []


class PlainSms(Provider):
    """The provider without keys."""

    contract = Contract(looks_up=True)

    def __init__(self, given: ProviderSettings, settings: Settings, client: ClientSession) -> None:
        self.name, self.channel, self.per_minute = given.name, given.channel, given.per_minute
        self._line = Line(
            client, given.url, private=settings.private_providers, seconds=settings.call_seconds
        )
        credentials = encode_basic_auth(given.user, given.secret.get_secret_value())
        self._headers = {"Authorization": credentials}

    async def send(self, message: Message) -> Outcome:
        """Hand over one SMS."""
        form = {
            "mobile": message.address,
            "sign": message.sender,
            "content": message.text,
            "uid": str(message.reference),
        }
        answer = await self._line.ask("POST", "/sms/send.json", data=form, headers=self._headers)
        if not isinstance(answer, Answered):
            return answer
        if answer.status != 200:
            return failure(answer)
        try:
            said = _Answer.model_validate_json(answer.body)
        except ValidationError:
            return Unclear("answer_unreadable")
        if said.code == BUSY:
            return Deferred(f"code {said.code} {said.msg}"[:200])
        if said.code:
            return Refused(f"code {said.code} {said.msg}"[:200], dead_address=said.code in DEAD_NUMBERS)
        return Accepted(said.sid)

    async def look_up(self, reference: UUID) -> Lookup:
        """Ask for the message with our reference."""
        query = {"uid": str(reference)}
        answer = await self._line.ask("GET", "/sms/status.json", params=query, headers=self._headers)
        if not isinstance(answer, Answered) or answer.status != 200:
            return Unclear("lookup_failed")
        try:
            said = _Status.model_validate_json(answer.body)
        except ValidationError:
            return Unclear("answer_unreadable")
        if said.code:
            return Unclear(f"code {said.code}")
        return Accepted(said.items[0].sid) if said.items else NeverSeen()

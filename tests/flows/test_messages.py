"""A message on its way: through the gateway, a worker and the customer master's gate to a mail server."""

from typing import Any

import aiohttp

from deploy.local.running import Suite
from tests.flows.conftest import Door, until

QUOTE = {"number": "QU-2026-000001", "link": "https://crm.example.com/quotes/abc"}


def message(contact: str, key: str) -> dict[str, Any]:
    recipient = {"thing": "contact", "id": contact}
    body = {"key": key, "topic": "quote-sent", "channel": "email", "recipient": recipient}
    return {**body, "address": "kim@example.com", "language": "zh-TW", "params": QUOTE}


async def ended(door: Door, delivery: str) -> Any:
    async def end() -> Any:
        found = await door.get(f"/api/notifications/deliveries/{delivery}")
        return found if found["due_at"] is None else None

    return await until(end, 20)


async def test_a_quote_is_mailed_once_and_not_to_who_does_not_want_it(
    suite: Suite, administrator: Door
) -> None:
    customer = await administrator.post("/api/customer/customers", {"name": "Example Ltd"}, expect=201)
    linked = {"name": "Kim Example", "customers": [{"customer_id": customer["id"]}]}
    contact = (await administrator.post("/api/customer/contacts", linked, expect=201))["id"]
    sent = await administrator.post("/api/notifications/deliveries", message(contact, "first"), expect=202)
    again = await administrator.post("/api/notifications/deliveries", message(contact, "first"), expect=202)
    assert sent["id"] == again["id"]
    found = await ended(administrator, sent["id"])
    assert [step["state"] for step in found["steps"]] == ["queued", "claimed", "handed_over", "accepted"]
    box = f"{suite.infrastructure.mail_url}/messages"
    async with aiohttp.ClientSession() as client, client.get(box) as answer:
        caught = [one for one in await answer.json() if sent["id"] in one["headers"]["Message-ID"]]
    assert [(one["to"], one["subject"]) for one in caught] == [(["kim@example.com"], "報價單 QU-2026-000001")]
    no = {"channel": "email", "purpose": "transactional", "state": "refused"}
    await administrator.post(f"/api/customer/contacts/{contact}/consents", no, expect=201)
    other = await administrator.post("/api/notifications/deliveries", message(contact, "second"), expect=202)
    found = await ended(administrator, other["id"])
    assert (found["state"], found["reason"]) == ("suppressed", {"kind": "consent", "rule": "opted_out"})
    why = await administrator.get(f"/api/notifications/deliveries/why?thing=contact&recipient={contact}")
    assert (why["answer"], why["reason"]["rule"]) == ("did_not_get_it", "opted_out")

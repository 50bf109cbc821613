"""The rows of what notifications does: inboxes, sending, the ledger, templates and preferences."""

from collections.abc import Mapping

from tests.security.rules import Rule, holding, on, people, signed_in

RECIPIENT = {"thing": "customer", "id": "{customer_id}"}
QUOTE = {"number": "{unique}", "link": "https://crm.example.com/q"}
MESSAGE = {
    "key": "{unique}",
    "topic": "quote-sent",
    "channel": "email",
    "recipient": RECIPIENT,
    "address": "kim@example.com",
    "params": QUOTE,
}
TEXT = {"topic": "quote-sent", "channel": "sms", "language": "en", "text": "{{{{ number }}}} {{{{ link }}}}"}
ADDRESS = {"channel": "email", "address": "nobody{unique}@example.com"}
nothing = Rule(everybody=True, status=404)
"""Providers sign their reports; here is none that calls back."""

_TEMPLATE = "/api/notifications/templates/{template_id}"
NOTIFICATIONS: Mapping[str, Rule] = {
    "GET /api/notifications/inbox": people,
    "GET /api/notifications/inbox/unread": people,
    "POST /api/notifications/inbox/read-all": people,
    "GET /api/notifications/inbox/{item_id}": on("item", people=True),
    "POST /api/notifications/inbox/{item_id}/read": on("item", people=True),
    "POST /api/notifications/inbox/{item_id}/unread": on("item", people=True),
    "POST /api/notifications/deliveries": on("customer", holding=("delivery.send",)).sending(MESSAGE),
    "GET /api/notifications/deliveries": holding("delivery.read"),
    "GET /api/notifications/deliveries/why?thing=user&recipient={user_id}": holding("delivery.read"),
    "GET /api/notifications/deliveries/{delivery_id}": holding("delivery.read"),
    "POST /api/notifications/deliveries/{delivery_id}/settle": holding(
        "delivery.send", "delivery.read", status=409
    ).sending({"arrived": True}),
    "POST /api/notifications/callbacks/{provider}": nothing.sending({}),
    "GET /api/notifications/topics": signed_in,
    "GET /api/notifications/topics/{topic}/texts/{channel}/{language}": holding("template.manage"),
    "POST /api/notifications/templates": holding("template.manage").sending(TEXT),
    "POST /api/notifications/templates/preview": holding("template.manage").sending(TEXT),
    "GET /api/notifications/templates": holding("template.manage"),
    f"GET {_TEMPLATE}": holding("template.manage"),
    f"PATCH {_TEMPLATE}": holding("template.manage").sending({"subject": "Changed"}),
    f"POST {_TEMPLATE}/activate": holding("template.manage", fresh=True),
    "GET /api/notifications/preferences": people,
    "PUT /api/notifications/preferences/{topic}/{channel}": people.sending({"wanted": True}),
    "PUT /api/notifications/quiet-hours": people.sending({"starts_at": "22:00", "ends_at": "08:00"}),
    "DELETE /api/notifications/quiet-hours": people,
    "POST /api/notifications/suppressions": holding("provider.manage").sending(ADDRESS),
    "POST /api/notifications/suppressions/check": holding("provider.manage").sending(ADDRESS),
    "POST /api/notifications/suppressions/lift": holding("provider.manage").sending(ADDRESS),
    "GET /api/notifications/providers": holding("provider.manage"),
    "GET /api/notifications/sandbox-messages": holding("provider.manage"),
}
SENT = {
    "key": "{user_id}",
    "topic": "deal-won",
    "channel": "email",
    "recipient_thing": "user",
    "recipient_id": "{user_id}",
    "params_json": '{{"name": "Deal"}}',
}
METHODS: Mapping[str, Rule] = {
    "crm.notifications.v1.NotificationsService/Send": holding("delivery.send").sending(SENT),
}

"""A value in every field that can be hidden, told apart from everything else there is."""

from typing import Any, Final

from tests.flows.conftest import Door, until

CUSTOMER: Final[dict[str, Any]] = {
    "addresses": [{"country": "CN", "city": "Canaryville"}],
    "phones": [{"number": "+8613900004711"}],
    "emails": [{"address": "canary.customer@example.com"}],
    "website": "https://canary-web.example.com",
    "industry": "canary-industry",
    "size": "918273645",
    "source": "canary-source",
    "tax_number": "CANARYTAX77",
    "registered_on": "1987-03-09",
    "currency": "XPF",
    "language": "haw",
    "time_zone": "Pacific/Chatham",
    "description": "canary-description",
}
CONTACT: Final[dict[str, Any]] = {
    "phones": [{"number": "+8613900004722"}],
    "emails": [{"address": "canary.contact@example.com"}],
    "birthday": "1977-07-17",
    "language": "haw",
    "time_zone": "Pacific/Marquesas",
    "description": "canary-about-somebody",
}
LINK: Final = {"title": "canary-title", "department": "canary-department", "decision_role": "blocker"}
CUSTOM: Final = {
    "customer.custom.canary": "canary-own-customer",
    "contact.custom.canary": "canary-own-contact",
}
"""Fields that the organisation has added; `canary_told` is computed of the customer's."""
ENTRY: Final[dict[str, Any]] = {
    "summary": "canary-summary",
    "participants": [{"kind": "other", "name": "canary-participant"}],
    "duration_seconds": 345_671,
    "follow_up": "canary-follow-up",
    "follow_up_on": "1967-05-05",
}
NEEDLES: Final[dict[str, str]] = {
    **CUSTOM,
    "customer.addresses": "Canaryville",
    "customer.phones": "13900004711",
    "customer.emails": "canary.customer@",
    "customer.website": "canary-web",
    "customer.industry": "canary-industry",
    "customer.size": "918273645",
    "customer.source": "canary-source",
    "customer.tax_number": "CANARYTAX77",
    "customer.registered_on": "1987-03-09",
    "customer.currency": '"XPF"',
    "customer.language": '"language":"haw"',
    "customer.time_zone": "Pacific/Chatham",
    "customer.description": "canary-description",
    "customer.tags": '"tags":',
    "customer.last_interaction_at": '"last_interaction_at":"1999-',
    "contact.phones": "13900004722",
    "contact.emails": "canary.contact@",
    "contact.birthday": "1977-07-17",
    "contact.language": '"language":"haw"',
    "contact.time_zone": "Pacific/Marquesas",
    "contact.description": "canary-about-somebody",
    "contact.title": "canary-title",
    "contact.department": "canary-department",
    "contact.decision_role": '"decision_role":"blocker"',
    "interaction.summary": "canary-summary",
    "interaction.participants": "canary-participant",
    "interaction.duration_seconds": "345671",
    "interaction.follow_up": "canary-follow-up",
    "interaction.follow_up_on": "1967-05-05",
}
"""Field → what shows that an answer holds its value."""
SEARCHED: Final = (
    "13900004711", "canary.customer", "CANARYTAX77", "13900004722", "canary.contact", "Canaryville",
    "canary-industry", "canary-summary", "canary-title", "canary-description",
)  # fmt: skip


async def plant(administrator: Door) -> dict[str, str]:
    """A customer with a contact and an entry that have them all, changed once; their ids."""
    field_id = await _own_fields(administrator)
    tag = await administrator.post("/api/customer/tags", {"name": "canary-tag"}, expect=201)
    body = {
        "kind": "company",
        "name": "Planted Example",
        **CUSTOMER,
        "source": "before",
        "website": None,
        "tags": [tag["id"]],
    }
    body["custom"] = {"canary": CUSTOM["customer.custom.canary"]}
    customer = await administrator.post("/api/customer/customers", body, expect=201)
    url = f"/api/customer/customers/{customer['id']}"
    operation_id = await _edited(administrator, customer["id"])
    change = {"source": CUSTOMER["source"]}
    await administrator.call("PATCH", url, json=change, headers={"If-Match": '"2"'})
    link = {"customer_id": customer["id"], **LINK}
    body = {"name": "Kim Planted", **CONTACT, "customers": [link]}
    body["custom"] = {"canary": CUSTOM["contact.custom.canary"]}
    contact = await administrator.post("/api/customer/contacts", body, expect=201)
    entry = {"customer_id": customer["id"], "contact_id": contact["id"], "channel": "call", **ENTRY}
    entry["occurred_at"] = "1999-01-02T03:04:05Z"
    interaction = await administrator.post("/api/customer/interactions", entry, expect=201)

    async def audited() -> bool:
        trail = await administrator.get("/api/identity/audit", params={"record_id": interaction["id"]})
        return bool(trail["items"])

    await until(audited, 20)
    return {
        "customer_id": customer["id"],
        "contact_id": contact["id"],
        "interaction_id": interaction["id"],
        "tag_id": tag["id"],
        "field_id": field_id,
        "operation_id": operation_id,
    }


async def _edited(administrator: Door, customer_id: str) -> str:
    """An operation that can be undone, but for what was changed after it; its id."""
    values = {"source": "canary-source of many", "website": CUSTOMER["website"]}
    body = {"selection": {"ids": [customer_id]}, "values": values}
    made = await administrator.post("/api/customer/customers/bulk-edits", body, expect=202)
    assert made["state"] == "done", made
    return str(made["id"])


async def _own_fields(administrator: Door) -> str:
    """One on customers and one on contacts, and one that a formula makes of it; the id of the last."""
    url, labels = "/api/customer/custom-fields", {"en": "Canary"}
    for thing in ("customer", "contact"):
        body = {"object": thing, "key": "canary", "kind": "text", "labels": labels}
        await administrator.post(url, body, expect=201)
    told = {"object": "customer", "key": "canary_told", "kind": "computed", "labels": labels}
    told["formula"] = 'concat("told ", custom.canary)'
    made = await administrator.post(url, told, expect=201)

    async def known() -> bool:
        schemas = [await administrator.get(f"{url}/schemas/{one}") for one in ("customer", "contact")]
        return all("canary" in one["properties"] for one in schemas)

    await until(known, 20)
    return str(made["id"])

"""A quote as its customer meets it: through the gateway, not signed in, with a document of the worker."""

from hashlib import sha256

from tests.flows.conftest import Door, until
from tests.flows.selling import priced_product


async def test_a_customer_reads_the_document_of_a_quote_and_accepts_it_by_its_link(
    administrator: Door,
) -> None:
    customer = await administrator.post("/api/customer/customers", {"name": "朗月示例"}, expect=201)
    line = {"product_id": (await priced_product(administrator))["id"], "quantity": "2"}
    body = {"customer_id": customer["id"], "currency": "CNY", "valid_until": "2999-12-31", "lines": [line]}
    quote = await administrator.post("/api/sales/quotes", body, expect=201)
    path = f"/api/sales/quotes/{quote['id']}"
    token = (await administrator.post(f"{path}/issue"))["token"]
    anybody, link = Door(administrator.client, {}), f"/api/sales/public/quotes/{token}"

    async def ready() -> str | None:
        told: str | None = (await anybody.get(link))["document_sha256"]
        return told

    told = await until(ready, 30)
    async with administrator.client.get(f"{link}/pdf") as answer:
        assert (answer.status, answer.content_type) == (200, "application/pdf")
        assert sha256(await answer.read()).hexdigest() == told
    await administrator.post(f"{path}/sendings", {"address": "kim@example.com"}, expect=202)

    async def sent() -> bool:
        (sending,) = (await administrator.get(f"{path}/sendings"))["items"]
        return bool(sending["state"] == "done" and sending["delivery_id"])

    await until(sent, 30)
    accepted = {"name": "王小明", "document_sha256": told}
    assert (await anybody.post(f"{link}/accept", accepted))["state"] == "accepted"
    read = await administrator.get(path)
    assert (read["state"], read["evidence"]["name"], read["customer_name"]) == (
        "accepted",
        "王小明",
        "朗月示例",
    )
    assert read["evidence"]["address"] == "127.0.0.1"
    assert await anybody.status("GET", f"{link[:-1]}") == 404
    assert await anybody.status("GET", path) == 401

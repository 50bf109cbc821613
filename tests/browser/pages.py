"""Every page there is: the address it has in the routes of the app, and those where it shows something."""

import re

import aiohttp

from deploy.local.web import WEB
from tests.flows.conftest import Door

ROUTES = [WEB / "src" / place / "routes.tsx" for place in ("app", "administration")]


async def addresses(administrator: Door) -> dict[str, list[str]]:
    """Route → addresses of it in this company."""

    async def one(path: str) -> str:
        return str((await administrator.get(path))["items"][0]["id"])

    customer = await one("/api/customer/customers?q=明川")
    contact = await one("/api/customer/contacts")
    product = await one("/api/sales/products")
    book = await one("/api/sales/price-books")
    deal = await one("/api/sales/opportunities")
    pipeline = await one("/api/sales/pipelines")
    lead = await one("/api/sales/leads")
    quote = await one("/api/sales/quotes")
    order = await one("/api/sales/orders")
    contract = await one("/api/sales/contracts")
    invoice = await one("/api/sales/invoices")
    payment = await one("/api/sales/payments")
    person = await one("/api/identity/users")
    role = await one("/api/identity/roles")
    return {
        "": ["/", "/?view=mine"],
        "setup/:step?": ["/setup/organisation", "/setup/customers", "/setup/finished"],
        "inbox": ["/inbox"],
        "me/:tab?": ["/me", "/me/security", "/me/look", "/me/quiet", "/me/messages"],
        "customers": ["/customers"],
        "customers/new": ["/customers/new"],
        "customers/:id": [f"/customers/{customer}"],
        "contacts": ["/contacts"],
        "contacts/new": ["/contacts/new"],
        "contacts/:id": [f"/contacts/{contact}"],
        "pipeline": ["/pipeline", f"/pipeline?peek={deal}"],
        "opportunities": ["/opportunities"],
        "opportunities/new": ["/opportunities/new"],
        "opportunities/:id": [f"/opportunities/{deal}{tab}" for tab in ("", "?tab=stages", "?tab=history")],
        "funnel": ["/funnel"],
        "leads": ["/leads"],
        "leads/new": ["/leads/new"],
        "leads/:id": [f"/leads/{lead}"],
        "lead-rules": ["/lead-rules"],
        "lead-forms": ["/lead-forms"],
        "quotes": ["/quotes"],
        "quotes/new": ["/quotes/new"],
        "quotes/:id": [f"/quotes/{quote}"],
        "quotes/discount-limits": ["/quotes/discount-limits"],
        "/q/:token": [f"/q/{await linked(administrator)}"],
        "contracts": ["/contracts"],
        "contracts/new": ["/contracts/new"],
        "contracts/:id": [f"/contracts/{contract}{tab}" for tab in ("", "?tab=history")],
        "orders": ["/orders"],
        "orders/new": ["/orders/new"],
        "orders/:id": [f"/orders/{order}"],
        "invoices": ["/invoices"],
        "invoices/:id": [f"/invoices/{invoice}"],
        "payments": ["/payments"],
        "payments/new": ["/payments/new"],
        "payments/:id": [f"/payments/{payment}"],
        "deliveries": ["/deliveries"],
        "deliveries/why": ["/deliveries/why"],
        "deliveries/providers": ["/deliveries/providers"],
        "deliveries/:id": [f"/deliveries/{await sent(administrator, person)}"],
        "administration/templates": ["/administration/templates"],
        "administration/templates/:topic/:channel/:language": [
            "/administration/templates/quote-sent/email/en"
        ],
        "administration/pipelines": ["/administration/pipelines"],
        "administration/pipelines/:id": [f"/administration/pipelines/{pipeline}"],
        "administration/exchange-rates": ["/administration/exchange-rates"],
        "products": ["/products"],
        "products/new": ["/products/new"],
        "products/:id": [f"/products/{product}{tab}" for tab in ("", "?tab=prices", "?tab=parts")],
        "price-books": ["/price-books"],
        "price-books/new": ["/price-books/new"],
        "price-books/taxes": ["/price-books/taxes"],
        "price-books/:id": [f"/price-books/{book}{tab}" for tab in ("", "?tab=customers")],
        "operations": ["/operations"],
        "imports/:service?": ["/imports", "/imports/sales"],
        "imports/new/:service?": ["/imports/new", "/imports/new/sales"],
        "imports/:service/:id": [f"/imports/customer/{await imported(administrator)}"],
        "administration": ["/administration"],
        "administration/people": ["/administration/people"],
        "administration/people/:id": [f"/administration/people/{person}"],
        "administration/roles": ["/administration/roles"],
        "administration/roles/:id": [f"/administration/roles/{role}"],
        "administration/teams": ["/administration/teams"],
        "administration/teams/list": ["/administration/teams/list"],
        "administration/api-keys": ["/administration/api-keys"],
        "administration/custom-fields": ["/administration/custom-fields"],
        "administration/organisation": ["/administration/organisation"],
        "administration/tags": ["/administration/tags"],
        "audit": ["/audit"],
        "*": ["/nowhere"],
    }


async def imported(administrator: Door) -> str:
    """An import that waits for somebody to look at its columns."""
    form = aiohttp.FormData()
    form.add_field("file", "客户名称,电话\n松溪示例仪表厂,021-0000 0199\n", filename="customers.csv")
    upload = await administrator.call("POST", "/api/customer/imports", data=form, expect=201)
    return str(upload["id"])


async def linked(administrator: Door) -> str:
    """What opens a quote that its customer has yet to answer."""
    issued = '{"field": "state", "op": "eq", "value": "issued"}'
    page = await administrator.get("/api/sales/quotes", params={"filter": issued})
    made = await administrator.post(f"/api/sales/quotes/{page['items'][0]['id']}/links", {}, expect=201)
    return str(made["token"])


async def sent(administrator: Door, user_id: str) -> str:
    """A message to somebody who works here."""
    recipient = {"thing": "user", "id": user_id}
    message = {"key": "a page", "topic": "deal-won", "channel": "email", "recipient": recipient}
    made = await administrator.call(
        "POST", "/api/notifications/deliveries", json=message | {"params": {"name": "示例"}}, expect=202
    )
    return str(made["id"])


def declared() -> set[str]:
    """The routes that the app declares."""
    return {"", *(path for file in ROUTES for path in re.findall(r"\bpath: '([^']+)'", file.read_text()))}

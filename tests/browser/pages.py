"""Every page there is: the address it has in the routes of the app, and those where it shows something."""

import re

import aiohttp

from deploy.local.web import WEB
from tests.flows.conftest import Door

ROUTES = WEB / "src" / "app" / "routes.tsx"


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
    person = await one("/api/identity/users")
    role = await one("/api/identity/roles")
    return {
        "": ["/"],
        "setup/:step?": ["/setup/organisation", "/setup/customers", "/setup/finished"],
        "inbox": ["/inbox"],
        "me/:tab?": ["/me", "/me/security", "/me/look", "/me/quiet"],
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
        "imports": ["/imports"],
        "imports/new": ["/imports/new"],
        "imports/:id": [f"/imports/{await imported(administrator)}"],
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


def declared() -> set[str]:
    """The routes that the app declares."""
    return {"", *re.findall(r"\bpath: '([^']+)'", ROUTES.read_text())}

"""Screens of several services, and the whole API in one document."""

from typing import Any
from uuid import UUID

import pytest
import schemathesis

from chassis.identifiers import new_id
from chassis.testing import sign

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "customer", "version": "1"},
    "paths": {
        "/customers": {
            "post": {
                "operationId": "customers_create",
                "tags": ["customers"],
                "security": [{"HTTPBearer": []}],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Create"}}}
                },
                "responses": {
                    "200": {"description": "Done"},
                    "default": {
                        "description": "A problem",
                        "content": {"application/problem+json": {"schema": {"$ref": "#/$defs/FieldError"}}},
                    },
                },
            }
        },
        "/.well-known/secret": {"get": {"operationId": "x", "responses": {"200": {"description": "x"}}}},
    },
    "components": {"schemas": {"Create": {"type": "object", "properties": {"$ref": {"type": "string"}}}}},
}


@pytest.fixture
def token() -> dict[str, str]:
    return {"Authorization": f"Bearer {sign(new_id())}"}


async def test_the_view_of_a_customer_is_one_answer(edge: Any, token: Any, customer_id: UUID) -> None:
    edge.customer.let_read(customer_id)
    answer = await edge.client.get(f"/api/views/customer-360/{customer_id}", headers=token)
    assert await answer.json() == {
        "customer": {"id": str(customer_id), "name": "示例公司"},
        "panels": {
            "contacts": [],
            "interactions": [],
            "opportunities": [{"name": "Ten lasers", "customer_id": str(customer_id)}],
            "orders": [],
        },
        "missing": [],
    }


async def test_panels_of_a_service_that_is_late_are_missing_and_the_rest_is_there(
    edge: Any, token: Any, customer_id: UUID
) -> None:
    edge.customer.let_read(customer_id)
    edge.sales.delay = 1
    view = await (await edge.client.get(f"/api/views/customer-360/{customer_id}", headers=token)).json()
    assert view["panels"] == {"contacts": [], "interactions": []}
    sold = ("opportunities", "quotes", "orders")
    assert view["missing"] == [{"panel": one, "reason": "unavailable"} for one in sold]


async def test_a_customer_that_may_not_be_read_is_not_there(edge: Any, token: Any, customer_id: UUID) -> None:
    for path in (customer_id, "nonsense"):
        answer = await edge.client.get(f"/api/views/customer-360/{path}", headers=token)
        assert (answer.status, (await answer.json())["type"]) == (404, "urn:crm:problem:not-found")


async def test_a_master_that_is_late_is_unavailable_not_missing(
    edge: Any, token: Any, customer_id: UUID
) -> None:
    edge.customer.delay = 1
    answer = await edge.client.get(f"/api/views/customer-360/{customer_id}", headers=token)
    assert (answer.status, (await answer.json())["params"]["service"]) == (503, "customer")
    assert answer.headers["Retry-After"] == "1"


async def test_search_names_what_it_could_not_ask(edge: Any, token: Any) -> None:
    found = await (await edge.client.get("/api/views/search?q=李&limit=5", headers=token)).json()
    assert [(one["thing"], one["title"]) for one in found["hits"]] == [
        ("customer", "李"),
        ("order", "SO-2026-000001"),
    ]
    assert found["missing"] == []
    edge.customer.delay = 1
    found = await (await edge.client.get("/api/views/search?q=李", headers=token)).json()
    assert [one["thing"] for one in found["hits"]] == ["order"]
    assert found["missing"] == [{"service": "customer", "reason": "unavailable"}]


@pytest.mark.parametrize("query", ["", "?q=", "?q=x&limit=0", "?q=x&limit=a", f"?q={'x' * 101}", "?q=%00"])
async def test_a_search_that_makes_no_sense_says_why(edge: Any, token: Any, query: str) -> None:
    answer = await edge.client.get(f"/api/views/search{query}", headers=token)
    problem = await answer.json()
    assert (answer.status, answer.content_type) == (422, "application/problem+json")
    assert problem["errors"][0]["pointer"] in ("?q", "?limit")


async def test_views_are_for_people_who_are_signed_in(edge: Any) -> None:
    for given in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eA=="}):
        assert (await edge.client.get("/api/views/search?q=x", headers=given)).status == 401


async def test_the_documents_of_all_services_are_one(gateway_of: Any) -> None:
    async with gateway_of() as edge:
        edge.http.document = DOCUMENT
        document = await (await edge.client.get("/api/openapi.json")).json()
    schemathesis.openapi.from_dict(document).validate()
    create = document["paths"]["/api/customer/customers"]["post"]
    assert create["operationId"] == "customer_customers_create"
    assert create["security"] == [{"bearer": []}, {"session": [], "csrf": []}]
    schema = create["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/customer_Create"}
    assert document["components"]["schemas"]["service_desk_Create"]["properties"] == {
        "$ref": {"type": "string"}
    }
    assert "/api/customer/.well-known/secret" not in document["paths"]
    assert document["x-missing"] == ["absent"]
    ids = [one["operationId"] for item in document["paths"].values() for one in item.values()]
    assert len(ids) == len(set(ids))


async def test_every_reference_in_the_document_leads_somewhere(gateway_of: Any) -> None:
    async with gateway_of() as edge:
        edge.http.document = DOCUMENT
        document = await (await edge.client.get("/api/openapi.json")).json()

    def check(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                found = document
                for step in part["$ref"].removeprefix("#/").split("/"):
                    found = found[step]
            part = list(part.values())
        for one in part if isinstance(part, list) else ():
            check(one)

    check(document)


async def test_the_documentation_works_without_any_other_server(edge: Any) -> None:
    answer = await edge.client.get("/api/docs")
    page = await answer.text()
    assert "//" not in page
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "docs.js", "docs.css"):
        assert f"/api/docs/{name}" in page
        assert len(await (await edge.client.get(f"/api/docs/{name}")).read()) > 100
    assert (await edge.client.get("/api/docs/core.py")).status == 404

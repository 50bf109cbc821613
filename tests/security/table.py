"""Every operation of the API and every gRPC method with the permission it needs.

A route or method without a row fails `test_every_operation_has_a_row`; a row is one line:

    "GET /api/<service>/<things>": holding("<thing>.read"),
    "PATCH /api/<service>/<things>/{customer_id}": on("customer", "customer.update").sending({"name": "N"}),

A query may follow the path, for what a parameter needs beyond that. Ids in paths and bodies come from
world.py by their names.
"""

from collections.abc import Mapping
from typing import Any

from tests.security import imports_table, notifications_table, orders_table, sales_table
from tests.security.rules import Rule, confirmed, everybody, holding, on, people, services, signed_in

CALL = {"customer_id": "{customer_id}", "channel": "call", "occurred_at": "2026-01-01T09:00:00Z"}
VIEW = {"object": "customer.customers", "name": "View {unique}"}
CREDENTIALS = {"email": "nobody{unique}@example.com", "password": "not the password"}
PERSON = {"name": "Robin Example", "email": "robin{unique}@example.com"}

EDGE: Mapping[str, Rule] = {
    "GET /healthz": everybody,
    "POST /api/session": everybody.sending(CREDENTIALS, status=401),
    "GET /api/session": Rule(everybody=True, status=401),  # the cookie alone counts: test_browser.py
    "DELETE /api/session": everybody,
    "POST /api/session/confirm": everybody.sending({"password": "x"}, status=401),  # likewise
    "GET /api/stream": signed_in,
    "POST /api/stream/{connection}/watch": Rule(status=404).sending({"watch": []}),
    "GET /api/views/customer-360/{customer_id}": on("customer", deleted="customer.delete"),
    "GET /api/views/search?q=record": signed_in,
}
CUSTOMER: Mapping[str, Rule] = {
    "POST /api/customer/customers": holding("customer.create").sending({"name": "New {unique}"}),
    "GET /api/customer/customers": holding("customer.read"),
    "GET /api/customer/customers?deleted=true": holding("customer.read", "customer.delete"),
    "POST /api/customer/customers/bulk-assign": holding("customer.assign").sending(
        {"customer_ids": ["{user_id}"], "owner_id": None}
    ),
    "GET /api/customer/customers/{customer_id}": on("customer", deleted="customer.delete"),
    "PATCH /api/customer/customers/{customer_id}": on("customer", "customer.update").sending({"size": "7"}),
    "DELETE /api/customer/customers/{customer_id}": on("customer", "customer.delete", fresh=True),
    "POST /api/customer/customers/{customer_id}/restore": on(
        "customer", "customer.delete", deleted="customer.delete", fresh=True
    ),
    "POST /api/customer/customers/{customer_id}/assign": on("customer", "customer.assign").sending(
        {"owner_id": "{stranger_id}"}, fresh=True
    ),
    "PUT /api/customer/customers/{customer_id}/tags": on("customer", "customer.update").sending({"tags": []}),
    "GET /api/customer/customers/{customer_id}/history": on("customer", deleted="customer.delete"),
    "GET /api/customer/customers/{customer_id}/group": on("customer", deleted="customer.delete"),
    "GET /api/customer/customers/{customer_id}/contacts": on("customer", deleted="customer.delete"),
    "GET /api/customer/customers/{customer_id}/org-chart": on("customer", deleted="customer.delete"),
    "GET /api/customer/customers/{customer_id}/timeline": on("customer", deleted="customer.delete"),
    "GET /api/customer/customers/{customer_id}/lifecycle": on("customer", deleted="customer.delete"),
    "POST /api/customer/customers/{customer_id}/lifecycle": on("customer", "customer.update").sending(
        {"stage": "lead"}
    ),
    "POST /api/customer/contacts": on("customer", "customer.update", holding=("customer.update",)).sending(
        {"name": "Kim Example", "customers": [{"customer_id": "{customer_id}"}]}
    ),
    "GET /api/customer/contacts": holding("customer.read"),
    "GET /api/customer/contacts?deleted=true": holding("customer.read", "customer.update"),
    "GET /api/customer/contacts/{contact_id}": on("contact"),
    "PATCH /api/customer/contacts/{contact_id}": on("contact", "customer.update").sending({"language": "en"}),
    "DELETE /api/customer/contacts/{contact_id}": on("contact", "customer.update", fresh=True),
    "POST /api/customer/contacts/{contact_id}/restore": on(
        "contact", "customer.update", deleted="customer.read", fresh=True
    ),
    "GET /api/customer/contacts/{contact_id}/history": on("contact"),
    "PUT /api/customer/contacts/{contact_id}/customers/{customer_id}": on(
        "customer", "customer.update"
    ).sending({"title": "Buyer"}),
    "DELETE /api/customer/contacts/{contact_id}/customers/{customer_id}": on(
        "customer", "customer.update", fresh=True
    ),
    "POST /api/customer/interactions": on("customer", "customer.update").sending(CALL),
    "GET /api/customer/interactions": holding("customer.read"),
    "GET /api/customer/interactions/{interaction_id}": on("interaction"),
    "PATCH /api/customer/interactions/{interaction_id}": on("interaction", "customer.update").sending(
        {"summary": "Asked"}
    ),
    "DELETE /api/customer/interactions/{interaction_id}": on("interaction", "customer.update", fresh=True),
    "GET /api/customer/interactions/{interaction_id}/history": on("interaction"),
    "POST /api/customer/tags": holding("tag.manage").sending({"name": "Tag {unique}"}),
    "GET /api/customer/tags": holding("customer.read"),
    "GET /api/customer/tags/{tag_id}": holding("customer.read"),
    "PATCH /api/customer/tags/{tag_id}": holding("tag.manage").sending({"colour": "#64748b"}),
    "DELETE /api/customer/tags/{tag_id}": holding("tag.manage", fresh=True),
    "POST /api/customer/tags/{tag_id}/merge": holding("tag.manage", fresh=True).sending(
        {"into_id": "{lasting_tag_id}"}
    ),
    "GET /api/customer/exports/targets": holding("customer.export"),
    "POST /api/customer/exports": holding("customer.export", people=True).sending({"target": "customers"}),
    "GET /api/customer/exports": holding("customer.export", people=True),
    "GET /api/customer/exports/{export_id}": on("export", holding=("customer.export",), people=True),
    "GET /api/customer/exports/{export_id}/file": on("export", holding=("customer.export",), people=True),
}


def _explained(thing: str, deleted: str = "") -> dict[str, Rule]:
    """Why somebody can do something to a record, and who can read it."""
    path = f"GET /api/customer/{thing}s/{{{thing}_id}}"
    return {
        f"{path}/access": on(thing, deleted=deleted),
        f"{path}/access?user_id={{stranger_id}}": on(thing, deleted=deleted, holding=("user.read",)),
        f"{path}/readers": on(thing, deleted=deleted, holding=("user.read",)),
    }


EXPLAINED: Mapping[str, Rule] = {
    **_explained("customer", "customer.delete"),
    **_explained("contact"),
    **_explained("interaction"),
}
SAID = {"channel": "email", "purpose": "marketing", "state": "granted"}


def _consents(thing: str, deleted: str = "") -> dict[str, Rule]:
    """What somebody said about being contacted."""
    path = f"/api/customer/{thing}s/{{{thing}_id}}"
    return {
        f"GET {path}/consents": on(thing, deleted=deleted),
        f"POST {path}/consents": on(thing, "customer.update", fresh=True).sending(SAID),
        f"GET {path}/consents/current": on(thing, deleted=deleted),
        f"GET {path}/contact-preferences": on(thing, deleted=deleted),
        f"PATCH {path}/contact-preferences": on(thing, "customer.update").sending(
            {"preferred_channel": "email"}
        ),
        f"GET {path}/may-contact?channel=email&purpose=marketing": on(thing),
    }


CONSENTS: Mapping[str, Rule] = {
    **_consents("customer", "customer.delete"),
    **_consents("contact"),
    "GET /api/customer/consents/{consent_id}": on("consent"),
    "POST /api/customer/consents/{consent_id}/review": on("consent", "customer.update", judged=True),
}
EDIT = {"selection": {"ids": ["{user_id}"]}}
BULK = "customer.bulk_update"
OF_OPERATION = on("operation", anyones=BULK)
OPERATIONS_ON_MANY: Mapping[str, Rule] = {
    "POST /api/customer/customers/bulk-edits/preview": holding(BULK, "customer.update", people=True).sending(
        {**EDIT, "values": {"size": "7"}}
    ),
    "POST /api/customer/customers/bulk-edits": holding(BULK, "customer.update", people=True).sending(
        {**EDIT, "values": {"size": "7"}}
    ),
    "POST /api/customer/contacts/bulk-edits/preview": holding(BULK, "customer.update", people=True).sending(
        {**EDIT, "values": {"language": "en"}}
    ),
    "POST /api/customer/contacts/bulk-edits": holding(BULK, "customer.update", people=True).sending(
        {**EDIT, "values": {"language": "en"}}
    ),
    "GET /api/customer/operations": signed_in,
    "GET /api/customer/operations/{operation_id}": OF_OPERATION,
    "GET /api/customer/operations/{operation_id}/issues": OF_OPERATION,
    "GET /api/customer/operations/{operation_id}/undo": OF_OPERATION,
    "POST /api/customer/operations/{operation_id}/undo": on(
        "operation", anyones=BULK, people=True, fresh=True
    ),
    "POST /api/customer/operations/{operation_id}/cancel": on("operation", anyones=BULK, status=409),
}
FIELD = {"object": "customer", "key": "{unique}", "kind": "text", "labels": {"en": "Label"}}
CUSTOM_FIELDS: Mapping[str, Rule] = {
    "POST /api/customer/custom-fields": holding("custom_field.manage").sending(FIELD),
    "GET /api/customer/custom-fields": signed_in,
    "GET /api/customer/custom-fields/schemas/{object}": signed_in,
    "GET /api/customer/custom-fields/{field_id}": signed_in,
    "PATCH /api/customer/custom-fields/{field_id}": holding("custom_field.manage").sending({"position": 1}),
    "POST /api/customer/custom-fields/{field_id}/archive": holding("custom_field.manage", fresh=True),
    "POST /api/customer/custom-fields/{field_id}/restore": holding("custom_field.manage", fresh=True),
}
IDENTITY: Mapping[str, Rule] = {
    "POST /api/identity/sessions": everybody.sending(CREDENTIALS, status=401),
    "POST /api/identity/sessions/refresh": everybody.sending({"refresh_token": "none"}, status=401),
    "GET /api/identity/.well-known/jwks.json": everybody,
    "POST /api/identity/sessions/confirm": people.sending({"password": "not the password"}, status=403),
    "GET /api/identity/sessions": people,
    "GET /api/identity/users/{user_id}/sessions": holding("user.manage"),
    "DELETE /api/identity/sessions/current": on("current", people=True, fresh=True),
    "DELETE /api/identity/sessions/{session_id}": on("session", anyones="user.manage", fresh=True),
    "POST /api/identity/users/{user_id}/sessions/revoke-all": holding("user.manage"),
    "GET /api/identity/me": people,
    "PATCH /api/identity/me": people.sending({"language": "en"}),
    "POST /api/identity/me/password": people.sending(
        {"current_password": "not the password", "new_password": "correct horse battery 77"}, status=403
    ),
    "GET /api/identity/me/preferences": people,
    "PUT /api/identity/me/preferences/{key}": people.sending({"value": 1}),
    "DELETE /api/identity/me/preferences/{key}": on("preference", people=True, fresh=True),
    "GET /api/identity/me/second-factor": people,
    "POST /api/identity/me/second-factor": confirmed.sending(None),
    "POST /api/identity/me/second-factor/confirm": people.sending({"code": "000000"}, status=409),
    "POST /api/identity/me/second-factor/recovery-codes": Rule(confirmed=True, status=409),
    "DELETE /api/identity/me/second-factor": Rule(confirmed=True, status=409),
    "GET /api/identity/me/devices": people,
    "DELETE /api/identity/me/devices/{device_id}": Rule(people=True, status=404),
    "POST /api/identity/api-keys/token": everybody.sending({"key": "none"}, status=401),
    "GET /api/identity/api-keys": holding("api_key.manage"),
    "POST /api/identity/api-keys": holding("api_key.manage", confirmed=True).sending(
        {"name": "Key {unique}", "role_ids": ["{role_id}"]}
    ),
    "GET /api/identity/api-keys/{api_key_id}": holding("api_key.manage"),
    "PATCH /api/identity/api-keys/{api_key_id}": holding("api_key.manage", confirmed=True).sending(
        {"description": ""}
    ),
    "POST /api/identity/api-keys/{api_key_id}/rotate": holding("api_key.manage", confirmed=True).sending({}),
    "POST /api/identity/api-keys/{api_key_id}/revoke": holding("api_key.manage", fresh=True),
    "GET /api/identity/organisation": signed_in,
    "PATCH /api/identity/organisation": holding("organisation.update").sending({"region": "CN"}),
    "PATCH /api/identity/organisation?": holding("organisation.update", confirmed=True).sending(
        {"second_factor_required": False}
    ),
    "GET /api/identity/directory": people,
    "GET /api/identity/users": holding("user.read"),
    "POST /api/identity/users": holding("user.manage", confirmed=True).sending(PERSON),
    "GET /api/identity/users/{user_id}": holding("user.read"),
    "PATCH /api/identity/users/{user_id}": holding("user.manage").sending({"language": "en"}),
    "PATCH /api/identity/users/{user_id}?": holding("user.manage", confirmed=True).sending({"role_ids": []}),
    "POST /api/identity/users/{user_id}/deactivate": holding("user.manage"),
    "POST /api/identity/users/{user_id}/reactivate": holding("user.manage"),
    "GET /api/identity/users/{user_id}/permissions": holding("user.read"),
    "GET /api/identity/permissions/{permission}/holders": holding("user.read"),
    "POST /api/identity/users/{user_id}/second-factor/reset": holding(
        "user.manage", confirmed=True, status=409
    ),
    "POST /api/identity/users/{user_id}/password": holding("user.manage", confirmed=True).sending(
        {"password": "correct horse battery 77"}
    ),
    "GET /api/identity/teams": people,
    "POST /api/identity/teams": holding("team.manage").sending({"name": "Team {unique}"}),
    "GET /api/identity/teams/{team_id}": people,
    "PATCH /api/identity/teams/{team_id}": holding("team.manage").sending({"manager_id": None}),
    "DELETE /api/identity/teams/{team_id}": holding("team.manage", fresh=True),
    "GET /api/identity/permissions": signed_in,
    "GET /api/identity/maskable-fields": signed_in,
    "GET /api/identity/roles": holding("role.manage|user.read"),
    "POST /api/identity/roles": holding("role.manage", confirmed=True).sending(
        {"name": "R {unique}", "permissions": {}}
    ),
    "GET /api/identity/roles/{role_id}": holding("role.manage|user.read"),
    "PATCH /api/identity/roles/{role_id}": holding("role.manage", confirmed=True).sending(
        {"description": ""}
    ),
    "DELETE /api/identity/roles/{role_id}": holding("role.manage", confirmed=True, fresh=True),
    "GET /api/identity/views": people,
    "POST /api/identity/views": people.sending(VIEW),
    "POST /api/identity/views?": holding("view.share", people=True).sending({**VIEW, "shared": True}),
    "GET /api/identity/views/{view_id}": on("view", people=True),
    "PATCH /api/identity/views/{view_id}": on("view", "view.share", people=True).sending({"columns": []}),
    "DELETE /api/identity/views/{view_id}": on("view", "view.share", people=True, fresh=True),
    "GET /api/identity/audit": holding("audit.read"),
    "POST /api/identity/audit/verifications": holding("audit.read"),
    "GET /api/identity/audit/verifications": holding("audit.read"),
    "GET /api/identity/audit/verifications/{verification_id}": holding("audit.read", status=404),
    "GET /api/identity/exports/targets": holding("audit.read|user.read"),
    "POST /api/identity/exports": holding("audit.read", people=True).sending({"target": "audit"}),
    "POST /api/identity/exports?": holding("user.read", people=True).sending({"target": "users"}),
    "GET /api/identity/exports": holding("audit.read|user.read", people=True),
    "GET /api/identity/exports/{export_id}": on("trail", holding=("audit.read|user.read",), people=True),
    "GET /api/identity/exports/{export_id}/file": on("trail", holding=("audit.read|user.read",), people=True),
}
PRICED = {"currency": "CNY", "lines": [{"product_id": "{product_id}", "unit_amount": "1"}]}
STEPS = [{"from_quantity": "1", "amount": "1"}]
PRICE = {"price_book_id": "{price_book_id}", "product_id": "{product_id}", "steps": STEPS}


def _managed(path: str, thing: str, permission: str, body: Any, change: Any) -> dict[str, Rule]:
    """A list that whoever sells may read, and few may change."""
    one = f"{path}/{{{thing}_id}}"
    return {
        f"POST {path}": holding(permission, fresh=True).sending(body),
        f"GET {path}": holding("product.read"),
        f"GET {one}": holding("product.read"),
        f"PATCH {one}": holding(permission).sending(change),
        f"DELETE {one}": holding(permission, fresh=True),
    }


_PRODUCT, _BOOK = "/api/sales/products/{product_id}", "/api/sales/price-books/{price_book_id}"
SALES: Mapping[str, Rule] = {
    **_managed("/api/sales/taxes", "tax", "product.manage", {"name": "{unique}", "rate": "5"}, {"rate": "6"}),
    **_managed(
        "/api/sales/products", "product", "product.manage", {"sku": "{unique}", "name": "New"}, {"unit": "h"}
    ),
    "GET /api/sales/products?deleted=true": holding("product.read", "product.manage"),
    f"POST {_PRODUCT}/restore": holding("product.manage", status=409),
    f"POST {_PRODUCT}/configure": holding("product.read").sending({}),
    **_managed(
        "/api/sales/price-books",
        "price_book",
        "price_book.manage",
        {"name": "{unique}", "currency": "CNY"},
        {"ends_on": "2999-12-31"},
    ),
    f"GET {_BOOK}/customers": holding("price_book.manage"),
    f"PUT {_BOOK}/customers/{{customer_id}}": on("customer", holding=("price_book.manage",)),
    f"DELETE {_BOOK}/customers/{{customer_id}}": holding("price_book.manage", status=404),
    **_managed("/api/sales/prices", "price", "price_book.manage", None, {"ends_on": "2999-12-31"}),
    "POST /api/sales/prices": holding("price_book.manage", status=409).sending(PRICE),  # there is one
    "POST /api/sales/pricing": holding("product.read").sending(PRICED),
    **sales_table.QUOTES,
    **sales_table.DEALS,
    **sales_table.LEADS,
    **sales_table.OPERATIONS,
    **sales_table.CONTRACTS,
}
OPERATIONS: Mapping[str, Rule] = {
    **EDGE,
    **CUSTOMER,
    **EXPLAINED,
    **CONSENTS,
    **OPERATIONS_ON_MANY,
    **CUSTOM_FIELDS,
    **imports_table.IMPORTS,
    **IDENTITY,
    **notifications_table.NOTIFICATIONS,
    **SALES,
    **orders_table.ORDERS,
}

ASKED = {
    "subject": {"thing": "customer", "id": "{stranger_id}"},
    "channel": "email",
    "purpose": "marketing",
}
RECORDED = {
    "subject": {"thing": "customer", "id": "{customer_id}"},
    "consent_json": '{{"channel": "email", "purpose": "survey", "state": "granted"}}',
}
METHODS: Mapping[str, Rule] = {
    "crm.customer.v1.CustomerService/GetCustomer": on("card", deleted="customer.read").sending(
        {"id": "{customer_id}"}
    ),
    "crm.customer.v1.CustomerService/BatchGetCustomers": signed_in.sending({"ids": []}),
    "crm.customer.v1.CustomerService/CheckReadable": signed_in.sending({"records": []}),
    "crm.customer.v1.CustomerService/Search": signed_in.sending({"q": "record"}),
    "crm.customer.v1.CustomerService/GetOverview": on("customer", deleted="customer.delete").sending(
        {"customer_id": "{customer_id}"}
    ),
    "crm.customer.v1.CustomerService/FindCustomers": signed_in.sending({"customers": [{"name": "record"}]}),
    "crm.customer.v1.CustomerService/ListCustomers": services.sending({"page_size": 1}),
    "crm.customer.v1.AdmissionService/FindAlike": signed_in.sending({"phones": ["+8613800000000"]}),
    "crm.customer.v1.AdmissionService/Admit": holding("customer.create").sending(
        {"source": "test", "external_id": "{user_id}", "customer_json": '{{"name": "Admitted"}}'}
    ),
    "crm.customer.v1.ConsentService/MayContact": signed_in.sending(ASKED),
    "crm.customer.v1.ConsentService/BatchMayContact": signed_in.sending(
        {"channel": "email", "purpose": "marketing"}
    ),
    "crm.customer.v1.ConsentService/RecordConsent": on("customer", "customer.update").sending(RECORDED),
    "crm.customer.v1.ConsentService/BatchGetReach": services.sending({"subjects": [ASKED["subject"]]}),
    "crm.customer.v1.ConsentService/ListContactStandings": services.sending({"page_size": 1}),
    "crm.identity.v1.AccessService/ListAccess": services.sending({"page_size": 1}),
    **notifications_table.METHODS,
    **sales_table.METHODS,
}

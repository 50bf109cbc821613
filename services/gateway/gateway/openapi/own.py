"""What the gateway itself offers, as OpenAPI 3.1. The doors take it from nowhere else: keep both in step."""

from typing import Any

from chassis.problems import Problem
from gateway.openapi.merging import COOKIE_AND_CSRF, Document, secured
from gateway.stream.notices import WATCH_PATTERN

DESCRIPTION = """
Everything the suite offers, in one place. Services answer under `/api/<service>`.

Programs sign in with `POST /api/identity/sessions` and send `Authorization: Bearer <access_token>`; other
systems send an API key in place of the token. Browsers sign in with `POST /api/session`, which sets a cookie,
and send the `csrf_token` of its answer as `X-CSRF-Token` with everything but GET.

Ten minutes after signing in, what is dangerous in the wrong hands answers 403 `confirmation-required`. Then
confirm with `POST /api/session/confirm` (programs: `POST /api/identity/sessions/confirm`, and refresh).

Errors are problem documents (RFC 9457). `Retry-After` says when to come back after 429 and 503.
`X-Request-Id` of every answer names its trace.
"""
_UUID = {"type": "string", "format": "uuid"}
_STRING = {"type": "string"}
_OTP = {
    "type": ["string", "null"],
    "maxLength": 32,
    "description": "Code of the authenticator or a recovery code, for people with a second factor",
}
_USER = {"$ref": "#/components/schemas/identity_MeRead"}
_CUSTOMER, _CONTACT, _INTERACTION, _CONSENTS = (
    {"$ref": f"#/components/schemas/customer_{name}"}
    for name in ("CustomerRead", "ContactRead", "InteractionRead", "ConsentsCurrent")
)
_DEAL, _QUOTE, _ORDER = (
    {"$ref": f"#/components/schemas/sales_{name}"} for name in ("OpportunityRead", "QuoteRead", "OrderListed")
)
"""What services answer is described by them; while one is silent, by nobody."""
_MISSING = "What could not be had in time, and why: unavailable, not-allowed, …"


def document() -> Document:
    """The gateway's part, before the services are merged into it."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "CRM", "version": "1", "description": DESCRIPTION.strip()},
        "tags": [{"name": name} for name in ("session", "live", "views", "health")],
        "paths": {**_session(), **_live(), **_views(), **_health()},
        "components": {
            "schemas": {"Problem": _problem(), **_schemas()},
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "`access_token` of `POST /api/identity/sessions`, or an API key",
                },
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "crm_session",
                    "description": "Set by signing in at the top of this page; nothing to enter here",
                },
                "csrf": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-CSRF-Token",
                    "description": "Added by this page once you are signed in; nothing to enter here",
                },
            },
        },
    }


def _session() -> Document:
    credentials = _object(
        ["email", "password"],
        email={**_STRING, "minLength": 1, "maxLength": 320},
        password={**_STRING, "format": "password", "minLength": 1, "maxLength": 256},
        otp=_OTP,
    )
    proof = _object([], password={**_STRING, "format": "password"}, otp=_OTP)
    until = _object(["confirmed_until"], confirmed_until={**_STRING, "format": "date-time"})
    confirm = _operation(
        "session", "confirm_session",
        "Confirm the sign-in by password, or by code where there is a second factor",
        _answer("Until when dangerous actions are open", until), requestBody=_body(proof),
    )  # fmt: skip
    signed_in = _answer("Who is signed in", {"$ref": "#/components/schemas/Session"})
    return {
        "/api/session/confirm": {"post": {**confirm, "security": [COOKIE_AND_CSRF]}},
        "/api/session": {
            "post": _operation(
                "session", "sign_in", "Sign in with this browser", signed_in, requestBody=_body(credentials)
            ),
            "get": {
                **_operation("session", "show_session", "Who is signed in with this browser", signed_in),
                "security": [{"session": []}],
            },
            "delete": {
                **_operation(
                    "session",
                    "sign_out",
                    "Sign out; 204 also when nobody was",
                    {"204": {"description": "Done"}},
                ),
                "security": [COOKIE_AND_CSRF, {}],
            },
        },
    }


def _live() -> Document:
    summary = "Live news of records and of the own inbox, as server-sent events"
    words = (
        "`event: ready` {connection, resumed, unreadable} comes first. `event: record` {thing, id, version, "
        "kind, watch} says that what is watched has changed, or something that has to do with it and may be "
        "read: a contact or a deal of a watched customer, a deal in a watched pipeline, an invoice of a "
        "watched order, what a watched contact said about being contacted; "
        "`event: inbox` {item_id, version, unread}; `event: reset` {reason, watch?}: load what is shown, "
        "or what `watch` names, anew; `event: end` {reason}: the session is over. Reconnect with "
        "`Last-Event-ID` and nothing is missed."
    )
    watched = {"type": "array", "items": {**_STRING, "pattern": WATCH_PATTERN}, "maxItems": 100}
    stream = {"200": {"description": "Events", "content": {"text/event-stream": {"schema": _STRING}}}}
    asked = _body(_object(["watch"], watch=watched))
    unreadable = _object(["unreadable"], unreadable={"type": "array", "items": _STRING})
    follow = _operation(
        "live", "follow_stream", summary, stream,
        description=words,
        parameters=[
            _parameter("watch", "query", watched, description="`customer:<id>`, contact, opportunity, …"),
            _parameter("Last-Event-ID", "header", _STRING),
        ],
    )  # fmt: skip
    replace = _operation(
        "live", "watch_records", "Replace what a stream watches; load the records afterwards",
        _answer("What the caller may not read of it", unreadable),
        parameters=[_parameter("connection", "path", _STRING)], requestBody=asked,
    )  # fmt: skip
    return {
        "/api/stream": {"get": secured(follow, "get") | {"x-endless": True}},
        "/api/stream/{connection}/watch": {"post": secured(replace, "post")},
    }


def _views() -> Document:
    customer = _operation(
        "views", "customer_360", "Everything known about a customer; each service has 300 ms",
        _answer("The customer", {"$ref": "#/components/schemas/Customer360"}),
        parameters=[_parameter("customer_id", "path", _UUID)],
    )  # fmt: skip
    search = _operation(
        "views", "search", "What all services find; each has 300 ms",
        _answer("Hits", {"$ref": "#/components/schemas/SearchResult"}),
        parameters=[
            _parameter("q", "query", {**_STRING, "minLength": 1, "maxLength": 100}, required=True),
            _parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}),
        ],
    )  # fmt: skip
    return {
        "/api/views/customer-360/{customer_id}": {"get": secured(customer, "get")},
        "/api/views/search": {"get": secured(search, "get")},
    }


def _health() -> Document:
    alive = _answer("It does", _object(["status"], status={"const": "ok"}))
    return {"/healthz": {"get": _operation("health", "alive", "Whether the gateway lives", alive)}}


def _schemas() -> Document:
    hit = _object(
        ["thing", "id", "title", "subtitle", "customer_id"],
        thing=_STRING, id=_UUID, title=_STRING, subtitle=_STRING,
        customer_id={"type": ["string", "null"], "format": "uuid"},
    )  # fmt: skip
    panel = _object(["panel", "reason"], panel=_STRING, reason=_STRING)
    service = _object(["service", "reason"], service=_STRING, reason=_STRING)
    return {
        "Session": _object(["user", "csrf_token"], user=_USER, csrf_token=_STRING),
        "Customer360": _object(
            ["customer", "panels", "missing"],
            customer=_CUSTOMER,
            panels=_panels(),
            missing={"type": "array", "items": panel, "description": _MISSING},
        ),
        "SearchResult": _object(
            ["hits", "missing"],
            hits={"type": "array", "items": hit},
            missing={"type": "array", "items": service, "description": _MISSING},
        ),
    }


def _panels() -> Document:
    whose = _object(
        ["contact_id", "customer_id", "do_not_contact"],
        contact_id={"type": ["string", "null"], "format": "uuid"},
        customer_id={"type": ["string", "null"], "format": "uuid"},
        do_not_contact={"type": "array", "items": _STRING, "description": "Channels, or all"},
    )
    panels = {"contacts": _CONTACT, "interactions": _INTERACTION, "consents": {"allOf": [_CONSENTS, whose]}}
    panels |= {"opportunities": _DEAL, "quotes": _QUOTE, "orders": _ORDER}
    lists = {name: {"type": "array", "items": item} for name, item in panels.items()}
    return {**_object([], **lists), "description": "Those that could be had: a few main ones of each"}


def _problem() -> Document:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/Problem/$defs/{model}")
    return {**schema, "description": "An RFC 9457 problem document"}


def _operation(tag: str, name: str, summary: str, responses: Document, **more: Any) -> Document:
    refused = {"schema": {"$ref": "#/components/schemas/Problem"}}
    default = {"description": "A problem", "content": {"application/problem+json": refused}}
    return {
        "tags": [tag],
        "operationId": f"gateway_{name}",
        "summary": summary,
        **more,
        "responses": {**responses, "default": default},
    }


def _parameter(name: str, place: str, schema: Any, *, required: bool = False, **more: Any) -> Document:
    return {"name": name, "in": place, "required": required or place == "path", "schema": schema, **more}


def _answer(description: str, schema: Any) -> Document:
    return {"200": {"description": description, "content": {"application/json": {"schema": schema}}}}


def _body(schema: Document) -> Document:
    closed = {**schema, "additionalProperties": False}
    return {"required": True, "content": {"application/json": {"schema": closed}}}


def _object(required: list[str], **properties: Any) -> Document:
    return {"type": "object", "required": required, "properties": properties}

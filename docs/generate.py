"""Writes docs/events.md and docs/asyncapi.yaml from the event classes: `python -m docs.generate`."""

from itertools import groupby
from typing import Any

import yaml

from crm.event import Event
from docs.catalogue import ROOT, description, event_classes, hearers

HEADERS = {
    "ce-id": "UUID of the message; apply each id once",
    "ce-type": "`crm.` and the subject",
    "ce-source": "`/` and the announcing service",
    "ce-time": "When it was announced, RFC 3339, UTC",
    "ce-subject": "UUID of the record it is about",
    "ce-actor": "Who did it: `user:<id>`, `service:<name>` and so on",
    "ce-causeid": "UUID of the act; everything that one act brings about has the same",
    "ce-onbehalfof": "For whom the actor did it, where that is somebody else",
    "traceparent": "W3C trace context",
}
OPTIONAL = {"ce-onbehalfof", "traceparent"}
INTRODUCTION = """# Events

Written by `make docs` from the classes in `proto/crm`; do not edit.

Every service announces what happened on its own NATS JetStream stream, as CloudEvents 1.0 in binary mode:
the envelope is in headers, the data is JSON. Events of one record arrive in the order in which they happened;
a message can arrive more than once. Fields are only ever added: ignore those you do not know. An incompatible
change is a new subject that ends in `.v2`. The same in AsyncAPI 3: [asyncapi.yaml](asyncapi.yaml).

Beside them the stream `changes` has every change of every record, `changes.<service>.<thing>.<id>`, with
version, kind, and the changed fields `before` and `after`. It holds personal data: it is for the audit trail
and its like, and its fields follow the services' tables rather than the promise above.
"""


def payload(event: type[Event]) -> dict[str, Any]:
    """The JSON Schema of an event's data, each field explained."""
    schema = event.model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
    for name, field in schema["properties"].items():
        field.pop("title", None)
        field["description"] = description(event, name)
    return schema


def kind(schema: dict[str, Any]) -> str:
    """A JSON Schema as one short phrase: `uuid or null`, `list of string`."""
    if "anyOf" in schema:
        return " or ".join(kind(one) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"map of {kind(schema['additionalProperties'])}"
    return str(schema.get("format") or schema.get("type") or "any")


def sentence(event: type[Event]) -> str:
    """The docstring as one paragraph."""
    return " ".join((event.__doc__ or "").split())


def events_md() -> str:
    """The catalogue for people."""
    parts = [INTRODUCTION, table("header", HEADERS)]
    heard = hearers()
    for service, events in groupby(event_classes(), key=lambda one: one.service()):
        parts.append(f"\n## {service}\n")
        parts += [section(event, heard.get(f"{service}.{event.__name__}", [])) for event in events]
    return "\n".join(parts)


def section(event: type[Event], heard_by: list[str]) -> str:
    """One event."""
    schema = payload(event)
    required = schema.get("required", ())
    rows = {
        name: f"{kind(field)}{'' if name in required else ' (may be missing)'} | {field['description']}"
        for name, field in schema["properties"].items()
    }
    hearing = f" Heard by {', '.join(heard_by)}." if heard_by else ""
    head = f"### {event.__name__}\n\n`{event.subject}`: {sentence(event)}{hearing}\n"
    return f"{head}\n{table('field', rows, 'type | meaning')}"


def table(first: str, rows: dict[str, str], rest: str = "meaning") -> str:
    """A Markdown table with code in its first column."""
    rule = "|".join(["---"] * (2 + rest.count("|")))
    lines = [f"| {first} | {rest} |", f"|{rule}|", *(f"| `{name}` | {text} |" for name, text in rows.items())]
    return "\n".join(lines) + "\n"


def asyncapi() -> dict[str, Any]:
    """The catalogue for machines, as an AsyncAPI 3.0 document."""
    events = event_classes()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "CRM suite events",
            "version": "1.0.0",
            "description": "What the services of the suite announce. Fields are only ever added.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "nats": {
                "host": "{host}:{port}",
                "protocol": "nats",
                "description": "NATS with JetStream; one stream per service, named like the service",
                "variables": {"host": {"default": "127.0.0.1"}, "port": {"default": "4240"}},
            }
        },
        "channels": {key(event): channel(event) for event in events},
        "operations": {
            f"announce.{key(event)}": {
                "action": "send",
                "summary": sentence(event),
                "channel": {"$ref": f"#/channels/{key(event)}"},
            }
            for event in events
        },
        "components": {
            "messages": {key(event): message(event) for event in events},
            "messageTraits": {"envelope": {"headers": envelope()}},
        },
    }


def key(event: type[Event]) -> str:
    """The event's name in the document: `customer.CustomerCreated`."""
    return f"{event.service()}.{event.__name__}"


def channel(event: type[Event]) -> dict[str, Any]:
    """The NATS subject an event travels on."""
    return {
        "address": event.subject,
        "servers": [{"$ref": "#/servers/nats"}],
        "messages": {event.__name__: {"$ref": f"#/components/messages/{key(event)}"}},
    }


def message(event: type[Event]) -> dict[str, Any]:
    """An event's data."""
    return {
        "name": event.type(),
        "title": event.__name__,
        "summary": sentence(event),
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/envelope"}],
        "payload": inlined(payload(event)),
    }


def inlined(schema: Any, defs: dict[str, Any] | None = None) -> Any:
    """A JSON Schema without $defs: AsyncAPI resolves references from the top of its own document."""
    if isinstance(schema, list):
        return [inlined(one, defs) for one in schema]
    if not isinstance(schema, dict):
        return schema
    defs = schema.get("$defs", defs) or {}
    if "$ref" in schema:
        beside = {name: value for name, value in schema.items() if name != "$ref"}
        return inlined(defs[schema["$ref"].rsplit("/", 1)[-1]], defs) | beside
    return {name: inlined(value, defs) for name, value in schema.items() if name != "$defs"}


def envelope() -> dict[str, Any]:
    """The CloudEvents headers."""
    return {
        "type": "object",
        "properties": {name: {"type": "string", "description": text} for name, text in HEADERS.items()},
        "required": sorted(HEADERS.keys() - OPTIONAL),
    }


def documents() -> dict[str, str]:
    """Every generated file, by its path below docs/."""
    as_yaml = yaml.safe_dump(asyncapi(), sort_keys=False, allow_unicode=True, width=110)
    return {"events.md": events_md(), "asyncapi.yaml": f"# Written by `make docs`; do not edit.\n{as_yaml}"}


if __name__ == "__main__":
    for name, text in documents().items():
        (ROOT / "docs" / name).write_text(text)

"""docs/events.md and docs/asyncapi.yaml are what the event classes say today."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import yaml

from docs.catalogue import ROOT, event_classes
from docs.generate import asyncapi, documents

# What AsyncAPI 3.0 allows in the objects we write; each is closed there, apart from x-… extensions.
WORDS = {"title", "summary", "description", "tags", "externalDocs"}
ALLOWED = {
    "document": {
        "asyncapi",
        "id",
        "info",
        "servers",
        "defaultContentType",
        "channels",
        "operations",
        "components",
    },
    "info": {"version", "termsOfService", "contact", "license"} | WORDS,
    "server": {"host", "protocol", "protocolVersion", "pathname", "variables", "security", "bindings"}
    | WORDS,
    "channel": {"address", "messages", "servers", "parameters", "bindings"} | WORDS,
    "operation": {"action", "channel", "security", "messages", "reply", "traits", "bindings"} | WORDS,
    "message": {"headers", "payload", "correlationId", "contentType", "name", "traits", "bindings"} | WORDS,
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return asyncapi()


@pytest.mark.parametrize("name", ["events.md", "asyncapi.yaml"])
def test_the_generated_documents_are_fresh(name: str) -> None:
    assert (ROOT / "docs" / name).read_text() == documents()[name], f"run make docs, and commit docs/{name}"


def test_the_document_has_only_what_asyncapi_3_allows(document: dict[str, Any]) -> None:
    objects = {
        "document": [document],
        "info": [document["info"]],
        "server": document["servers"].values(),
        "channel": document["channels"].values(),
        "operation": document["operations"].values(),
        "message": document["components"]["messages"].values(),
    }
    assert document["asyncapi"] == "3.0.0"
    for kind, ones in objects.items():
        assert all(one.keys() <= ALLOWED[kind] for one in ones), kind
    assert all({"action", "channel"} <= one.keys() for one in document["operations"].values())


def test_every_reference_in_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in references(document):
        found: Any = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


def references(part: Any) -> Iterator[str]:
    """Every $ref, however deep."""
    for key, value in (
        part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    ):
        if key == "$ref":
            yield value
        yield from references(value)


def test_every_payload_is_a_json_schema(document: dict[str, Any]) -> None:
    for message in document["components"]["messages"].values():
        jsonschema_rs.meta.validate(
            message["payload"] | {"$schema": "http://json-schema.org/draft-07/schema#"}
        )


def test_every_event_has_its_channel(document: dict[str, Any]) -> None:
    addresses = {channel["address"] for channel in document["channels"].values()}
    assert addresses == {event.subject for event in event_classes()}


def test_the_yaml_reads_back_as_the_document(document: dict[str, Any]) -> None:
    assert yaml.safe_load(documents()["asyncapi.yaml"]) == document

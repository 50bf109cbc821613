"""One OpenAPI document out of those of the services: paths and names prefixed, security said once."""

from collections.abc import Mapping
from typing import Any

from chassis.problems import NotFound
from gateway import paths

Document = dict[str, Any]
PROBLEM = "application/problem+json"
SCHEMAS = "#/components/schemas/"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
TOKEN = {"bearer": list[str]()}
COOKIE = {"session": list[str]()}
COOKIE_AND_CSRF = {"session": list[str](), "csrf": list[str]()}


def merged(own: Document, services: Mapping[str, Document]) -> Document:
    """The gateway's document with everything the services offer through it."""
    document = {**own, "paths": dict(own["paths"]), "tags": list(own["tags"])}
    schemas = dict(own["components"]["schemas"])
    for service, theirs in sorted(services.items()):
        renamed = _renamed(theirs, service)
        for path, item in renamed.get("paths", {}).items():
            if _reachable(service, path):
                document["paths"][f"/api/{service}{path}"] = _path_item(service, item)
        for name, schema in renamed.get("components", {}).get("schemas", {}).items():
            schemas[_prefixed(service, name)] = schema
        document["tags"] += [{"name": tag} for tag in _tags(service, renamed)]
    document["components"] = {**own["components"], "schemas": schemas}
    known: Document = _known(document, schemas)
    return known


def secured(operation: Document, method: str) -> Document:
    """An operation that asks for sign-in: by token, or by cookie with the CSRF token unless it only reads."""
    by_cookie = COOKIE if method in ("get", "head") else COOKIE_AND_CSRF
    return {**operation, "security": [TOKEN, by_cookie]}


def _reachable(service: str, path: str) -> bool:
    try:
        paths.target(f"/api/{service}{path.replace('{', '').replace('}', '')}")
    except NotFound:
        return False
    return True


def _path_item(service: str, item: Document) -> Document:
    return {
        method: _operation(service, method, part) if method in METHODS else part
        for method, part in item.items()
    }


def _operation(service: str, method: str, operation: Document) -> Document:
    prefixed = {
        **operation,
        **_told(operation),
        "responses": {status: _response(one) for status, one in operation["responses"].items()},
        "operationId": _prefixed(service, operation["operationId"]),
        "tags": [f"{service}: {tag}" for tag in operation.get("tags", ["other"])],
    }
    return secured(prefixed, method) if operation.get("security") else prefixed


def _told(operation: Document) -> Document:
    """The first sentence of what a route says as the summary, which otherwise is a function's name."""
    first, _, rest = str(operation.get("description", "")).partition("\n\n")
    sentence, _, more = " ".join(first.split()).partition(". ")
    if not sentence:
        return {}
    described = "\n\n".join(part for part in (more, rest) if part)
    return {"summary": sentence.removesuffix("."), "description": described}


def _response(response: Document) -> Document:
    """Every problem document is the same schema, named once."""
    if PROBLEM not in response.get("content", {}):
        return response
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {**response, "content": {**response["content"], PROBLEM: schema}}


def _tags(service: str, document: Document) -> list[str]:
    found = {
        f"{service}: {tag}"
        for item in document.get("paths", {}).values()
        for method, operation in item.items()
        if method in METHODS
        for tag in operation.get("tags", ["other"])
    }
    return sorted(found)


def _renamed(part: Any, service: str) -> Any:
    """The same with references leading to prefixed schemas."""
    if isinstance(part, dict):
        return {
            key: _target(value, service) if key == "$ref" else _renamed(value, service)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [_renamed(one, service) for one in part]
    return part


def _known(part: Any, schemas: Mapping[str, Any]) -> Any:
    """The same; where a reference leads to what a silent service would have described, anything may be."""
    if isinstance(part, dict):
        reference = part.get("$ref")
        if isinstance(reference, str) and reference.startswith(SCHEMAS):
            return part if reference.removeprefix(SCHEMAS).partition("/")[0] in schemas else {}
        return {key: _known(value, schemas) for key, value in part.items()}
    if isinstance(part, list):
        return [_known(one, schemas) for one in part]
    return part


def _target(reference: Any, service: str) -> Any:
    if isinstance(reference, str) and reference.startswith(SCHEMAS):
        return SCHEMAS + _prefixed(service, reference.removeprefix(SCHEMAS))
    return _renamed(reference, service)  # a property that happens to be called $ref


def _prefixed(service: str, name: str) -> str:
    return f"{service.replace('-', '_')}_{name}"

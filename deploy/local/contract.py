"""The merged OpenAPI document, made from the code alone: what the web app's types are generated from."""

import sys
import warnings
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import orjson

from chassis.http.app import create_app
from chassis.runtime import Runtime
from chassis.service import Service as Declared
from deploy.local import services
from gateway.openapi import own
from gateway.openapi.merging import merged


def document() -> dict[str, Any]:
    """What /api/openapi.json says of a suite that has no custom fields yet."""
    return merged(own.document(), {one.name: _of(one) for one in services.ALL if one.name != "gateway"})


def _of(one: services.Service) -> dict[str, Any]:
    declared: Declared = import_module(f"{one.package}.main").service
    given = SimpleNamespace(
        settings=SimpleNamespace(upload_bytes=0)
    )  # all that an app needs to describe itself
    runtime = cast("Runtime", given)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # operations that share an id would share their types
        return create_app(declared.name, runtime, list(declared.http(runtime))).openapi()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(orjson.dumps(document(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))

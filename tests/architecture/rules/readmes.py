"""Each service's README lists what it owns, says, hears and asks, and the lists are true."""

import ast
import re
from collections.abc import Iterator

from docs.catalogue import facts
from tests.architecture.registry import rule
from tests.architecture.rules.events import heard
from tests.architecture.source import Source, Tree, assigned

STUB = re.compile(r"crm\.(\w+)\.v\d+\.\w+_pb2_grpc\.(\w+)Stub")
FORMAT = """
    # customer

    The customer master: one sentence about what this service is for.

    Owns: `customer`, `contact`
    Says: `CustomerCreated`, `CustomersMerged`
    Hears: `identity.UserDeactivated`
    Asks: `identity.DirectoryService`

Owns: tables. Says: its event classes. Hears: events in its @on, with their service. Asks: gRPC services.
A list may go on over several lines and ends at an empty one; an empty list is the word nothing."""


@rule
def readmes_are_true(tree: Tree) -> Iterator[str]:
    """Each service's README lists what it owns, says, hears and asks, and the lists are true"""
    for service in tree.services:
        path = tree.root / "services" / service / "README.md"
        where = f"services/{service}/README.md:1:"
        text = path.read_text() if path.exists() else ""
        listed, true = facts(text), truth(tree, service)
        if not text.startswith(f"# {service}\n") or set(listed) != set(true):
            yield f"{where} it is to be written like this: {FORMAT}"
        for key in set(listed) & set(true):
            for name in sorted(listed[key] - true[key]):
                yield f"{where} {key}: `{name}` is not in the code"
            for name in sorted(true[key] - listed[key]):
                yield f"{where} {key}: `{name}` is missing"


def truth(tree: Tree, service: str) -> dict[str, set[str]]:
    """What the code of a service owns, says, hears and asks."""
    sources = list(tree.under(f"services/{service}"))
    package = service.replace("-", "_")
    return {
        "Owns": {table for source in sources for table in tables(source)},
        "Says": {name.split(".")[-1] for name in tree.events if name.startswith(f"crm.{package}.")},
        "Hears": {name for source in sources for name in hears(source)},
        "Asks": {name for source in sources for name in asks(source)},
    }


def tables(source: Source) -> Iterator[str]:
    """Tables declared in one file."""
    for cls in source.classes:
        name = assigned(cls).get("__tablename__")
        if name and isinstance(name.value, ast.Constant):
            yield str(name.value.value)
    for call in source.calls:
        name_of = call.args[0] if call.args else None
        if source.resolve(call.func) == "sqlalchemy.Table" and isinstance(name_of, ast.Constant):
            yield str(name_of.value)


def hears(source: Source) -> Iterator[str]:
    """`identity.UserCreated` for each event in an @on, and the raw subjects of each @on_subject."""
    for _, name in heard(source):
        _, service, *_, event = name.split(".") if name.count(".") > 2 else ("", "", name)
        yield f"{service.replace('_', '-')}.{event}"
    for call in source.calls:
        if re.fullmatch(r"chassis(\.\w+)+\.on_subject", source.resolve(call.func)) and len(call.args) > 1:
            subject = call.args[1]
            yield str(subject.value) if isinstance(subject, ast.Constant) else ast.unparse(subject)


def asks(source: Source) -> Iterator[str]:
    """`identity.DirectoryService` for each gRPC stub."""
    for node in source.nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            stub = STUB.fullmatch(source.resolve(node))
            if stub:
                yield f"{stub[1].replace('_', '-')}.{stub[2]}"

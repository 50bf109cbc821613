"""Who may import whom inside a service, where import-linter has no contract that fits."""

from collections.abc import Iterator

from tests.architecture.registry import rule
from tests.architecture.source import Source, Tree

DOORS = {"routes", "rpc", "handlers", "tasks"}
PRIVATE = DOORS | {"queries", "models"}


def imported(source: Source) -> Iterator[tuple[str, int]]:
    """What a file imports, by full name: `customer.contacts.models.Contact`."""
    yield from source.imports.values()


@rule
def features_meet_in_their_services(tree: Tree) -> Iterator[str]:
    """Another feature of the same service is reached through its service and its schemas"""
    for source in tree.sources:
        package, *below = source.module.split(".")
        if source.service and len(below) > 1:
            for name, line in imported(source):
                parts = name.split(".")
                other = len(parts) > 2 and parts[0] == package and parts[1] != below[0]
                if other and parts[2] in PRIVATE:
                    yield source.at(
                        line, f"`{'.'.join(parts[:3])}` is private to its feature; call its service"
                    )


@rule
def the_product_stands_alone(tree: Tree) -> Iterator[str]:
    """Nothing in services, chassis, libs or proto imports tests, docs or deploy"""
    for source in tree.sources:
        if source.path.parts[0] in {"services", "chassis", "libs", "proto"}:
            for name, line in imported(source):
                if name.split(".")[0] in {"tests", "docs", "deploy", "conftest"}:
                    yield source.at(line, f"`{name}` is not in the image")


@rule
def packages_are_visible(tree: Tree) -> Iterator[str]:
    """Every folder with Python in it is a package, or import-linter would not look inside"""
    packages = {source.path.parent for source in tree.every if source.path.name == "__init__.py"}
    for folder in sorted({source.path.parent for source in tree.sources if inside_a_package(source)}):
        if folder not in packages:
            yield f"{folder}:1: add an __init__.py"


def inside_a_package(source: Source) -> bool:
    """Whether import-linter is to look at this file."""
    return source.path.parts[0] in {"chassis", "libs"} or bool(source.service)


@rule
def services_are_called_like_their_folders(tree: Tree) -> Iterator[str]:
    """The package of services/service-desk is called service_desk"""
    for service in tree.services:
        for source in tree.under(f"services/{service}"):
            package = source.path.parts[2]
            if source.service and package != service.replace("-", "_"):
                yield source.at(1, f"`{package}` is no part of the service `{service}`")

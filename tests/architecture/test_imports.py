"""The import contracts of pyproject.toml, held against whatever services exist."""

from importlib.util import find_spec

import grimp
import pytest
from importlinter.application import use_cases
from importlinter.application.rendering import render_report
from importlinter.application.user_options import UserOptions
from importlinter.configuration import configure
from importlinter.domain.contract import registry

from tests.architecture.rules.features import inside_a_package
from tests.architecture.source import ROOT, Tree

FEATURES = ("identity.users", "identity.teams", "customer.contacts")
MODULES = ("routes", "rpc", "handlers", "tasks", "service", "queries", "schemas", "models")


@pytest.fixture(scope="session")
def options() -> UserOptions:
    """What pyproject.toml says, without the packages that are not written yet."""
    configure()
    found = use_cases.read_user_options(str(ROOT / "pyproject.toml"))
    use_cases._register_contract_types(found)
    return found


def test_imports_flow_from_services_down_to_proto_and_from_doors_down_to_models(
    options: UserOptions, capsys: pytest.CaptureFixture[str]
) -> None:
    existing = [name for name in options.session_options["root_packages"] if find_spec(name)]
    session = options.session_options | {"root_packages": existing}
    report = use_cases.create_report(UserOptions(session, options.contracts_options), cache_dir=None)
    render_report(report)
    assert not report.contains_failures, capsys.readouterr().out


def test_the_import_contracts_name_every_service(tree: Tree, options: UserOptions) -> None:
    layers, features = options.contracts_options
    for service in tree.services:
        package = service.replace("-", "_")
        assert package in options.session_options["root_packages"]
        assert f"({package})" in layers["layers"][0]
        assert f"{package}.*" in features["containers"]


def test_import_linter_sees_every_module(tree: Tree) -> None:
    modules = {source.module for source in tree.sources if inside_a_package(source)}
    roots = sorted({module.split(".")[0] for module in modules})
    assert modules <= grimp.build_graph(*roots, cache_dir=None).modules


def kept(options: UserOptions, importer: str, imported: str) -> bool:
    """Whether the contracts hold in a small house in which one module imports another."""
    graph = grimp.ImportGraph()
    for feature in FEATURES:
        for package in (feature.split(".")[0], feature, *(f"{feature}.{name}" for name in MODULES)):
            graph.add_module(package)
    for library in ("chassis", "chassis.outbox", "libs", "libs.money", "crm", "crm.event"):
        graph.add_module(library)
    graph.add_import(importer=importer, imported=imported)
    contracts = [
        registry.get_contract_class(one["type"])(
            name=one["name"], session_options=options.session_options, contract_options=one
        )
        for one in options.contracts_options
    ]
    return all(contract.check(graph, verbose=False).kept for contract in contracts)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("chassis.outbox", "identity.users.service"),
        ("libs.money", "chassis.outbox"),
        ("crm.event", "libs.money"),
        ("identity.users.service", "customer.contacts.service"),
        ("identity.users.routes", "identity.users.tasks"),
        ("identity.users.rpc", "identity.users.handlers"),
        ("identity.users.service", "identity.users.routes"),
        ("identity.users.schemas", "identity.users.service"),
        ("identity.users.models", "identity.users.schemas"),
    ],
)
def test_an_import_against_the_flow_breaks_a_contract(
    options: UserOptions, importer: str, imported: str
) -> None:
    assert not kept(options, importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("identity.users.service", "chassis.outbox"),
        ("identity.users.models", "libs.money"),
        ("chassis.outbox", "crm.event"),
        ("identity.users.routes", "identity.users.service"),
        ("identity.users.handlers", "identity.users.models"),
        ("identity.users.service", "identity.teams.service"),
    ],
)
def test_an_import_with_the_flow_keeps_the_contracts(
    options: UserOptions, importer: str, imported: str
) -> None:
    assert kept(options, importer, imported)

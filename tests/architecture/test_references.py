"""The id of another service's thing is a Reference: merging finds its columns by that type."""

import importlib
from uuid import UUID

import pytest
from sqlalchemy import ARRAY, Column, ForeignKey, MetaData, Table, Uuid

from libs.references import Reference
from tests.architecture.rules.readmes import tables
from tests.architecture.source import Tree

NOT_A_THING = {
    "cause_id": "an act, which nobody owns or merges",
    "event_id": "a message",
    "session_id": "the session in which somebody acted; identity forgets sessions, the trail does not",
    "job_id": "an import or other work of whatever service the row names, which nobody merges",
    "field_id": "the definition of a custom field of the same service, archived but never removed or merged",
    "record_id": "a record of whatever service the row names; change rows are rewritten by the chassis",
}


def bare_ids(metadata: MetaData) -> list[str]:
    """UUID columns of which nothing says whose id they hold.

    A table's only key is its own id, or that of the one thing it is a copy of.
    """
    return [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if holds_uuids(column) and not column.foreign_keys and column.name not in NOT_A_THING
        if not column.info.get("names")  # what such a column names, the row says by itself
        if column.name != "id" and not (column.primary_key and len(table.primary_key) == 1)
    ]


def holds_uuids(column: Column[UUID]) -> bool:
    """Whether the type is a plain UUID, or an array of them."""
    kind = column.type.item_type if isinstance(column.type, ARRAY) else column.type
    return isinstance(kind, Uuid)


def metadata_of(tree: Tree, service: str) -> list[MetaData]:
    """The metadata that hold the tables of a service's models."""
    modules = [importlib.import_module(s.module) for s in tree.under(f"services/{service}") if [*tables(s)]]
    declared = [getattr(one, "__table__", one) for module in modules for one in vars(module).values()]
    return list({id(one.metadata): one.metadata for one in declared if isinstance(one, Table)}.values())


def test_every_id_of_another_services_thing_is_a_reference(tree: Tree) -> None:
    found = [
        f"{service}: {name}"
        for service in tree.services
        for metadata in metadata_of(tree, service)
        for name in bare_ids(metadata)
    ]
    assert not found, "use a type of libs/references, or a foreign key:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("column", "bare"),
    [
        (Column("customer_id", Uuid), True),
        (Column("requested_by", Uuid), True),
        (Column("customer_id", Uuid, primary_key=True), True),
        (Column("customer_ids", ARRAY(Uuid)), True),
        (Column("customer_id", Reference("customer")), False),
        (Column("customer_ids", ARRAY(Reference("customer"))), False),
        (Column("parent_id", Uuid, ForeignKey("thing.id")), False),
        (Column("cause_id", Uuid), False),
    ],
)
def test_a_bare_id_is_recognised(column: Column[UUID], bare: bool) -> None:
    metadata = MetaData()
    Table("thing", metadata, Column("id", Uuid, primary_key=True), column)
    assert bare_ids(metadata) == ([f"thing.{column.name}"] if bare else [])

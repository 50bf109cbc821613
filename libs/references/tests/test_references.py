from uuid import UUID, uuid4

from alembic.autogenerate import compare_metadata, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import Column, Engine, MetaData, Table, Uuid, create_engine, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from libs.references import (
    NAMING,
    CustomerRef,
    PersonRef,
    Reference,
    TeamRef,
    naming_columns,
    references_of,
    render_item,
)


class Record(DeclarativeBase):
    metadata = MetaData()


class Order(Record):
    __tablename__ = "order"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[CustomerRef]
    reseller_id: Mapped[CustomerRef | None]
    owner_id: Mapped[PersonRef | None] = mapped_column(index=True)


class Assignment(Record):
    __tablename__ = "assignment"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[TeamRef]


def engine() -> Engine:
    made = create_engine("sqlite://")
    Record.metadata.create_all(made)
    return made


def test_a_model_names_the_thing_it_refers_to() -> None:
    columns = Order.__table__.c
    assert [columns.customer_id.nullable, columns.reseller_id.nullable] == [False, True]
    assert columns.owner_id.index
    assert repr(columns.customer_id.type) == "Reference('customer')"


def test_all_references_of_a_service_are_found() -> None:
    found = [(ref.table.name, ref.column.name, ref.target) for ref in references_of(Record.metadata)]
    assert found == [
        ("assignment", "team_id", "team"),
        ("order", "customer_id", "customer"),
        ("order", "reseller_id", "customer"),
        ("order", "owner_id", "person"),
    ]


def test_ids_are_stored_and_found_as_uuids() -> None:
    customer = uuid4()
    with Session(engine()) as session:
        session.add(Order(id=uuid4(), customer_id=customer))
        session.flush()
        session.expire_all()
        order = session.scalars(select(Order).where(Order.customer_id == customer)).one()
        assert (order.customer_id, order.reseller_id) == (customer, None)


def test_migrations_show_a_plain_uuid_and_see_no_difference() -> None:
    with engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"render_item": render_item})
        assert compare_metadata(context, Record.metadata) == []
        create = ops.UpgradeOps([ops.CreateTableOp.from_table(Record.metadata.tables["order"])])
        text = render_python_code(create, render_item=render_item)
    assert "sa.Column('customer_id', sa.Uuid(), nullable=False)" in text
    assert "Reference" not in text


def test_references_to_different_things_are_different_types() -> None:
    assert Reference("customer")._static_cache_key != Reference("person")._static_cache_key
    assert isinstance(Reference("customer").load_dialect_impl(engine().dialect), Uuid)


def test_columns_that_may_name_several_kinds_of_things_are_found() -> None:
    metadata = MetaData()
    Table(
        "rule",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("document", JSONB, info={"by_key": True} | NAMING),
    )
    assert [f"{one.table.name}.{one.key}" for one in naming_columns(metadata)] == ["rule.document"]

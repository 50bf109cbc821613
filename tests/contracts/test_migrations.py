"""Each service's migrations, run on an empty database, produce exactly what its models declare."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from chassis import migrations
from deploy.local.infrastructure import Infrastructure
from docs.catalogue import ROOT

SERVICES = sorted(path.parents[1].name for path in (ROOT / "services").glob("*/migrations/env.py"))
ENV = """
from sqlalchemy import Column, Integer, MetaData, String, Table
from chassis.migrations import run

metadata = MetaData()
Table("thing", metadata, Column("id", Integer, primary_key=True), Column("name", String(9)))
run(metadata)
"""
FIRST = """
import sqlalchemy as sa
from alembic import op
from chassis.first_tables import create_first_tables
from sqlalchemy.dialects.postgresql import JSONB

revision, down_revision = "0001", None

def upgrade():
    create_first_tables()
    op.create_table("thing", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(9)))
    op.add_column("change", sa.Column("origin", JSONB))
    op.execute("DROP TRIGGER notify_outbox ON outbox")
"""


@contextmanager
def empty_database(server: str) -> Iterator[str]:
    """The URL of a database that exists for one test."""
    name = f"scratch_{uuid4().hex[:8]}"
    asyncio.run(execute(server, f'CREATE DATABASE "{name}"'))
    try:
        yield f"{server.rsplit('/', 1)[0]}/{name}"
    finally:
        asyncio.run(execute(server, f'DROP DATABASE "{name}" WITH (FORCE)'))


async def execute(url: str, statement: str) -> object:
    """Run one statement; its first value."""
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def difference(folder: Path, server: str) -> str:
    """What a new migration of a service would have to do; empty when its models need none."""
    with empty_database(server) as url:
        config = migrations.config(folder, url.replace("postgresql://", "postgresql+asyncpg://"))
        command.upgrade(config, "head")
        trigger = "SELECT count(*) FROM pg_trigger WHERE tgname = 'notify_outbox'"
        if asyncio.run(execute(url, trigger)):
            return "a trigger makes commits wait for each other: a migration drops it"
        try:
            command.check(config)
        except CommandError as found:
            return str(found)
        return ""


@pytest.mark.parametrize("service", SERVICES)
def test_migrations_produce_what_the_models_declare(service: str, infrastructure: Infrastructure) -> None:
    assert difference(ROOT / "services" / service, infrastructure.postgres_url) == ""


@pytest.mark.parametrize("service", SERVICES)
def test_migrations_have_one_head(service: str) -> None:
    assert len(ScriptDirectory(str(ROOT / "services" / service / "migrations")).get_heads()) == 1


@pytest.mark.parametrize(
    ("env", "first", "found"),
    [
        (ENV, FIRST, ""),
        (ENV.replace("String(9)", "String(10)"), FIRST, "modify_type"),
        (ENV.replace('"name"', '"label"'), FIRST, "add_column"),
        (
            ENV,
            FIRST.replace("DROP TRIGGER notify_outbox ON outbox", "SELECT 1"),
            "a trigger makes commits wait",
        ),
    ],
)
def test_a_difference_between_models_and_migrations_is_found(
    env: str, first: str, found: str, tmp_path: Path, infrastructure: Infrastructure
) -> None:
    (tmp_path / "migrations/versions").mkdir(parents=True)
    (tmp_path / "migrations/env.py").write_text(env)
    (tmp_path / "migrations/versions/0001_first.py").write_text(first)
    seen = difference(tmp_path, infrastructure.postgres_url)
    assert found in seen if found else not seen

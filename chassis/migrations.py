"""Migrations: each service has its own Alembic folder; this is what their env.py and the roles share.

`services/<name>/migrations/env.py` is two lines: import the service's models, call `run(metadata)`.
"""

import asyncio
from pathlib import Path
from typing import Any

import asyncpg
import structlog
from alembic import context
from alembic.config import Config
from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from chassis import tables

log = structlog.get_logger(__name__)


def config(folder: Path, url: str) -> Config:
    """Alembic's configuration for a service's folder."""
    settings = Config()
    settings.set_main_option("script_location", str(folder / "migrations"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["url"] = url
    return settings


def run(metadata: MetaData) -> None:
    """Body of every env.py: migrate the database named in the configuration, or by CRM_DATABASE_URL."""
    from chassis.settings import Settings  # env.py may run under the alembic command alone

    url = context.config.attributes.get("url") or Settings().sqlalchemy_url
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _migrate(connection, metadata)
    else:
        asyncio.run(_migrate_at(url, metadata))


async def _migrate_at(url: str, metadata: MetaData) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(url)
    async with engine.connect() as connection:
        await connection.run_sync(_migrate, metadata)
        await connection.commit()
    await engine.dispose()


def _migrate(connection: Connection, metadata: MetaData) -> None:
    context.configure(
        connection=connection,
        target_metadata=[metadata, tables.metadata],
        compare_type=True,
        compare_server_default=False,
        render_item=_render,
    )
    with context.begin_transaction():
        context.execute("SET LOCAL lock_timeout = '4s'")
        context.run_migrations()


def _render(kind: str, item: Any, _context: Any) -> Any:
    """References are plain UUID columns in the database."""
    if kind == "type" and type(item).__name__ == "Reference":
        return "sa.Uuid()"
    return False


def upgrade(folder: Path, url: str) -> None:
    """Bring the database to the newest schema; a no-op on a newer one, so that rollbacks start."""
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.util.exc import CommandError

    settings = config(folder, url)
    try:
        command.upgrade(settings, "head")
    except CommandError as error:
        known = {one.revision for one in ScriptDirectory.from_config(settings).walk_revisions()}
        if not known or "Can't locate revision" not in str(error):
            raise


async def await_schema(engine: AsyncEngine, folder: Path) -> None:
    """Wait until the schema this code needs, or a newer one, is there."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(folder / "migrations"))
    older = {one.revision for one in scripts.walk_revisions()} - set(scripts.get_heads())

    def current(connection: Connection) -> str | None:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))

    waiting = False
    while True:
        version = None
        try:
            async with engine.connect() as connection:
                version = await connection.run_sync(current)
            if version is not None and version not in older:
                return
        except (OSError, SQLAlchemyError, asyncpg.PostgresError):  # it is starting too
            pass
        if not waiting:
            log.warning("waiting for the schema", has=version, needs=scripts.get_heads())
            waiting = True
        await asyncio.sleep(0.5)

"""One database and one role for each service, in the embedded PostgreSQL or in one of yours."""

from urllib.parse import urlsplit

import asyncpg

from deploy.local.terminal import Refused


async def ensure(admin_url: str, service: str, password: str) -> str:
    """Make the service's database and the role that owns it, if missing; the URL to reach it.

    Raises:
        Refused: PostgreSQL cannot be reached or does not allow it.
    """
    name = f"crm_{service.replace('-', '_')}"
    admin = urlsplit(admin_url)
    try:
        connection = await asyncpg.connect(admin_url)
        try:
            await _create(connection, name, password)
        finally:
            await connection.close()
    except (OSError, asyncpg.PostgresError) as error:
        raise Refused(f"The database {name} cannot be prepared on {admin.hostname}: {error}") from None
    return admin._replace(
        netloc=f"{name}:{password}@{admin.netloc.rpartition('@')[2]}", path=f"/{name}"
    ).geturl()


async def _create(connection: asyncpg.Connection, name: str, password: str) -> None:
    if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", name):
        await connection.execute(f'CREATE ROLE "{name}" LOGIN')
        await connection.execute(
            f'GRANT "{name}" TO CURRENT_USER'
        )  # to make a database for it without being root
    await connection.execute(f"ALTER ROLE \"{name}\" PASSWORD '{password}'")
    if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
        await connection.execute(f'CREATE DATABASE "{name}" OWNER "{name}" TEMPLATE template0')
        await connection.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')

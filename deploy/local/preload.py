"""What every service imports, imported once by the fork server; see forked.py."""

import gc
import importlib
import sys
from contextlib import suppress

sys.dont_write_bytecode = False  # the next start need not compile what this one did

SHARED = (
    "alembic.command",
    "celery.apps.worker",
    "celery.concurrency.prefork",
    "chassis.http.app",
    "chassis.roles",
    "chassis.rpc.server",
    "chassis.tasks",
    "kombu.transport.redis",
    "opentelemetry.sdk.trace",
    "sqlalchemy.dialects.postgresql.asyncpg",
    "sqlalchemy.orm",
    "uvicorn.protocols.http.httptools_impl",
)

for name in SHARED:
    with suppress(Exception):  # a service that needs it says so in its own log
        importlib.import_module(name)

gc.collect()
gc.freeze()  # the collector no longer touches, and so no longer copies, the shared pages

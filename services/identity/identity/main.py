"""The wiring of the service."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from chassis.rpc.server import Servicer
from chassis.runtime import Runtime
from chassis.service import Service
from identity.settings import Settings


def http(_: Runtime) -> Sequence[APIRouter]:
    """REST, by feature."""
    from identity.api_keys import routes as api_keys
    from identity.audit import routes as audit
    from identity.devices import routes as devices
    from identity.exports import routes as exports
    from identity.keys import routes as keys
    from identity.me import routes as me
    from identity.organisation import routes as organisation
    from identity.preferences import routes as preferences
    from identity.roles import routes as roles
    from identity.second_factors import routes as second_factors
    from identity.sessions import routes as sessions
    from identity.teams import routes as teams
    from identity.users import routes as users
    from identity.views import routes as views

    return [
        sessions.door,
        sessions.own,
        sessions.router,
        me.router,
        me.credentials,
        second_factors.router,
        second_factors.others,
        devices.router,
        api_keys.door,
        api_keys.credentials,
        api_keys.router,
        preferences.router,
        organisation.router,
        users.router,
        users.credentials,
        teams.router,
        roles.router,
        views.router,
        audit.router,
        exports.router,
        keys.router,
    ]


def rpc(runtime: Runtime) -> Sequence[Servicer]:
    """gRPC."""
    from identity.access import rpc as access

    return [access.servicer(runtime)]


def events() -> None:
    """What it hears."""
    from identity.audit import handlers  # noqa: F401  # its @on_subject declares itself


def periodic() -> None:
    """What it does now and then."""
    from identity.keys import tasks as keys  # noqa: F401  # their @every declare themselves
    from identity.sessions import tasks as sessions  # noqa: F401

    tasks()


def tasks() -> None:
    """What the worker does."""
    from identity import tables  # noqa: F401  # foreign keys need every table declared
    from identity.audit import tasks as audit  # noqa: F401  # their @task and @every declare themselves
    from identity.exports import tasks as exports  # noqa: F401


async def verify_audit(runtime: Runtime) -> bool:
    """Verify the audit trail; fails when it is broken."""
    from identity.audit import verifications

    return await verifications.by_command(runtime)


async def start(runtime: Runtime) -> None:
    """What it makes sure of before its doors open."""
    from identity import starting, tables  # noqa: F401  # foreign keys need every table declared

    await starting.start(runtime)


service = Service(
    name="identity",
    settings=Settings,
    folder=Path(__file__).parents[1],
    http=http,
    rpc=rpc,
    events=events,
    periodic=periodic,
    tasks=tasks,
    start=start,
    commands={"verify-audit": verify_audit},
    identity=True,
)

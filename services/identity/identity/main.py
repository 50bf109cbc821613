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
    from identity.audit import routes as audit
    from identity.keys import routes as keys
    from identity.me import routes as me
    from identity.organisation import routes as organisation
    from identity.preferences import routes as preferences
    from identity.roles import routes as roles
    from identity.sessions import routes as sessions
    from identity.teams import routes as teams
    from identity.users import routes as users
    from identity.views import routes as views

    return [
        sessions.door,
        sessions.router,
        me.router,
        me.credentials,
        preferences.router,
        organisation.router,
        users.router,
        users.credentials,
        teams.router,
        roles.router,
        views.router,
        audit.router,
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
    start=start,
    identity=True,
)

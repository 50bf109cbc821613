"""The wiring of the service."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from chassis.rpc.server import Servicer
from chassis.runtime import Runtime
from chassis.service import Service
from notifications.settings import Settings


def http(_: Runtime) -> Sequence[APIRouter]:
    from notifications.callbacks import routes as callbacks
    from notifications.deliveries import routes as deliveries
    from notifications.inbox import routes as inbox
    from notifications.preferences import routes as preferences
    from notifications.providers import routes as providers
    from notifications.suppressions import routes as suppressions
    from notifications.templates import routes as templates

    return [
        inbox.router,
        deliveries.router,
        callbacks.router,
        templates.router,
        preferences.router,
        suppressions.router,
        providers.router,
    ]


def rpc(runtime: Runtime) -> Sequence[Servicer]:
    from crm.notifications.v1.notifications_pb2_grpc import add_NotificationsServiceServicer_to_server
    from notifications.deliveries.rpc import NotificationsService

    return [
        Servicer(
            "crm.notifications.v1.NotificationsService",
            add_NotificationsServiceServicer_to_server,
            NotificationsService(runtime),
        )
    ]


def events() -> None:
    from notifications.deliveries import handlers as deliveries  # noqa: F401  # their @on declare themselves
    from notifications.inbox import handlers as inbox  # noqa: F401


def tasks() -> None:
    from notifications.deliveries import tasks as deliveries  # noqa: F401  # its @task declares itself


def periodic() -> None:
    from notifications.callbacks import tasks as callbacks  # noqa: F401  # their @every declare themselves
    from notifications.deliveries import tasks as deliveries  # noqa: F401
    from notifications.digests import tasks as digests  # noqa: F401
    from notifications.inbox import tasks as inbox  # noqa: F401


service = Service(
    name="notifications",
    settings=Settings,
    folder=Path(__file__).parents[1],
    http=http,
    rpc=rpc,
    events=events,
    periodic=periodic,
    tasks=tasks,
)

"""The wiring of the service."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from chassis.runtime import Runtime
from chassis.service import Service
from notifications.settings import Settings


def http(_: Runtime) -> Sequence[APIRouter]:
    from notifications.inbox import routes

    return [routes.router]


def events() -> None:
    from notifications.inbox import handlers  # noqa: F401  # its @on declare themselves


def periodic() -> None:
    from notifications.inbox import tasks  # noqa: F401  # its @every declare themselves


service = Service(
    name="notifications",
    settings=Settings,
    folder=Path(__file__).parents[1],
    http=http,
    events=events,
    periodic=periodic,
)

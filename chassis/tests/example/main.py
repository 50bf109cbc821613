"""The wiring of the example service."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from chassis.rpc.server import Servicer
from chassis.runtime import Runtime
from chassis.service import Service
from chassis.settings import Settings


def http(_: Runtime) -> Sequence[APIRouter]:
    from chassis.tests.example import notes, trials

    return [notes.router, trials.router]


def rpc(runtime: Runtime) -> Sequence[Servicer]:
    from chassis.tests.example import asked

    return asked.servicers(runtime)


def events() -> None:
    from chassis.tests.example import notes  # noqa: F401  # its @on declares itself


def tasks() -> None:
    from chassis.tests.example import trials  # noqa: F401  # its @task declares itself


service = Service(
    name="example",
    settings=Settings,
    folder=Path(__file__).parent,
    http=http,
    rpc=rpc,
    events=events,
    tasks=tasks,
)

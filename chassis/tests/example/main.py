"""The wiring of the example service."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from chassis.runtime import Runtime
from chassis.service import Service
from chassis.settings import Settings


def http(_: Runtime) -> Sequence[APIRouter]:
    from chassis.tests.example import notes

    return [notes.router]


def events() -> None:
    from chassis.tests.example import notes  # noqa: F401  # its @on declares itself


service = Service(name="example", settings=Settings, folder=Path(__file__).parent, http=http, events=events)

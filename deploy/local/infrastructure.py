"""What the services stand on: PostgreSQL, NATS, Redis and mail, each ours or a real server of yours."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from deploy.local import credentials, nats, ports, postgres, redis
from deploy.local.ports import Port
from deploy.local.probes import accepts
from deploy.local.programs import Program

# The variable that replaces an embedded server by a real one, and the ports that are then not needed.
REPLACEABLE = {
    "POSTGRES_URL": (ports.POSTGRES,),
    "NATS_URL": (ports.NATS, ports.NATS_MONITOR),
    "REDIS_URL": (ports.REDIS,),
    "SMTP_URL": (ports.SMTP, ports.MAIL),
}


@dataclass(frozen=True)
class Infrastructure:
    """Where the servers are found. `mail_url` is empty when mail goes to a real server."""

    postgres_url: str
    nats_url: str
    redis_url: str
    smtp_url: str
    mail_url: str

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Infrastructure":
        """As run.json keeps it, among other addresses."""
        return cls(**{one.name: given[one.name] for one in fields(cls)})


def wanted_ports() -> list[Port]:
    return [port for variable, group in REPLACEABLE.items() if not os.environ.get(variable) for port in group]


def addresses(data: Path) -> Infrastructure:
    caught = not os.environ.get("SMTP_URL")
    return Infrastructure(
        postgres_url=os.environ.get("POSTGRES_URL") or postgres.url(_password(data, "postgres")),
        nats_url=os.environ.get("NATS_URL") or f"nats://{ports.NATS.address}",
        redis_url=os.environ.get("REDIS_URL") or redis.url(_password(data, "redis")),
        smtp_url=os.environ.get("SMTP_URL") or f"smtp://{ports.SMTP.address}",
        mail_url=f"http://{ports.MAIL.address}" if caught else "",
    )


def programs(data: Path) -> list[Program]:
    """The servers that nobody replaced."""
    makers: dict[str, Callable[[], Program]] = {
        "POSTGRES_URL": lambda: postgres.program(data, _password(data, "postgres")),
        "NATS_URL": lambda: nats.program(data),
        "REDIS_URL": lambda: redis.program(data, _password(data, "redis")),
        "SMTP_URL": lambda: _mail(data),
    }
    return [make() for variable, make in makers.items() if not os.environ.get(variable)]


def _password(data: Path, name: str) -> str:
    return credentials.password(data / "secrets", name)


def _mail(data: Path) -> Program:
    ports_ = (str(ports.SMTP.number), str(ports.MAIL.number))
    return Program(
        name="mail",
        command=(sys.executable, "-m", "deploy.local.mailcatcher", str(data / "mail"), *ports_),
        ready=lambda: accepts(ports.MAIL.number),
    )

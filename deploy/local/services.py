"""The services of the suite, their ports, and the environment each of their processes is given."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.local import credentials, ports
from deploy.local.infrastructure import Infrastructure
from deploy.local.ports import Port
from deploy.local.probes import answers
from deploy.local.programs import Program

ADMINISTRATOR = "admin@example.com"


@dataclass(frozen=True)
class Service:
    """A service; its default ports are 8100, 9100 (gRPC), 9200 and 9300 (internal) plus its place."""

    name: str
    place: int
    worker: bool = True

    @property
    def package(self) -> str:
        return self.name.replace("-", "_")

    @property
    def prefix(self) -> str:
        return self.package.upper()

    @property
    def http(self) -> Port:
        return Port(f"{self.prefix}_HTTP_PORT", 8100 + self.place, f"{self.name}'s REST")

    @property
    def grpc(self) -> Port | None:
        return Port(f"{self.prefix}_GRPC_PORT", 9100 + self.place, f"{self.name}'s gRPC")

    @property
    def metrics(self) -> Port:
        return Port(f"{self.prefix}_METRICS_PORT", 9200 + self.place, f"{self.name}'s metrics")

    @property
    def worker_metrics(self) -> Port:
        return Port(
            f"{self.prefix}_WORKER_METRICS_PORT", 9300 + self.place, f"{self.name}'s worker's metrics"
        )

    @property
    def ports(self) -> list[Port]:
        wanted = [self.http, self.grpc, self.metrics, self.worker_metrics if self.worker else None]
        return [port for port in wanted if port is not None]


class Gateway(Service):
    """The edge: no gRPC, no database, and the one port that people use."""

    @property
    def http(self) -> Port:
        return Port("GATEWAY_PORT", 8080, "the gateway")

    @property
    def grpc(self) -> Port | None:
        return None


GATEWAY = Gateway("gateway", 0, worker=False)
SERVICES = [
    Service("identity", 1),
    Service("customer", 2),
    Service("notifications", 3),
    Service("sales", 4),
]
ALL = [*SERVICES, GATEWAY]


@dataclass(frozen=True)
class Installation:
    """What every service's environment is made of."""

    data: Path
    infrastructure: Infrastructure
    databases: Mapping[str, str]
    """Service name → URL of its database."""

    @property
    def secrets(self) -> Path:
        return self.data / "secrets"

    @property
    def administrator_password(self) -> str:
        return credentials.password(self.secrets, "administrator")


def migration(service: Service, installation: Installation) -> Program:
    environment = _environment(service, installation, service.metrics)
    return Program(
        f"{service.name}-migrate", _command(service, "migrate"), _at_once, environment, forked=True
    )


Command = tuple[tuple[str, ...], dict[str, str]]


def command(service: Service, role: str, installation: Installation) -> Command:
    """What a terminal runs beside the running processes, and its environment: `replay`, `verify-audit`."""
    return _command(service, role), _environment(service, installation, service.metrics)


def processes(service: Service, installation: Installation) -> list[Program]:
    """The long-running processes of one service."""
    roles = {"serve": service.metrics} | ({"worker": service.worker_metrics} if service.worker else {})
    return [
        Program(
            name=service.name if role == "serve" else f"{service.name}-{role}",
            command=_command(service, role),
            ready=lambda url=f"http://{port.address}/readyz": answers(url),  # type: ignore[misc]
            environment=_environment(service, installation, port),
            attempts=3,
            forked=True,
        )
        for role, port in roles.items()
    ]


def demo() -> Program:
    return Program("demo", (sys.executable, "-m", "deploy.local", "demo"), _at_once)


def _command(service: Service, role: str) -> tuple[str, ...]:
    return (sys.executable, "-m", service.package, role)


async def _at_once() -> bool:
    return True


def _environment(service: Service, installation: Installation, metrics: Port) -> dict[str, str]:
    environment = {
        "CRM_DATABASE_URL": installation.databases.get(service.name, ""),
        "CRM_NATS_URL": installation.infrastructure.nats_url,
        "CRM_REDIS_URL": installation.infrastructure.redis_url,
        "CRM_SMTP_URL": installation.infrastructure.smtp_url,
        "CRM_FILES_DIR": str(installation.data / "files"),
        "CRM_HOST": ports.HOST,
        "CRM_HTTP_PORT": str(service.http.number),
        "CRM_METRICS_PORT": str(metrics.number),
        "CRM_GRPC_PEERS": json.dumps({peer.name: peer.grpc.address for peer in ALL if peer.grpc}),
        "CRM_HTTP_PEERS": json.dumps({peer.name: f"http://{peer.http.address}" for peer in SERVICES}),
        "CRM_PRIVATE_KEY": credentials.private_key(installation.secrets, service.name),
        "CRM_PEER_KEYS": json.dumps(
            credentials.public_keys(installation.secrets, (peer.name for peer in ALL))
        ),
        "CRM_PUBLIC_URL": f"http://{GATEWAY.http.address}",
    }
    if service.grpc:
        environment["CRM_GRPC_PORT"] = str(service.grpc.number)
    if service.name == "identity":
        environment["CRM_ADMINISTRATOR_EMAIL"] = ADMINISTRATOR
        environment["CRM_ADMINISTRATOR_PASSWORD"] = installation.administrator_password
    return environment


def database_url(service: Service) -> str:
    """The database that the person at the keyboard names for the service, if any."""
    return os.environ.get(f"DATABASE_URL_{service.prefix}", "")

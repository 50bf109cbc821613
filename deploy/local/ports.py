"""Ports: their defaults, the variables that move them, and whether they are free."""

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from deploy.local.terminal import Refused

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Port:
    variable: str
    default: int
    purpose: str

    @property
    def number(self) -> int:
        """The port to use.

        Raises:
            Refused: the variable holds something else than a port number.
        """
        text = os.environ.get(self.variable) or str(self.default)
        if not text.isdecimal() or not 0 < int(text) < 65536:
            raise Refused(f"{self.variable}={text} is not a port number (1 to 65535).")
        return int(text)

    @property
    def address(self) -> str:
        return f"{HOST}:{self.number}"


POSTGRES = Port("POSTGRES_PORT", 5440, "PostgreSQL")
NATS = Port("NATS_PORT", 4240, "NATS")
NATS_MONITOR = Port("NATS_MONITOR_PORT", 8240, "NATS monitoring")
REDIS = Port("REDIS_PORT", 6390, "Redis")
SMTP = Port("SMTP_PORT", 1025, "the mail catcher's SMTP")
MAIL = Port("MAIL_PORT", 8025, "the mail catcher's web page")


def is_taken(number: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, number))
        except OSError:
            return True
    return False


def check(ports: Sequence[Port]) -> None:
    """Make sure that every port is free and wanted once.

    Raises:
        Refused: a line for each port that is not, with the variable that moves it.
    """
    owners: dict[int, Port] = {}
    problems = []
    for port in ports:
        first = owners.setdefault(port.number, port)
        if first is not port:
            problems.append(f"{first.variable} and {port.variable} both ask for port {port.number}.")
        elif is_taken(port.number):
            problems.append(
                f"Port {port.number} for {port.purpose} is taken by another program; "
                f"set {port.variable} to a free one."
            )
    if problems:
        raise Refused("\n".join(problems))


def free(count: int) -> list[int]:
    """Free ports below the range from which outgoing connections draw theirs, so that nobody takes them
    while a program of ours is being restarted."""
    start = 20000 + os.getpid() % 1000 * 10
    found: list[int] = []
    for number in range(start, 32000):
        if len(found) == count:
            break
        if not is_taken(number):
            found.append(number)
    return found

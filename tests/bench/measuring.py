"""One row of the table: the same requests from one client and from sixteen, and what they cost."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from deploy.local.running import Suite
from tests.bench.processes import CUSTOMER, Processes
from tests.bench.questions import Request
from tests.flows.conftest import PASSWORD, sign_in

JSON = "application/json"


@dataclass(frozen=True)
class Measured:
    """What so many requests took."""

    requests: int
    seconds: float
    refused: int
    """Answers other than 200 and 201: a view gives its parts 300 ms."""
    latencies: list[float]
    size: float
    """Bytes of an answer, on average."""
    cpu: Counter[str]
    """Process → CPU seconds, with those spent until events were applied."""
    own_path: Sequence[str]
    """The processes that the request itself passes through."""

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    @property
    def cost(self) -> float:
        """CPU milliseconds a request on its own path; of a floor, all."""
        own = sum(self.cpu[name] for name in (*self.own_path, "floor"))
        return own / self.requests * 1000

    @property
    def everywhere(self) -> float:
        """CPU milliseconds a request until its events are applied in all services."""
        return self.cpu.total() / self.requests * 1000

    def share(self, name: str) -> float:
        """CPU milliseconds a request of one process."""
        return self.cpu[name] / self.requests * 1000

    def quantile(self, part: float) -> float:
        """Milliseconds within which this part of the requests was answered."""
        return self.latencies[int(len(self.latencies) * part)] * 1000


@dataclass(frozen=True)
class Bench:
    """Who asks where, and the processes that are watched."""

    url: str
    token: str
    processes: Processes

    def measure(self, requests: Iterator[Request], seconds: float, concurrency: int) -> Measured:
        """Send requests for about so long; the first ones warm up and tell how many that will be."""
        first = self.send(islice(requests, concurrency * 8), concurrency)
        pace = len(first["latencies"]) / first["seconds"]
        count = max(50, int(pace * seconds))
        before = self.processes.settled()
        seen = self.send(islice(requests, count), concurrency)
        good = seen["statuses"].get("200", 0) + seen["statuses"].get("201", 0)
        used = self.processes.settled() - before
        size = seen["bytes"] / count
        refused, own = count - good, self.processes.own_path
        return Measured(count, seen["seconds"], refused, seen["latencies"], size, used, own)

    def send(self, requests: Iterator[Request], concurrency: int) -> Any:
        """Have the client process send them; its report."""
        address = urlsplit(self.url)
        given = {"host": address.netloc, "authorization": f"Bearer {self.token}", "content-type": JSON}
        headers = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        plan = {
            "host": address.hostname, "port": address.port, "headers": headers,
            "requests": list(requests), "concurrency": concurrency,
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.bench.load"]
        done = subprocess.run(command, input=json.dumps(plan), capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


async def ask(
    suite: Suite,
    email: str,
    name: str,
    requests: Iterator[Request],
    seconds: float,
    clients: int,
    asked: Sequence[str] = CUSTOMER,
) -> Measured:
    """One cell of the table, asked as somebody who signs in for it: tokens live five minutes."""
    async with aiohttp.ClientSession(suite.gateway_url) as client:
        door = await sign_in(client, email, PASSWORD)
    token = door.headers["Authorization"].split()[1]
    found = Bench(suite.gateway_url, token, Processes.of(suite, asked)).measure(requests, seconds, clients)
    costs = f"{found.cost:.2f} ms CPU, {found.everywhere:.2f} everywhere"
    print(f"{name}, {clients}: {costs}, {found.rate:.0f}/s")  # noqa: T201  # progress
    return found

"""One row of the table: the same requests from one client and from sixteen, and what they cost."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from tests.bench.processes import Processes
from tests.bench.questions import Request

JSON = "application/json"


@dataclass(frozen=True)
class Measured:
    """What so many requests took."""

    requests: int
    seconds: float
    refused: int
    """Answers other than 200 and 201: a view gives its parts 300 ms."""
    latencies: list[float]
    cpu: Counter[str]
    """Process → CPU seconds, with those spent until events were applied."""

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    @property
    def cost(self) -> float:
        """CPU milliseconds a request."""
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
        return Measured(count, seen["seconds"], count - good, seen["latencies"], used)

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

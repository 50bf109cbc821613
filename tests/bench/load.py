"""The client: a closed loop over kept connections, in a process of its own that is not counted.

Reads a JSON plan from standard input and writes what it saw to standard output.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import uvloop


async def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Send the plan's requests, so many at a time, and time each."""
    waiting = iter(plan["requests"])
    latencies: list[float] = []
    statuses: Counter[str] = Counter()
    started = time.perf_counter()
    clients = [_client(plan, waiting, latencies, statuses) for _ in range(plan["concurrency"])]
    await asyncio.gather(*clients)
    return {"seconds": time.perf_counter() - started, "latencies": sorted(latencies), "statuses": statuses}


async def _client(
    plan: dict[str, Any], waiting: Iterator[Any], latencies: list[float], statuses: Counter[str]
) -> None:
    reader, writer = await asyncio.open_connection(plan["host"], plan["port"])
    for method, path, body in waiting:
        message = (
            f"{method} {path} HTTP/1.1\r\n{plan['headers']}content-length: {len(body.encode())}\r\n\r\n{body}"
        )
        started = time.perf_counter()
        writer.write(message.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        _, _, length = head.partition(b"content-length:")
        await reader.readexactly(int(length.split(b"\r\n", 1)[0]))
        latencies.append(time.perf_counter() - started)
        statuses[head[9:12].decode()] += 1
    writer.close()


if __name__ == "__main__":
    print(json.dumps(uvloop.run(run(json.load(sys.stdin)))))  # noqa: T201  # the answer of this process

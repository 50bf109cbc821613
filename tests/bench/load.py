"""The client: a closed loop over kept connections, in a process of its own that is not counted.

Reads a JSON plan from standard input and writes what it saw to standard output.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import uvloop


class Seen(NamedTuple):
    """One answer: how long it took, its status and its bytes."""

    seconds: float
    status: str
    length: int


async def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Send the plan's requests, so many at a time, and time each."""
    waiting = iter(plan["requests"])
    seen: list[Seen] = []
    started = time.perf_counter()
    await asyncio.gather(*(_client(plan, waiting, seen) for _ in range(plan["concurrency"])))
    return {
        "seconds": time.perf_counter() - started,
        "latencies": sorted(one.seconds for one in seen),
        "statuses": Counter(one.status for one in seen),
        "bytes": sum(one.length for one in seen),
    }


async def _client(plan: dict[str, Any], waiting: Iterator[Any], seen: list[Seen]) -> None:
    reader, writer = await asyncio.open_connection(plan["host"], plan["port"])
    for method, path, body in waiting:
        message = (
            f"{method} {path} HTTP/1.1\r\n{plan['headers']}content-length: {len(body.encode())}\r\n\r\n{body}"
        )
        started = time.perf_counter()
        writer.write(message.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        _, _, rest = head.partition(b"content-length:")
        length = int(rest.split(b"\r\n", 1)[0])
        await reader.readexactly(length)
        seen.append(Seen(time.perf_counter() - started, head[9:12].decode(), length))
    writer.close()


if __name__ == "__main__":
    print(json.dumps(uvloop.run(run(json.load(sys.stdin)))))  # noqa: T201  # the answer of this process

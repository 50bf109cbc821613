"""Questions that tell whether a program is ready; asked without threads or an HTTP library."""

import asyncio
from urllib.parse import urlsplit

from deploy.local.ports import HOST


async def accepts(port: int) -> bool:
    """Whether something listens on the port."""
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    return True


async def fetch(url: str, seconds: float = 2) -> tuple[int, bytes]:
    """GET an address of this machine: status and body; status 0 when nobody answers in time."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    request = f"GET {target} HTTP/1.0\r\nHost: {parts.netloc}\r\n\r\n"
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            writer.write(request.encode())
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
            writer.close()
            return int(head.split(maxsplit=2)[1]), body
    except (OSError, TimeoutError, IndexError, ValueError):
        return 0, b""


async def answers(url: str) -> bool:
    """Whether the address answers 200."""
    status, _ = await fetch(url)
    return status == 200

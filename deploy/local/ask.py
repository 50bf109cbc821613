"""Run a command of a service against the suite that is running: what its environment is, is known here.

.venv/bin/python -m deploy.local.ask identity verify-audit
.venv/bin/python -m deploy.local.ask customer replay
"""

import os
import sys

from deploy.local import services
from deploy.local.folders import data_folder, read_run
from deploy.local.infrastructure import Infrastructure
from deploy.local.services import Installation


def main(name: str, command: str) -> None:
    """Become the command."""
    data = data_folder()
    addresses = read_run(data).get("addresses", {})
    known = {service.name: service for service in services.SERVICES}
    if name not in known or "databases" not in addresses:
        sys.exit(f"{name} is not running. These are: {', '.join(addresses.get('databases', ())) or 'none'}")
    installation = Installation(data, Infrastructure.of(addresses), addresses["databases"])
    program, environment = services.command(known[name], command, installation)
    os.execve(program[0], program, {**os.environ, **environment})


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

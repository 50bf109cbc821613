"""Servers of a test's own, to be killed."""

import json
import signal
import subprocess
import sysconfig
from pathlib import Path

from chassis.testing import free_port


class Nats:
    """A NATS server that keeps what it stored in a folder."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._file = folder / "nats.conf"
        stream = {"store_dir": str(folder), "sync_interval": "always"}
        self._file.write_text(json.dumps({"listen": f"127.0.0.1:{self.port}", "jetstream": stream}))
        self.start()

    def start(self) -> None:
        """Start it, or start it again."""
        server = f"{sysconfig.get_path('scripts')}/nats-server"
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen([server, "-c", str(self._file)], stdout=quiet, stderr=quiet)

    def kill(self, sent: signal.Signals = signal.SIGKILL) -> None:
        """End it and wait for its end."""
        self.process.send_signal(sent)
        self.process.wait()

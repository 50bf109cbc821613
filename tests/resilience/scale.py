"""How much is done: a part in `make test`, everything in `make proof`."""

import os

FULL = os.environ.get("PROOF") == "1"
KILL_SECONDS = float(os.environ.get("KILL_SECONDS", "90" if FULL else "30"))
RESTARTS = int(os.environ.get("RESTARTS", "200" if FULL else "10"))
"""Restarts of NATS under the consumers."""
FAULTS = tuple(filter(None, os.environ.get("FAULTS", "").split(",")))
"""Mistakes to try on running suites; in `make proof` all of them."""
FAULT_SECONDS = 30.0

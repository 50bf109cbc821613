"""The folder that holds all state, and the lock that keeps two launchers out of it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deploy.local.terminal import Refused

ROOT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """Where state lives: `.data` in the clone, or the folder that CRM_DATA names."""
    return Path(os.environ.get("CRM_DATA") or ROOT / ".data").resolve()


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the folder for this launcher; the kernel lets go of it however the launcher ends.

    Raises:
        Refused: another launcher holds it, or we may not write there.
    """
    try:
        for folder in (data, data / "logs", data / "secrets"):
            folder.mkdir(parents=True, exist_ok=True)
        (data / "secrets").chmod(0o700)
        lock = (data / "run.lock").open("a")
    except PermissionError as error:
        raise Refused(
            f"{error.filename} belongs to another user; set CRM_DATA to a folder of yours."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(_running(data)) from None
        yield


def read_run(data: Path) -> dict[str, Any]:
    """What the launcher last wrote about itself: state, addresses, processes."""
    try:
        run: dict[str, Any] = json.loads((data / "run.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return run


def write_run(data: Path, run: dict[str, Any]) -> None:
    """Replace run.json at once, so that a reader never sees half of it. It holds passwords."""
    draft = data / "run.json.new"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(run, indent=2))
    draft.replace(data / "run.json")


def _running(data: Path) -> str:
    run = read_run(data)
    where = run.get("addresses", {}).get("gateway") or data
    return (
        f"The suite is already running at {where} (process {run.get('supervisor', 'unknown')}); "
        "stop it with Ctrl-C there first. A second one needs its own CRM_DATA and ports."
    )

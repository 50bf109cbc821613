"""Creates .venv with the locked packages and generates code from proto/. Needs nothing but Python."""

import ast
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
STARTED = time.monotonic()

# What pip may have been told about where packages come from, and how uv wants to hear it.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}


def say(text: str) -> None:
    print(f"[{time.monotonic() - STARTED:6.1f} s] {text}", flush=True)


def attempt(*command: "str | Path", environment: "dict[str, str] | None" = None) -> bool:
    """Run a command and show every ten seconds that it is still at work; whether it succeeded."""
    process = subprocess.Popen([str(part) for part in command], cwd=ROOT, env=environment)
    while True:
        try:
            return process.wait(timeout=10) == 0
        except subprocess.TimeoutExpired:
            say("  … still at it")
        except KeyboardInterrupt:
            process.wait()
            raise


def create_environment() -> None:
    say(f"Creating a Python {sys.version_info.major}.{sys.version_info.minor} environment in .venv")
    if not attempt(sys.executable, "-m", "venv", VENV):
        sys.exit("Python could not create .venv. On Debian and Ubuntu install the package python3-venv.")


def pip_configuration() -> "dict[str, str]":
    """pip's settings by name, whichever of its files or variables they come from."""
    listing = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True)
    settings = {}
    for line in listing.stdout.splitlines():
        name, separator, value = line.partition("=")
        if separator:
            settings[name.rpartition(".")[2]] = " ".join(str(ast.literal_eval(value)).split())
    return settings


def uv_environment() -> "dict[str, str]":
    """uv knows nothing of pip's configuration: a mirror or certificate set up there is passed on to it."""
    known = {UV_NAMES[name]: value for name, value in pip_configuration().items() if name in UV_NAMES}
    # Like pip, look for the locked version in every source; the hashes in the lock say what is acceptable.
    defaults = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_COMPILE_BYTECODE": "1"}
    if "UV_FIND_LINKS" in known:
        known["UV_FIND_LINKS"] = known["UV_FIND_LINKS"].replace(" ", ",")
    return {**defaults, **known, **os.environ}


def install_packages() -> None:
    count = sum("==" in line and not line.startswith("#") for line in LOCK.read_text().splitlines())
    say(f"Installing {count} packages as locked (the first time this takes a minute or three)")
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    fetched = (VENV / "bin" / "uv").exists() or attempt(*pip, "uv")
    wanted = ("--require-hashes", "-r", LOCK)
    uv = (VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON)
    if fetched and attempt(*uv, *wanted, environment=uv_environment()):
        return
    say("uv could not do it; trying pip, which is slower")
    if not attempt(*pip, *wanted):
        sys.exit("The packages could not be installed: see the lines above. A mirror is set by `pip config`.")


def write_paths() -> None:
    """Put the packages of this repository on the environment's path, where they are edited."""
    folders = [ROOT, ROOT / "proto", *sorted(path.parent for path in ROOT.glob("services/*/pyproject.toml"))]
    for site in VENV.glob("lib/python3*/site-packages"):
        (site / "crm_suite.pth").write_text("".join(f"{folder}\n" for folder in folders))


def generate_code() -> None:
    protos = sorted(str(path.relative_to(ROOT / "proto")) for path in ROOT.glob("proto/crm/*/v*/*.proto"))
    say(f"Generating code from {len(protos)} proto files")
    for stale in ROOT.glob("proto/**/*_pb2*.py*"):
        stale.unlink()
    outputs = [
        "--python_out=proto",
        "--grpc_python_out=proto",
        "--mypy_out=quiet:proto",
        "--mypy_grpc_out=quiet:proto",
    ]
    environment = {**os.environ, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = (str(PYTHON), "-m", "grpc_tools.protoc", "-I", "proto", *outputs, *protos)
    if protos and not attempt(*command, environment=environment):
        sys.exit("protoc refused a file: see the lines above.")


def main(step: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - any Python may run this
        sys.exit(
            f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: make PYTHON=python3.12 run"
        )
    if step == "packages":
        create_environment()
        install_packages()
        (VENV / ".packages").touch()
    else:
        write_paths()
        generate_code()
        (VENV / ".ready").touch()
        say("The set-up is complete")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit("\nInterrupted; the same command continues from here.")

"""The web app, built with the Node.js of a Python package: python -m deploy.local.web [SCRIPT].

Without a script it fetches, generates and builds whatever is older than what it is made of; with one it runs
that script of web/package.json.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local.folders import ROOT
from deploy.local.install import attempt, pip_configuration, say

WEB = ROOT / "web"
BIN = Path(sys.executable).parent
CACHE = WEB / "node_modules" / ".cache" / "crm"
DOCUMENT = CACHE / "openapi.json"
TYPES = WEB / "src" / "api" / "schema.d.ts"
DIST = WEB / "dist"
LOCK = WEB / "package-lock.json"
NPM_FAILED = (
    "The packages of the web app could not be fetched: see the lines above. A mirror is set by "
    "`npm config set registry`; CRM_WEB=0 starts the suite without the app."
)
Work = Callable[[], None]


@dataclass(frozen=True)
class Step:
    """Something made of files, and made again only when one of them changed."""

    name: str
    inputs: tuple[Path, ...]
    """Files and folders."""
    output: Path
    work: Work

    def take(self) -> None:
        """Do the work unless what it made is still right."""
        stamp, digest = CACHE / f"{self.name}.stamp", self.digest()
        if self.output.exists() and stamp.exists() and stamp.read_text() == digest:
            return
        self.work()
        stamp.write_text(digest)

    def digest(self) -> str:
        """Of all names and contents."""
        whole = hashlib.sha256()
        for path in sorted(path for given in self.inputs for path in _files(given)):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            whole.update(f"{path.relative_to(ROOT)} {content}\n".encode())
        return whole.hexdigest()


def prepare() -> None:
    """Leave web/dist as the sources say; a second caller waits for the first."""
    with _alone():
        if not fetched():
            say("Fetching the packages of the web app (the first time this takes a minute)")
            options = ("--prefix", WEB, "--ignore-scripts", "--loglevel=error")
            if not attempt("npm", "ci", *options, environment=fetching()):
                sys.exit(NPM_FAILED)
        CACHE.mkdir(parents=True, exist_ok=True)
        for step in steps():
            step.take()


def fetched() -> bool:
    """Whether node_modules is what package-lock.json asks for, by the record that npm keeps there."""
    record = WEB / "node_modules" / ".package-lock.json"
    if not record.exists():
        return False
    present, wanted = (json.loads(path.read_text())["packages"] for path in (record, LOCK))
    return all(
        present[path].get("version") == package.get("version")
        if path in present
        else package.get("optional") or package.get("devOptional")  # those of other platforms
        for path, package in wanted.items()
        if path
    )


def steps() -> list[Step]:
    """The document from the services, the types from the document, the app from its sources."""
    services = [path for path in ROOT.glob("services/*/*") if path.name not in ("tests", "migrations")]
    python = (ROOT / "chassis", ROOT / "libs", ROOT / "proto", ROOT / "deploy/local/contract.py", *services)
    settings = [path for path in WEB.iterdir() if path.is_file()]
    sources = (WEB / "src", WEB / "public", *settings)
    return [
        Step("document", (*python, ROOT / "requirements.lock"), DOCUMENT, _document),
        Step("types", (DOCUMENT, LOCK), TYPES, _types),
        Step("app", sources, DIST / "index.html", _app),
    ]


def _document() -> None:
    say("Describing the API for the web app")
    _run(sys.executable, "-m", "deploy.local.contract", DOCUMENT)


def _types() -> None:
    _tool("openapi-typescript", DOCUMENT, "--output", TYPES)


def _app() -> None:
    say("Building the web app")
    draft = CACHE / "dist"  # so that a gateway that starts meanwhile never reads half an app
    _tool("vite", "build", WEB, "--outDir", draft, "--emptyOutDir", "--logLevel", "warn")
    shutil.rmtree(DIST, ignore_errors=True)
    draft.rename(DIST)


def _tool(name: str, *arguments: "str | Path") -> None:
    _run("node", WEB / "node_modules" / ".bin" / name, *arguments)


def _run(*command: "str | Path") -> None:
    if not attempt(*command, environment=environment()):
        sys.exit("The web app could not be built: see the lines above.")


def environment() -> dict[str, str]:
    """With the `node` and `npm` of .venv before any of the machine's."""
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}


def fetching() -> dict[str, str]:
    """The same, and trusting whom pip was told to trust."""
    certificates = pip_configuration().get("cert")
    trusted = {"NODE_EXTRA_CA_CERTS": certificates} if certificates else {}
    return {**trusted, **environment()}


def _files(given: Path) -> Iterator[Path]:
    if given.is_file():
        yield given
    for path in given.rglob("*") if given.is_dir() else ():
        if path.is_file() and path.suffix != ".pyc" and "tests" not in path.relative_to(given).parts:
            yield path


@contextmanager
def _alone() -> Iterator[None]:
    lock = ROOT / ".data" / "web.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def main(script: list[str]) -> None:
    """Build, unless CRM_WEB=0, or become the script."""
    if script:
        os.chdir(WEB)
        os.execvpe("npm", ["npm", "run", "--silent", *script], environment())
    if os.environ.get("CRM_WEB") != "0":
        prepare()


if __name__ == "__main__":
    main(sys.argv[1:])

"""What `make test` and `make check` look at: lint, types, and the tests by area, each with its time."""

import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.local.folders import ROOT

BIN = Path(sys.executable).parent
PYTEST = f"{BIN}/pytest"
WEB = (sys.executable, "-m", "deploy.local.web")


@dataclass(frozen=True)
class Area:
    """One line of the summary: a command and the seconds it may take."""

    name: str
    seconds: int
    command: tuple[str, ...]
    report: str = ""
    """The option that makes it write how many tests passed; a command without one counts as one."""


def static() -> list[Area]:
    return [
        Area("lint", 30, (f"{BIN}/ruff", "check", "--quiet", ".")),
        Area("format", 30, (f"{BIN}/ruff", "format", "--check", "--quiet", ".")),
        Area("types", 180, (sys.executable, "-m", "deploy.local.typecheck")),
        Area("web lint", 300, (*WEB, "lint")),
        Area("web format", 60, (*WEB, "format")),
        Area("web types", 180, (*WEB, "types")),
    ]


def features() -> list[Area]:
    """What a person runs every few minutes; the longest first, since two run at a time."""
    services = sorted(path.parent.name for path in ROOT.glob("services/*/tests"))
    return [
        _tests("libs", 120, "libs"),
        _tests("chassis", 240, "chassis"),
        _tests("house", 90, "tests/architecture", "tests/contracts"),
        *(_tests(name, 420, f"services/{name}/tests") for name in services),
        Area("web", 240, (*WEB, "test", "--", "--reporter=default", "--reporter=junit"), "--outputFile="),
    ]


def across() -> list[Area]:
    """What starts the launcher or the whole suite and wants the machine for itself."""
    return [
        _tests("launcher", 150, "tests/local"),
        _tests("flows", 420, "tests/flows"),
        _tests("browser", 600, "tests/browser"),
        _tests("fuzz", 480, "tests/fuzz"),
        _tests("security", 600, "tests/security"),
        _tests("resilience", 420, "tests/resilience"),
    ]


def _tests(name: str, seconds: int, *folders: str) -> Area:
    return Area(name, seconds, (PYTEST, "--quiet", "--no-header", *folders), "--junitxml=")

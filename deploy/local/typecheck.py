"""mypy over the whole repository at once.

A service's package is imported as `identity` yet lies in services/identity, beside tests that every service
has under the same name. Links give each package its import name; the tests keep theirs, which begin with
`services.`.
"""

import os
import subprocess
import sys
from pathlib import Path

from deploy.local.folders import ROOT

LINKS = ROOT / ".mypy_cache" / "packages"


def main() -> None:
    packages = {
        folder.name.replace("-", "_"): folder / folder.name.replace("-", "_")
        for folder in sorted(path.parent for path in ROOT.glob("services/*/pyproject.toml"))
    }
    _link(packages)
    command = [str(Path(sys.executable).parent / "mypy"), *_paths()]
    environment = {**os.environ, "MYPYPATH": str(LINKS)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    report = done.stdout + done.stderr
    for name, package in packages.items():
        report = report.replace(f"{LINKS.relative_to(ROOT)}/{name}/", f"{package.relative_to(ROOT)}/")
    print(report, end="")
    sys.exit(done.returncode)


def _link(packages: dict[str, Path]) -> None:
    LINKS.mkdir(parents=True, exist_ok=True)
    for link in LINKS.iterdir():
        if link.name not in packages:
            link.unlink()
    for name, package in packages.items():
        if not (LINKS / name).is_symlink():
            (LINKS / name).symlink_to(package)


def _paths() -> list[str]:
    roots = [ROOT / name for name in ("conftest.py", "libs", "chassis", "deploy", "tests", "proto/crm")]
    services = [*LINKS.iterdir(), *ROOT.glob("services/*/tests"), *ROOT.glob("services/*/migrations")]
    written = (path for path in [*roots, *services] if path.is_file() or any(path.rglob("*.py")))
    return [str(path.relative_to(ROOT)) for path in written]


if __name__ == "__main__":
    main()

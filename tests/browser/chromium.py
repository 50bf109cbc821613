"""Chromium for these tests: an installed one, else that of an npm package, which needs no root."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.folders import ROOT
from deploy.local.web import WEB, environment

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNPACKED = ROOT / ".data" / "chromium"
_UNPACK = """
const { default: chromium } = await import(process.argv[1]);
await chromium.executablePath();
"""
# By this name the package decides whether the libraries that a bare system lacks are wanted.
_WITH_LIBRARIES = {"AWS_LAMBDA_JS_RUNTIME": "nodejs24.x"}


@dataclass(frozen=True)
class Chromium:
    """What to start, and the environment it needs."""

    path: str
    environment: dict[str, str] = field(default_factory=dict)


def found() -> Chromium:
    """CRM_CHROMIUM names one; set to nothing, it is the package's even where one is installed."""
    named = os.environ.get("CRM_CHROMIUM")
    installed = next(filter(None, map(shutil.which, INSTALLED)), None) if named is None else named
    return Chromium(installed) if installed else _packaged()


def _packaged() -> Chromium:
    if not UNPACKED.exists():
        UNPACKED.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=UNPACKED.parent) as draft:
            _unpack(Path(draft) / "chromium")
            (Path(draft) / "chromium").rename(UNPACKED)
    libraries = UNPACKED / "al2023" / "lib"
    fonts = {} if Path("/etc/fonts/fonts.conf").exists() else {"FONTCONFIG_PATH": str(UNPACKED / "fonts")}
    return Chromium(str(UNPACKED / "chromium"), {"LD_LIBRARY_PATH": str(libraries), **fonts})


def _unpack(folder: Path) -> None:
    folder.mkdir()
    package = WEB / "node_modules" / "@sparticuz" / "chromium" / "build" / "esm" / "index.js"
    subprocess.run(
        ["node", "--input-type=module", "--eval", _UNPACK, str(package)],
        env={**environment(), **_WITH_LIBRARIES, "TMPDIR": str(folder)},
        check=True,
    )

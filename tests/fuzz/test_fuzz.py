"""schemathesis over the merged document: no input gives a 5xx, an undocumented status or a bare error."""

import asyncio
import os
import sys
from pathlib import Path

import aiohttp
import pytest

from deploy.local.folders import ROOT
from deploy.local.running import Suite
from tests.flows.conftest import whole_document

CASES = int(os.environ.get("FUZZ_CASES", "25"))
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# These end sessions, the run's own among them, ask it for a second factor, or answer for ever.
LEFT_OUT = (
    r"^/api/(stream|session$|session/confirm$|identity/(sessions/|me/(password|second-factor)|"
    r"users/[^/]+/(deactivate|password|sessions/|second-factor)))"
)


@pytest.mark.timeout(600)
async def test_no_input_breaks_a_route(suite: Suite) -> None:
    async with aiohttp.ClientSession(suite.gateway_url) as client:
        await whole_document(client)  # the run reads it once, and leaves out what is missing then
    email, password = suite.administrator
    command = [
        str(Path(sys.executable).with_name("st")),
        "run",
        f"{suite.gateway_url}/api/openapi.json",
        f"--max-examples={CASES}",
        "--phases=fuzzing",
        f"--checks={CHECKS}",
        f"--exclude-path-regex={LEFT_OUT}",
        "--continue-on-failure",
        "--no-shrink",
        "--workers=1",  # in threads, Python 3.11 sometimes fails to parse (AST constructor recursion depth)
        "--warnings=off",
        "--suppress-health-check=all",
        "--request-timeout=20",
        "--generation-database=none",
        "--seed=20261122",
    ]
    settings = {
        "SCHEMATHESIS_HOOKS": "tests.fuzz.fuzzing",
        "FUZZ_URL": suite.gateway_url,
        "FUZZ_EMAIL": email,
        "FUZZ_PASSWORD": password,
        "PYTHONPATH": str(ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=suite.data,
        env=os.environ | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        report, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, report.decode()[-6000:]

"""schemathesis over the merged document: no input gives a 5xx, an undocumented status or a bare error."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from deploy.local.folders import ROOT
from deploy.local.running import Suite

CASES = int(os.environ.get("FUZZ_CASES", "100"))
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# These end the session the run works in, or answer for ever.
LEFT_OUT = r"^/api/(stream|session|identity/sessions/current|identity/me/password)$"


async def test_no_input_breaks_a_route(suite: Suite) -> None:
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
        "--workers=2",
        "--warnings=off",
        "--suppress-health-check=all",
        "--request-timeout=20",
        "--generation-database=none",
        "--seed=20261122",
    ]
    settings = {
        "SCHEMATHESIS_HOOKS": "tests.flows.fuzzing",
        "FUZZ_URL": suite.gateway_url,
        "FUZZ_EMAIL": email,
        "FUZZ_PASSWORD": password,
        "PYTHONPATH": str(ROOT),
    }
    result = await asyncio.to_thread(
        subprocess.run, command, cwd=suite.data, env=os.environ | settings, capture_output=True, text=True
    )
    report = suite.data.parent / "fuzz.txt"
    report.write_text(result.stdout + result.stderr)
    assert result.returncode == 0, result.stdout[-6000:]

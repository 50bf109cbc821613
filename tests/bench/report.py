"""The table, printed and kept in docs/performance.md between its two marks."""

import os
import platform
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.measuring import Measured

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- measured: written by `make bench` -->\n", "<!-- /measured -->"
SHOWN = ("gateway", "customer", "postgres", "identity", "notifications", "nats", "redis")
LIBRARIES = ("fastapi", "sqlalchemy", "asyncpg", "uvicorn", "aiohttp", "pydantic")


def table(
    single: Mapping[str, Measured], many: Mapping[str, Measured], floors: Mapping[str, Measured]
) -> str:
    """Every row of the run."""
    head = ["", "p50 alone", "p50", "p99", "requests/s", "CPU ms", *SHOWN, *(f"× {name}" for name in floors)]
    rows = [
        [
            name + (f" ({one.refused / one.requests:.0%} refused)" if one.refused else ""),
            f"{single[name].quantile(0.5):.1f}",
            f"{one.quantile(0.5):.1f}",
            f"{one.quantile(0.99):.1f}",
            f"{one.rate:.0f}",
            f"**{one.cost:.2f}**",
            *(f"{one.share(process):.2f}" for process in SHOWN),
            *(f"{one.cost / floor.cost:.1f}" for floor in floors.values()),
        ]
        for name, one in many.items()
    ]
    return _grid([head, ["---", *["---:"] * (len(head) - 1)], *rows])


def growth(small: Mapping[str, Measured], large: Mapping[str, Measured], sizes: tuple[int, int]) -> str:
    """The median alone, with few and with many customers."""
    rows = [
        [name, f"{one.quantile(0.5):.1f}", f"{large[name].quantile(0.5):.1f}",
         f"{large[name].quantile(0.5) / one.quantile(0.5):.2f}"]
        for name, one in small.items()
    ]  # fmt: skip
    return _grid(
        [["p50 alone, ms", *(f"{size:,}" for size in sizes), "ratio"], ["---", *["---:"] * 3], *rows]
    )


def conditions(postgres: str, scale: int) -> str:
    """Where and when, for whoever compares."""
    parts = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"{scale:,} customers",
        f"{os.cpu_count()} cores ({_processor()})",
        f"Linux {platform.release().split('-')[0]}",
        f"Python {platform.python_version()}",
        f"PostgreSQL {postgres}",
        *(f"{name} {version(name)}" for name in LIBRARIES),
    ]
    return ", ".join(parts) + "."


def keep(text: str) -> None:
    """Replace what the last run wrote."""
    document = DOCUMENT.read_text()
    before, _, rest = document.partition(BEGIN)
    DOCUMENT.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.partition(END)[2])


def _grid(rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _processor() -> str:
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()

"""The table, printed and kept in docs/performance.md between its two marks."""

import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version

from tests import measured
from tests.bench.measuring import Measured
from tests.bench.processes import OTHERS

ELSEWHERE = ("customer", "sales", "identity", "notifications", OTHERS, "nats")
"""Shown unless they are on the requests' own path."""
LIBRARIES = ("fastapi", "sqlalchemy", "asyncpg", "uvicorn", "aiohttp", "pydantic")


def table(
    single: Mapping[str, Measured], many: Mapping[str, Measured], floors: Mapping[str, Measured]
) -> str:
    """Every row of the run; nothing without any."""
    if not many:
        return ""
    own_path = next(iter(many.values())).own_path
    elsewhere = [one for one in ELSEWHERE if one not in own_path]
    times = ["p50 alone", "p50", "p99", "requests/s"]
    costs = ["CPU ms", *own_path, "everywhere", *elsewhere]
    head = ["", *times, *costs, *(f"× {name}" for name in floors)]
    rows = [
        [
            name + (f" ({one.refused / one.requests:.0%} refused)" if one.refused else ""),
            f"{single[name].quantile(0.5):.1f}",
            f"{one.quantile(0.5):.1f}",
            f"{one.quantile(0.99):.1f}",
            f"{one.rate:.0f}",
            f"**{one.cost:.2f}**",
            *(f"{one.share(process):.2f}" for process in own_path),
            f"**{one.everywhere:.2f}**",
            *(f"{one.share(process):.2f}" for process in elsewhere),
            *(f"{one.cost / floor.cost:.1f}" for floor in floors.values()),
        ]
        for name, one in many.items()
    ]
    return measured.grid(head, rows)


def growth(small: Mapping[str, Measured], large: Mapping[str, Measured], sizes: tuple[int, int]) -> str:
    """The median alone, with few and with many customers, and how much is answered: where many are found,
    more is. The floors in it show the pace of the machine.
    """
    few, many = (f"{size:,}" for size in sizes)
    head = ["p50 alone, ms", few, many, "ratio", f"kB answered, {few}", many]
    rows = []
    for name, one in small.items():
        before, after = one.quantile(0.5), large[name].quantile(0.5)
        kilobytes = (f"{size / 1000:.1f}" for size in (one.size, large[name].size))
        rows.append([name, f"{before:.2f}", f"{after:.2f}", f"{after / before:.2f}", *kilobytes])
    return measured.grid(head, rows)


def conditions(postgres: str, scale: int) -> str:
    """Where and when, for whoever compares."""
    parts = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"{scale:,} customers",
        f"{os.cpu_count()} cores ({measured.processor()})",
        f"Linux {platform.release().split('-')[0]}",
        f"Python {platform.python_version()}",
        f"PostgreSQL {postgres}",
        *(f"{name} {version(name)}" for name in LIBRARIES),
    ]
    return ", ".join(parts) + "."


def keep(text: str) -> None:
    """Replace what the last run wrote."""
    measured.keep("performance.md", "measured", "make bench", text)

"""What commands measure, kept in the documents between marks."""

import platform
import re
from collections.abc import Sequence
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def keep(document: str, part: str, command: str, text: str) -> None:
    """Replace what the last run of a command wrote into a part of a document."""
    path = DOCS / document
    begin, end = f"<!-- {part}: written by `{command}` -->\n", f"<!-- /{part} -->"
    before, found, rest = path.read_text().partition(begin)
    if not found or end not in rest:
        raise ValueError(f"{path} has no part {part}")
    path.write_text(before + begin + "\n" + text + "\n" + end + rest.partition(end)[2])


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; all columns but the first hold numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def processor() -> str:
    """What the machine calls its processor."""
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()

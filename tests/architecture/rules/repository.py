"""What no file of the repository may contain, whatever its language."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.registry import rule
from tests.architecture.source import SKIPPED, Tree

TEXT = {
    "", ".cfg", ".css", ".html", ".ini", ".js", ".json", ".lock", ".mako", ".md", ".mjs", ".proto", ".py",
    ".sh", ".sql", ".svg", ".toml", ".tpl", ".ts", ".tsx", ".txt", ".vue", ".yaml", ".yml",
}  # fmt: skip
REGISTRIES = re.compile(
    r"\b(pypi[.]org|pythonhosted[.]org|registry[.]npmjs[.]org|registry[.]yarnpkg[.]com|docker[.]io|ghcr[.]io"
    r"|quay[.]io|gcr[.]io|registry[.]k8s[.]io|public[.]ecr[.]aws|proxy[.]golang[.]org)\b"
    r"|--(extra-)?index-url|--find-links"
)
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.$})~:-])/(home|Users|root|work|workspaces?|tmp)/\w")


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every text file that is or would be committed, with its path."""
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listing.stdout.split("\0") if listing.returncode == 0 and (root / ".git").exists() else None
    paths = [root / name for name in names if name] if names else sorted(root.rglob("*"))
    for path in paths:
        if path.is_file() and path.suffix in TEXT and not SKIPPED & set(path.parts):
            yield path.relative_to(root).as_posix(), path.read_text(errors="replace")


def found(tree: Tree, pattern: re.Pattern[str], why: str) -> Iterator[str]:
    """Violations wherever a pattern occurs, this file apart."""
    for name, text in texts(tree.root):
        if not name.startswith("tests/architecture/"):
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: `{match.group()}` {why}"


@rule
def no_registry_is_named(tree: Tree) -> Iterator[str]:
    """No file names a package or image registry: where to fetch from is the installation's choice"""
    yield from found(tree, REGISTRIES, "is somebody's choice of where to fetch from")


@rule
def no_path_of_one_machine(tree: Tree) -> Iterator[str]:
    """No file contains an absolute path of somebody's machine"""
    yield from found(tree, SOMEBODYS_FOLDER, "exists on one machine only")

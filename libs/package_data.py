"""Data files that other packages bring along."""

from importlib.util import find_spec
from pathlib import Path


def data_folder(package: str) -> Path:
    """Where a package keeps its files, without importing it: pypinyin alone would cost 58 MB."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent

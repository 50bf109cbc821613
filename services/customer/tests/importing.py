"""Files of these tests, and who may import them."""

from pathlib import Path

from chassis.tests.importing import Importer

__all__ = ["FILES", "IMPORTER", "Importer"]
FILES = Path(__file__).parent / "files"
IMPORTER = dict.fromkeys(
    ("customer.create", "customer.read", "customer.update", "customer.import", "customer.export"), "all"
)

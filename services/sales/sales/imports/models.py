"""Imports, their errors, and the mappings remembered for the next file."""

from chassis.imports.models import Fault, Job, RememberedMapping
from sales.records import Base


class Import(Job, Base):
    """One uploaded file and what became of its rows."""

    __tablename__ = "import"


class RowFault(Fault, Base):
    """One error in one row."""

    __tablename__ = "import_error"


class ImportMapping(RememberedMapping, Base):
    """What the columns of files with the same headers meant the last time."""

    __tablename__ = "import_mapping"

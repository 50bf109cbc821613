"""Exports that people asked for."""

from chassis.exports.models import ExportJob
from identity.records import Base


class Export(ExportJob, Base):
    """One export and its file."""

    __tablename__ = "export"

"""Operations, what they have still to do, and what they left as it was."""

from chassis.operations.models import Issue, Operation, Part
from sales.records import Base


class SalesOperation(Operation, Base):
    """One act on many records."""

    __tablename__ = "operation"


class OperationRecord(Part, Base):
    """One record that an operation has still to deal with."""

    __tablename__ = "operation_record"


class OperationIssue(Issue, Base):
    """What an operation left as it was, and why."""

    __tablename__ = "operation_issue"

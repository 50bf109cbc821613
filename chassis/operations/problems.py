"""What can be wrong with an operation as a whole."""

from chassis.problems import DomainError


def kind_of(error: DomainError) -> str:
    """What issues call a refusal: the last part of its type, as other kinds are spelt."""
    return error.problem().type.rpartition(":")[2].replace("-", "_")


class NotEnded(DomainError):
    """The operation is still at work; undo it when it has ended, or cancel it."""


class AlreadyUndone(DomainError):
    """The operation was undone; `undone_by` says by what, which can be undone in turn."""


class AlreadyEnded(DomainError):
    """The operation has ended: there is nothing to cancel."""


class TooManyRecords(DomainError):
    """More records than one operation takes; choose fewer."""

    status = 422

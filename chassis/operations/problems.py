"""What can be wrong with an operation as a whole."""

from chassis.problems import DomainError


class NotEnded(DomainError):
    """The operation is still at work; undo it when it has ended, or cancel it."""


class AlreadyUndone(DomainError):
    """The operation was undone; `undone_by` says by what, which can be undone in turn."""


class AlreadyEnded(DomainError):
    """The operation has ended: there is nothing to cancel."""


class TooManyRecords(DomainError):
    """More records than one operation takes; choose fewer."""

    status = 422

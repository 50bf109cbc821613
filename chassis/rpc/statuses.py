"""Domain errors as gRPC statuses and back; the problem document travels in the trailing metadata."""

import grpc
import orjson

from chassis.problems import DomainError, Problem, Unavailable
from chassis.tokens import SERVICE_TOKEN

PROBLEM_KEY = "problem-bin"
CODES = {
    401: grpc.StatusCode.UNAUTHENTICATED,
    403: grpc.StatusCode.PERMISSION_DENIED,
    404: grpc.StatusCode.NOT_FOUND,
    409: grpc.StatusCode.FAILED_PRECONDITION,
    412: grpc.StatusCode.ABORTED,
    422: grpc.StatusCode.INVALID_ARGUMENT,
    429: grpc.StatusCode.RESOURCE_EXHAUSTED,
    503: grpc.StatusCode.UNAVAILABLE,
}


class PeerRefused(DomainError):
    """Another service refused; it keeps that service's problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(errors=problem.errors)
        self.params = problem.params
        self._problem = problem

    def problem(self) -> Problem:
        """The other service's problem document."""
        return self._problem


def code(error: DomainError) -> grpc.StatusCode:
    """The status that stands for an error's HTTP status."""
    return CODES.get(error.problem().status, grpc.StatusCode.FAILED_PRECONDITION)


def details(error: DomainError) -> bytes:
    """The problem document as metadata."""
    return orjson.dumps(error.problem().model_dump(mode="json"))


def error_of(error: grpc.aio.AioRpcError, peer: str) -> DomainError:
    """The domain error that a failed call stands for; anything without a problem is Unavailable.

    So is a peer that does not admit this service: whoever asked us cannot mend that by signing in again.
    """
    for key, value in error.trailing_metadata() or ():
        if key == PROBLEM_KEY:
            problem = Problem.model_validate(orjson.loads(value))
            if problem.status == 401 and problem.params.get("reason") == SERVICE_TOKEN:
                return Unavailable(service=peer, reason="service-token-refused")
            return PeerRefused(problem)
    return Unavailable(service=peer, reason=error.code().name)

"""Turning whatever a route raises into a problem document."""

import socket
from collections.abc import Sequence
from typing import Any

import asyncpg
import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from opentelemetry import trace
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException

from chassis.database import STATEMENT_TIMEOUT, is_transient
from chassis.problems import MEDIA_TYPE, DomainError, FieldError, InvalidInput, Problem, Unavailable

log = structlog.get_logger(__name__)


def _schema() -> dict[str, Any]:
    """The problem's schema in one piece: FastAPI collects no definitions from a media type of its own."""
    schema = Problem.model_json_schema()
    schema["properties"]["errors"]["items"] = schema.pop("$defs")["FieldError"]
    return schema


DOCUMENTED: dict[int | str, dict[str, Any]] = {
    "default": {"description": "A problem", "content": {MEDIA_TYPE: {"schema": _schema()}}}
}
UNREACHABLE = (
    ConnectionError,
    TimeoutError,
    socket.gaierror,
)  # while connecting the driver raises them as such
CONFLICTS = {"23503", "23505", "23P01"}  # foreign key, unique, exclusion: decided by what others committed
UNKEEPABLE = {"22021", "22P05", "22003"}  # characters or numbers the database cannot hold


class ConcurrentChange(DomainError):
    """Somebody changed this at the same moment; read it again and repeat."""

    status = 409


def install(app: FastAPI) -> None:
    """Answer every error of this application with a problem document."""
    app.add_exception_handler(DomainError, _domain)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(StaleDataError, _stale)
    app.add_exception_handler(DBAPIError, _database)
    for kind in (PoolTimeout, asyncpg.PostgresError, asyncpg.InterfaceError, *UNREACHABLE):
        app.add_exception_handler(kind, _database)


def respond(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem document as an HTTP answer, with the trace to find it by."""
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        problem.trace_id = trace.format_trace_id(span.trace_id)
    return Response(orjson.dumps(problem.model_dump(mode="json")), problem.status, headers, MEDIA_TYPE)


async def _domain(_: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)  # noqa: S101  # registered for this class only
    problem, headers = error.problem(), dict(error.headers)
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.status == 503:
        headers.setdefault("Retry-After", "1")
    return respond(problem, headers)


async def _validation(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for this class only
    return respond(InvalidInput(errors=field_errors(error.errors())).problem())


def field_errors(errors: Sequence[Any], prefix: str = "") -> list[FieldError]:
    """Pydantic's findings with JSON pointers and parameters, without echoing the input."""
    return [
        FieldError(
            pointer=prefix + (_pointer(error["loc"]) if error["type"] != "json_invalid" else ""),
            kind=error["type"],
            params={key: _plain(value) for key, value in error.get("ctx", {}).items()},
        )
        for error in errors
    ]


def _pointer(location: Sequence[Any]) -> str:
    if location and location[0] == "query":
        return "?" + ".".join(str(part) for part in location[1:])
    parts = [str(part) for part in location if part != "body"]
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for this class only
    kind = str(error.detail).lower().replace(" ", "-")
    problem = Problem(type=f"urn:crm:problem:{kind}", title=str(error.detail), status=error.status_code)
    return respond(problem, dict(error.headers or {}))


async def _stale(_: Request, __: Exception) -> Response:
    return respond(ConcurrentChange().problem())


async def _database(request: Request, error: Exception) -> Response:
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    if is_transient(error) or state == STATEMENT_TIMEOUT:
        log.warning("database busy", path=request.url.path, sqlstate=state, error=type(error).__name__)
        return respond(Unavailable(service="database").problem(), {"Retry-After": "1"})
    if state in UNKEEPABLE or _refused_by_driver(error):
        return respond(InvalidInput.at("", "value_out_of_range").problem())
    if state in CONFLICTS:
        log.warning("constraint violated", path=request.url.path, sqlstate=state, exc_info=error)
        return respond(ConcurrentChange().problem())
    return unexpected(request.url.path, error)


def _refused_by_driver(error: Exception) -> bool:
    cause = getattr(getattr(error, "orig", None), "__cause__", None)
    return isinstance(cause, asyncpg.DataError)


def unexpected(path: str, error: Exception) -> Response:
    """The answer to a mistake of ours: the log has the reason, the caller the trace to find it by."""
    log.error("unexpected error", path=path, exc_info=error)
    return respond(Problem(type="urn:crm:problem:unexpected", title="Unexpected error", status=500))

"""Turning whatever a route raises into a problem document."""

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

from chassis.problems import DomainError, FieldError, InvalidInput, Problem, Unavailable

log = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    "default": {"description": "A problem", "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
}
UNKEEPABLE = {"22021", "22P05", "22003"}  # characters or numbers the database cannot hold
BUSY = {"40001", "40P01", "55P03", "57014"}  # serialization, deadlock, lock timeout, statement timeout


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
    app.add_exception_handler(PoolTimeout, _database)
    app.add_exception_handler(Exception, _unexpected)


def respond(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem document as an HTTP answer, with the trace to find it by."""
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        problem.trace_id = trace.format_trace_id(span.trace_id)
    return Response(orjson.dumps(problem.model_dump(mode="json")), problem.status, headers, MEDIA_TYPE)


async def _domain(_: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)  # noqa: S101  # registered for this class only
    headers = dict(error.headers)
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return respond(error.problem(), headers)


async def _validation(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for this class only
    return respond(InvalidInput(errors=field_errors(error.errors())).problem())


def field_errors(errors: Sequence[Any], prefix: str = "") -> list[FieldError]:
    """Pydantic's findings with JSON pointers and parameters, without echoing the input."""
    return [
        FieldError(
            pointer=prefix + _pointer(error["loc"]),
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
    if state in BUSY or isinstance(error, PoolTimeout) or getattr(error, "connection_invalidated", False):
        log.warning("database busy", path=request.url.path, sqlstate=state)
        return respond(Unavailable(service="database").problem(), {"Retry-After": "1"})
    if state in UNKEEPABLE or _refused_by_driver(error):
        return respond(InvalidInput.at("", "value_out_of_range").problem())
    return await _unexpected(request, error)


def _refused_by_driver(error: Exception) -> bool:
    cause = getattr(getattr(error, "orig", None), "__cause__", None)
    return isinstance(cause, asyncpg.DataError)


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected error", path=request.url.path, exc_info=error)
    return respond(Problem(type="urn:crm:problem:unexpected", title="Unexpected error", status=500))

"""Errors as logs may tell them: what kind and where, never the values that people keep in this system.

A database names the row it refuses, a validation the value, a driver its argument: all of that stays out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final

from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer
from structlog.tracebacks import ExceptionDictTransformer

PLAIN: Final = (ImportError, NameError, AttributeError, TypeError, RuntimeError)
"""What tells of programs and machines and not of data."""
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def told(error: BaseException) -> str:
    """An error in a line."""
    cause = getattr(error, "orig", None)
    cause = getattr(cause, "__cause__", None) or cause or error
    state, constraint = getattr(cause, "sqlstate", None), getattr(cause, "constraint_name", None)
    plain = isinstance(error, OSError) or type(error) in PLAIN
    parts = [type(error).__name__, f"SQLSTATE {state}" if state else "", constraint or ""]
    return " ".join([*filter(None, parts), str(error) if plain else ""]).strip()


@contextmanager
def span(tracer: Tracer, name: str, context: Context, kind: SpanKind) -> Iterator[Span]:
    """A span that tells of an error no more than a log does."""
    with tracer.start_as_current_span(
        name, context, kind, record_exception=False, set_status_on_exception=False
    ) as opened:
        try:
            yield opened
        except Exception as error:
            opened.set_status(StatusCode.ERROR, told(error))
            raise


class Traceback(ExceptionDictTransformer):
    """Tracebacks without local variables and without messages that could hold data."""

    def __init__(self) -> None:
        super().__init__(show_locals=False, max_frames=20)

    def __call__(self, exc_info: ExcInfo) -> list[dict[str, Any]]:
        """The traceback of an exception, and of what caused it."""
        known = {str(error): told(error) for error in _chain(exc_info[1], set())}
        stacks = super().__call__(exc_info)
        _replace(stacks, known)
        return stacks


def _chain(error: BaseException | None, seen: set[int]) -> Iterator[BaseException]:
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    yield error
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for one in (*parts, error.__cause__, error.__context__):
        yield from _chain(one, seen)


def _replace(stacks: list[dict[str, Any]], known: dict[str, str]) -> None:
    for stack in stacks:
        stack["exc_value"], stack["exc_notes"] = known.get(stack["exc_value"], ""), []
        for inner in stack.get("exceptions", ()):
            _replace(inner, known)

"""Uploads stop at the limit while they are read, and only for people who are signed in."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from starlette.types import Message, Receive

from chassis.http.doors import caller, runtime_of
from chassis.http.masking import MaskingRoute

AROUND = 65_536
"""Bytes allowed for what multipart puts around the file."""


class UploadRoute(MaskingRoute):
    """A route whose multipart body is counted; FastAPI would read it whole before anything else."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler of the route."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            if not request.headers.get("content-type", "").startswith("multipart/"):
                return await handle(request)
            await caller(request)
            largest = runtime_of(request).settings.upload_bytes + AROUND
            stated = request.headers.get("content-length", "0")
            if stated.isdigit() and int(stated) > largest:
                raise _too_large()
            return await handle(Request(request.scope, _counted(request.receive, largest)))

        return handler


def _counted(receive: Receive, largest: int) -> Receive:
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > largest:
            raise _too_large()
        return message

    return counted


def _too_large() -> HTTPException:
    # FastAPI passes HTTP errors on from the parsing of a body, and turns any other into 400.
    return HTTPException(413, "File too large")

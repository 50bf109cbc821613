"""GET /api/stream and POST /api/stream/{connection}/watch: live news by server-sent events."""

import asyncio
from functools import partial
from typing import Annotated, Any
from urllib.parse import parse_qs

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chassis.http.answers import field_errors
from chassis.problems import InvalidInput, NotFound
from gateway.edge import Edge
from gateway.exchange import Exchange
from gateway.stream.notices import WATCH_PATTERN

MOST = 100  # records one connection may watch
BODY = 16 * 1024


class Watch(BaseModel):
    """What a page shows."""

    model_config = ConfigDict(extra="forbid")

    watch: list[Annotated[str, Field(pattern=WATCH_PATTERN)]] = Field(max_length=MOST)


async def follow(edge: Edge, exchange: Exchange) -> None:
    """News of the records named by `watch=customer:<id>` (at most 100), of what has to do with them, and of
    the caller's inbox, until the session ends. `Last-Event-ID` resumes; `event: reset` means: load what you
    show anew.

    422 for a record that cannot be watched, 429 for too many streams of one person, 503 without NATS.
    """
    caller = await edge.recognise(exchange)
    edge.live.known(caller)
    query = parse_qs(exchange.query.decode("latin-1"), keep_blank_values=True)
    try:
        wanted = _wanted({"watch": query.get("watch", [])})
    except ValidationError as error:
        raise InvalidInput.at("?watch", error.errors()[0]["type"]) from None
    if exchange.method == "HEAD":
        await exchange.answer(200, b"", b"text/event-stream; charset=utf-8")
        return
    await exchange.body(BODY)
    connection = await edge.live.join(caller, wanted, exchange.header(b"last-event-id"))
    parts = [
        asyncio.create_task(
            connection.write_to(exchange, edge.live.heads, partial(edge.live.ask, connection))
        ),
        asyncio.create_task(edge.live.keep(connection)),
        asyncio.create_task(exchange.hung_up()),
    ]
    writing = parts[0]
    try:
        await asyncio.wait({writing, parts[2]}, return_when=asyncio.FIRST_COMPLETED)
        if writing.done():
            writing.result()
    finally:
        edge.live.leave(connection)
        for part in parts:
            part.cancel()
        await asyncio.gather(*parts, return_exceptions=True)


async def watch(edge: Edge, exchange: Exchange) -> None:
    """Replace what a connection watches; load the records after this has answered.

    404 when there is no such connection of this person, 422 for a record that cannot be watched.
    """
    user_id = edge.live.known(await edge.recognise(exchange))
    id_, _, verb = exchange.path.removeprefix("/api/stream/").partition("/")
    if verb != "watch":
        raise NotFound
    try:
        wanted = _wanted(orjson.loads(await exchange.body(BODY)))
    except orjson.JSONDecodeError:
        raise InvalidInput.at("", "json_invalid") from None
    except ValidationError as error:
        raise InvalidInput(errors=field_errors(error.errors())) from None
    unreadable = await edge.switchboard.watch(id_, user_id, wanted)
    await exchange.json(200, {"unreadable": unreadable})


def _wanted(value: Any) -> list[str]:
    return list(dict.fromkeys(key.lower() for key in Watch.model_validate(value).watch))

"""GET /api/openapi.json and /api/docs: the whole API, to read by programs and to try by people."""

import asyncio
from pathlib import Path

from chassis.problems import NotFound
from gateway.edge import Edge
from gateway.exchange import Exchange
from gateway.openapi import service

_HERE = Path(__file__).parent / "page"
_OURS = {"docs.js": b"text/javascript", "docs.css": b"text/css"}
# Scripts only from here; Swagger UI sets styles and small images in its elements.
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    b"connect-src 'self'; font-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_KEPT = [(b"cache-control", b"public, max-age=3600")]


async def document(edge: Edge, exchange: Exchange) -> None:
    """One OpenAPI 3.1 document for everything; services that do not answer are named in `x-missing`."""
    await exchange.answer(
        200, await edge.documents.current(), b"application/json", [(b"cache-control", b"no-cache")]
    )


async def page(_: Edge, exchange: Exchange) -> None:
    """Interactive documentation, working without any other server."""
    exchange.policy = _POLICY
    html = await asyncio.to_thread((_HERE / "docs.html").read_bytes)
    await exchange.answer(200, html, b"text/html; charset=utf-8")


async def asset(_: Edge, exchange: Exchange) -> None:
    """A file of that page."""
    name = exchange.path.removeprefix("/api/docs/")
    if name in _OURS:
        content = await asyncio.to_thread((_HERE / name).read_bytes)
        await exchange.answer(200, content, _OURS[name], _KEPT)
    elif name in service.ASSETS:
        content = await asyncio.to_thread(service.asset, name)
        await exchange.answer(200, content, service.ASSETS[name], _KEPT)
    else:
        raise NotFound

"""Every address outside /api/: a file of the web app, the page in which it finds its own way, /healthz."""

from chassis.problems import NotFound
from gateway.edge import Edge
from gateway.exchange import Exchange
from gateway.web import unbuilt
from gateway.web.files import KINDS, File

_INDEX = "/index.html"
# Scripts only from here and none inside the page; the widgets write styles into their elements.
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    b"font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_KEPT = b"public, max-age=31536000, immutable"
_ASKED_AGAIN = b"no-cache"


async def show(edge: Edge, exchange: Exchange) -> None:
    """A file by its name, else the app for whoever wants HTML; 404 for what else is unknown."""
    path = exchange.path
    if file := edge.web.get(path):
        hashed = path.startswith("/assets/")  # the build puts a digest of the content into these names
        await _send(exchange, file, _KEPT if hashed else _ASKED_AGAIN)
    elif (page := edge.web.get(_INDEX)) and (path == "/" or _wants_page(exchange)):
        await _send(exchange, page, _ASKED_AGAIN, b"accept-encoding, accept")
    elif path == "/":
        exchange.policy = unbuilt.POLICY
        await exchange.answer(200, unbuilt.PAGE, KINDS[".html"])
    else:
        raise NotFound


async def alive(_: Edge, exchange: Exchange) -> None:
    """The process lives; whether the services behind it do is not said to the public."""
    await exchange.json(200, {"status": "ok"})


def _wants_page(exchange: Exchange) -> bool:
    html = b"text/html" in exchange.headers.get(b"accept", b"")
    return html and not exchange.path.startswith(("/assets/", "/api/"))


async def _send(exchange: Exchange, file: File, kept: bytes, vary: bytes = b"accept-encoding") -> None:
    exchange.policy = _POLICY
    encoding = file.encoding(exchange.header(b"accept-encoding"))
    tag = file.tag(encoding)
    headers = [(b"etag", tag.encode()), (b"cache-control", kept), (b"vary", vary)]
    if tag in exchange.header(b"if-none-match"):
        await exchange.start(304, headers)
        await exchange.write(b"")
        return
    if encoding:
        headers.append((b"content-encoding", encoding.encode()))
    await exchange.answer(200, file.bodies[encoding], file.kind, headers)

"""Which headers travel on, in both directions."""

from gateway.callers import Caller
from gateway.exchange import Exchange, Headers

_HOP_BY_HOP = {
    b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection",
    b"te", b"trailer", b"transfer-encoding", b"upgrade",
}  # fmt: skip
# What only the edge may say, and what is meant for the edge alone.
_OURS = {
    b"forwarded", b"x-real-ip", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-port",
    b"x-forwarded-proto", b"traceparent", b"tracestate", b"baggage", b"x-request-id",
    b"host", b"cookie", b"expect", b"x-csrf-token", b"x-user-token", b"x-on-behalf-of", b"authorization",
}  # fmt: skip
_NOT_SENT = frozenset(_HOP_BY_HOP | _OURS)
_UNCACHED = (b"cache-control", b"no-store")  # a cookie makes answers look public to caches
_NOT_RETURNED = frozenset(_HOP_BY_HOP | {b"date", b"server", b"x-request-id"})


def request(exchange: Exchange, caller: Caller) -> list[tuple[str, str]]:
    """The headers a service gets."""
    dropped = _NOT_SENT
    if b"connection" in exchange.headers:
        dropped |= _named(exchange.headers[b"connection"])
    sent = [
        (name.decode("latin-1"), value.decode("utf-8", "replace"))
        for name, value in exchange.scope["headers"]
        if name not in dropped
    ]
    context = exchange.span.get_span_context()
    sent += [
        ("X-Forwarded-For", exchange.address),
        ("X-Forwarded-Proto", exchange.scheme),
        ("X-Forwarded-Host", exchange.header(b"host")),
        ("traceparent", f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"),
    ]
    if caller.token is not None:
        sent.append(("Authorization", f"Bearer {caller.token}"))
    return sent


def answer(headers: Headers, service: str) -> list[tuple[bytes, bytes]]:
    """The headers the client gets; a `Location` of the service leads through the gateway."""
    lowered = [(name.lower(), value) for name, value in headers]
    named = next((_named(value) for name, value in lowered if name == b"connection"), frozenset())
    kept = [
        (name, f"/api/{service}".encode() + value if name == b"location" and value[:1] == b"/" else value)
        for name, value in lowered
        if name not in _NOT_RETURNED and name not in named
    ]
    return kept if any(name == b"cache-control" for name, _ in kept) else [*kept, _UNCACHED]


def _named(connection: bytes) -> frozenset[bytes]:
    """Headers declared to be for this hop only; never those that frame the body or say who calls."""
    named = {token.strip().lower() for token in connection.split(b",")}
    return frozenset(named - {b"content-length", b"content-type", b"authorization"})

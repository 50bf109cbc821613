"""Stand-ins for the services behind the gateway: real HTTP and real gRPC, answers by the contract."""

import asyncio
import json
from typing import Any
from uuid import UUID

import grpc.aio
from starlette.types import Receive, Scope, Send

from chassis.identifiers import new_id
from chassis.problems import NotFound
from chassis.rpc.statuses import PROBLEM_KEY, code, details
from chassis.testing import jwks, sign
from crm.customer.v1 import customer_pb2 as pb
from crm.customer.v1.customer_pb2_grpc import CustomerServiceServicer, add_CustomerServiceServicer_to_server
from crm.sales.v1 import sales_pb2
from crm.sales.v1.sales_pb2_grpc import SalesServiceServicer, add_SalesServiceServicer_to_server


class HttpNeighbour:
    """Any service's REST, which tells what it was asked, and identity's sessions."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.user_id = new_id()
        self.refreshed = 0
        self.ended = 0
        self.refuses = False
        self.expires_in = 300
        self.refresh_token = "first"
        self.document: dict[str, Any] = {
            "openapi": "3.1.0",
            "info": {"title": "x", "version": "1"},
            "paths": {},
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        door = {
            "/openapi.json": self._document,
            "/.well-known/jwks.json": self._keys,
            "/sessions": self._sign_in,
            "/sessions/refresh": self._refresh,
            "/sessions/current": self._sign_out,
            "/me": self._me,
            "/large": self._large,
            "/broken": self._broken,
            "/slow": self._slow,
            "/file": self._file,
        }.get(path, self._echo)
        await door(scope, receive, send)

    async def _echo(self, scope: Scope, receive: Receive, send: Send) -> None:
        size, more = 0, True
        while more:
            part = await receive()
            if part["type"] == "http.disconnect":
                self.asked.append({"cut off after": size})
                return
            size, more = size + len(part.get("body", b"")), part.get("more_body", False)
        headers = [(name.decode(), value.decode("latin-1")) for name, value in scope["headers"]]
        told = {
            "method": scope["method"],
            "path": scope["raw_path"].decode(),
            "query": scope["query_string"].decode(),
            "headers": dict(headers),
            "size": size,
        }
        self.asked.append(told)
        extra = [(b"Connection", b"X-Private"), (b"X-Private", b"1"), (b"X-Kept", b"1"), (b"Server", b"echo")]
        await _json(send, 200, told, extra)

    async def _document(self, _: Scope, __: Receive, send: Send) -> None:
        await _json(send, 200, self.document)

    async def _keys(self, _: Scope, __: Receive, send: Send) -> None:
        await _json(send, 200, jwks())

    async def _sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = json.loads((await receive())["body"])
        self.asked.append({"headers": {k.decode(): v.decode() for k, v in scope["headers"]}})
        if given["password"] != "right":
            await _json(send, 401, {"type": "urn:crm:problem:wrong-credentials", "status": 401}, PROBLEM)
        else:
            await _json(send, 200, self._tokens())

    async def _refresh(self, _: Scope, receive: Receive, send: Send) -> None:
        given = json.loads((await receive())["body"])
        self.refreshed += 1
        await asyncio.sleep(0.1)
        if self.refuses or given["refresh_token"] != self.refresh_token:
            await _json(send, 401, {"type": "urn:crm:problem:not-signed-in", "status": 401}, PROBLEM)
        else:
            self.expires_in = 300
            self.refresh_token = f"number {self.refreshed}"
            await _json(send, 200, self._tokens())

    def _tokens(self) -> dict[str, Any]:
        token = sign(self.user_id, seconds=self.expires_in)
        return {"access_token": token, "refresh_token": self.refresh_token, "expires_in": self.expires_in}

    async def _sign_out(self, _: Scope, __: Receive, send: Send) -> None:
        self.ended += 1
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def _me(self, _: Scope, __: Receive, send: Send) -> None:
        await _json(send, 200, {"id": str(self.user_id), "name": "Robin Example"})

    async def _large(self, _: Scope, __: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _number in range(64):
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _broken(self, _: Scope, __: Receive, send: Send) -> None:
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"900000")]}
        )
        await send({"type": "http.response.body", "body": b"x" * 200_000, "more_body": True})

    async def _slow(self, _: Scope, __: Receive, send: Send) -> None:
        await asyncio.sleep(2)
        await _json(send, 200, {})

    async def _file(self, _: Scope, __: Receive, send: Send) -> None:
        await _json(send, 200, {}, [(b"content-type", b"application/pdf")])


PROBLEM = [(b"content-type", b"application/problem+json")]


async def _json(send: Send, status: int, value: Any, headers: Any = ()) -> None:
    body = json.dumps(value).encode()
    given = [(b"content-length", str(len(body)).encode()), *headers]
    if not any(name == b"content-type" for name, _ in given):
        given.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": status, "headers": given})
    await send({"type": "http.response.body", "body": body})


class Neighbour:
    """A service's gRPC: knows what it is told to know."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.readable: set[str] = set()
        self.checks = 0
        self.delay = 0.0
        self.down = False

    def let_read(self, record_id: UUID, thing: str = "customer") -> str:
        """Make a record readable; returns what one watches for it."""
        key = f"{thing}:{record_id}"
        self.readable.add(key)
        return key

    async def found(self, request: Any, context: Any) -> list[Any]:
        """Those that may be read."""
        self.checks += 1
        await asyncio.sleep(self.delay)
        if self.down:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "down")
        return [one for one in request.records if f"{one.thing}:{one.id}" in self.readable]


class CustomerNeighbour(Neighbour, CustomerServiceServicer):
    """The customer master."""

    def add_to(self, server: grpc.aio.Server) -> None:
        add_CustomerServiceServicer_to_server(self, server)

    async def CheckReadable(self, request: Any, context: Any) -> pb.CheckReadableResponse:  # noqa: N802
        return pb.CheckReadableResponse(readable=await self.found(request, context))

    async def GetOverview(self, request: Any, context: Any) -> pb.GetOverviewResponse:  # noqa: N802
        await asyncio.sleep(self.delay)
        if f"customer:{request.customer_id}" not in self.readable:
            error = NotFound()
            context.set_trailing_metadata(((PROBLEM_KEY, details(error)),))
            await context.abort(code(error), "")
        document = json.dumps({"id": request.customer_id, "name": "示例公司"})
        return pb.GetOverviewResponse(customer_json=document, contacts_json="[]", interactions_json="[]")

    async def Search(self, request: Any, _: Any) -> pb.SearchResponse:  # noqa: N802
        await asyncio.sleep(self.delay)
        hit = pb.SearchHit(thing="customer", id=str(new_id()), title=request.q, subtitle="CU-000001")
        return pb.SearchResponse(hits=[hit])


class SalesNeighbour(Neighbour, SalesServiceServicer):
    """What is sold."""

    def add_to(self, server: grpc.aio.Server) -> None:
        add_SalesServiceServicer_to_server(self, server)

    async def CheckReadable(self, request: Any, context: Any) -> sales_pb2.CheckReadableResponse:  # noqa: N802
        return sales_pb2.CheckReadableResponse(readable=await self.found(request, context))

    async def GetOverview(self, request: Any, _: Any) -> sales_pb2.GetOverviewResponse:  # noqa: N802
        await asyncio.sleep(self.delay)
        deals = json.dumps([{"name": "Ten lasers", "customer_id": request.customer_id}])
        return sales_pb2.GetOverviewResponse(opportunities_json=deals, orders_json="[]")

    async def Search(self, request: Any, _: Any) -> sales_pb2.SearchResponse:  # noqa: N802
        await asyncio.sleep(self.delay)
        hit = sales_pb2.SearchHit(thing="order", id=str(new_id()), title="SO-2026-000001", subtitle=request.q)
        return sales_pb2.SearchResponse(hits=[hit])

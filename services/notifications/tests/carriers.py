"""Carriers of SMS as they are out there: they speak both APIs, and do wrong what a test wants them to.

A fault is used up by one call: `drop` takes the message and breaks the connection, `lose` breaks it without
taking it, `hang` takes it and never answers, `slow_down` is 429 with Retry-After, a number is that status.
"""

import asyncio
import hashlib
import hmac
import json
from collections import Counter
from typing import Any

from aiohttp import web

SECRET = "carrier-secret-2026"
Fault = str | int


class Carrier:
    """What it took, and what it is to do next."""

    def __init__(self) -> None:
        self.forget()
        self.url = ""

    def forget(self) -> None:
        self.faults: list[Fault] = []
        self.taken: list[dict[str, str]] = []
        """Every message that somebody's phone got."""
        self.calls = 0
        self.called = asyncio.Event()
        self.pause = 0.0
        """Seconds it thinks before it takes a message, and again before it answers."""
        self.blind = False
        """Whether the look-up is out of order."""

    @property
    def by_reference(self) -> Counter[str]:
        return Counter(one["reference"] for one in self.taken)

    async def open(self) -> None:
        app = web.Application()
        app.router.add_post("/v2/messages", self._keyed)
        app.router.add_get("/v2/messages", self._find_keyed)
        app.router.add_post("/sms/send.json", self._plain)
        app.router.add_get("/sms/status.json", self._find_plain)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port, *_ = self._runner.addresses[0]
        self.url = f"http://{host}:{port}"

    async def close(self) -> None:
        await self._runner.cleanup()

    async def _keyed(self, request: web.Request) -> web.StreamResponse:
        assert request.headers["Authorization"] == f"Bearer {SECRET}"
        body, key = await request.json(), request.headers["Idempotency-Key"]

        def take() -> dict[str, Any]:
            if key not in self.by_reference:
                self._take(key, body["to"], body["text"])
            return {"id": f"m-{key}", "status": "queued"}

        return await self._answer(request, take, 201)

    async def _plain(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()

        def take() -> dict[str, Any]:
            uid, mobile, content = (str(form[name]) for name in ("uid", "mobile", "content"))
            self._take(uid, mobile, content)
            return {"code": 0, "sid": f"s-{uid}"}

        if form["mobile"] == "+8613800000000":
            return web.json_response({"code": 2, "msg": f"no such number: {str(form['mobile'])[1:]}"})
        return await self._answer(request, take, 200)

    def _take(self, reference: str, address: str, text: str) -> None:
        self.taken.append({"reference": reference, "address": address, "text": text})

    async def _answer(self, request: web.Request, take: Any, status: int) -> web.StreamResponse:
        self.calls += 1
        self.called.set()
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, int) and fault:
            return web.Response(status=fault, text="scripted")
        if fault == "slow_down":
            return web.Response(status=429, headers={"Retry-After": "7"})
        await asyncio.sleep(self.pause)
        answer = take() if fault != "lose" else {}
        await asyncio.sleep(self.pause)
        if fault in ("drop", "lose"):
            assert request.transport is not None
            request.transport.abort()
        if fault == "hang":
            await asyncio.sleep(20)
        return web.json_response(answer, status=status)

    async def _find_keyed(self, request: web.Request) -> web.Response:
        key = request.query["client_reference"]
        known = [{"id": f"m-{key}", "status": "sent"}] if key in self.by_reference else []
        return web.json_response({"messages": known}, status=500 if self.blind else 200)

    async def _find_plain(self, request: web.Request) -> web.Response:
        uid = request.query["uid"]
        known = [{"sid": f"s-{uid}", "state": "SENT"}] if uid in self.by_reference else []
        return web.json_response({"code": 0, "items": known}, status=500 if self.blind else 200)


def report(reference: str, status: str, event: str = "e-1") -> tuple[bytes, str]:
    """What a carrier calls back with: the body and its signature."""
    told = {"event_id": event, "message_id": reference, "status": status, "at": "2026-11-22T10:00:00Z"}
    body = json.dumps(told).encode()
    return body, signed(body)


def signed(body: bytes) -> str:
    """The signature of a callback."""
    return "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()

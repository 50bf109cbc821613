"""A mail server that misbehaves at one point of the conversation."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def rude_server(at: str) -> AsyncIterator[str]:
    """`<point> <what>`: a point is greeting, MAIL, RCPT, DATA or end; what is a code, drop or hang."""
    point, _, what = at.partition(" ")
    server = await asyncio.start_server(lambda r, w: _talk(r, w, point, what), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    if point == "connect":
        server.close()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        server.close()


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, point: str, what: str) -> None:
    async def say(here: str, usual: str) -> bool:
        if here == point and what == "hang":
            await asyncio.sleep(3)
        if here == point and not what.isdigit():
            writer.transport.abort()
            return False
        writer.write(f"{what} no\r\n".encode() if here == point else f"{usual}\r\n".encode())
        return True

    usual = {"EHLO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", "QUIT": "221 bye"}
    if not await say("greeting", "220 here"):
        return
    while line := (await reader.readline()).decode().strip():
        verb = line[:4].upper()
        if not await say(verb, usual.get(verb, "500 what")):
            return
        if verb == "DATA" and point != "DATA":
            await reader.readuntil(b"\r\n.\r\n")
            if not await say("end", "250 taken"):
                return
    writer.close()

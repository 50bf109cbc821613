"""The floor: what the same machine, client and rows cost with nothing of ours between them.

`/hello` is raw ASGI; `/<id>` answers with the row as PostgreSQL makes JSON of it, read by asyncpg alone.
"""

import os
import sys

import asyncpg
import uvicorn
from starlette.types import Receive, Scope, Send

ROW = "SELECT row_to_json(customer)::text FROM customer WHERE id = $1::text::uuid"
_pool: "asyncpg.Pool | None" = None


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request."""
    global _pool
    body = b"hello"
    if scope["path"] != "/hello":
        _pool = _pool or await asyncpg.create_pool(os.environ["FLOOR_DATABASE"], min_size=1, max_size=10)
        body = (await _pool.fetchval(ROW, scope["path"][1:])).encode()
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(
        app, port=int(sys.argv[1]), loop="uvloop", lifespan="off", log_level="error", access_log=False
    )

"""The merged document, from what the services say now, and the files of the documentation page."""

import asyncio
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import aiohttp
import orjson
import structlog

from gateway.openapi import own
from gateway.openapi.merging import Document, merged

log = structlog.get_logger(__name__)
WHOLE_SECONDS = 60.0
PARTIAL_SECONDS = 2.0
_TIMEOUT = aiohttp.ClientTimeout(total=10)  # a service makes its document when it is first asked
ASSETS = {"swagger-ui-bundle.js": b"text/javascript", "swagger-ui.css": b"text/css"}


class Documents:
    """Remembers the merged document for a minute; one with gaps for as long as it takes to ask again."""

    def __init__(self, client: aiohttp.ClientSession, peers: Mapping[str, str]) -> None:
        self._client, self._peers = client, peers
        self._merged = b""
        self._until = 0.0
        self._asking = asyncio.Lock()

    async def current(self) -> bytes:
        """The document as JSON; services that did not answer are named in its description and `x-missing`."""
        async with self._asking:
            if self._until < time.monotonic():
                await self._ask()
            return self._merged

    async def _ask(self) -> None:
        answers = await asyncio.gather(*(self._of(url) for url in self._peers.values()))
        given = dict(zip(self._peers, answers, strict=True))
        missing = sorted(name for name, answer in given.items() if answer is None)
        document = merged(own.document(), {name: one for name, one in given.items() if one is not None})
        if missing:
            document["info"]["description"] += (
                f"\n\n**Not answering now, and missing here: {', '.join(missing)}.**"
            )
            document["x-missing"] = missing
        self._merged = orjson.dumps(document)
        self._until = time.monotonic() + (PARTIAL_SECONDS if missing else WHOLE_SECONDS)

    async def _of(self, url: str) -> Document | None:
        try:
            async with self._client.get(f"{url}/openapi.json", timeout=_TIMEOUT) as answer:
                answer.raise_for_status()
                document: Document = orjson.loads(await answer.read())
                return document
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.warning("no document", url=url, error=repr(error))
            return None


def asset(name: str) -> bytes:
    """A file of Swagger UI, from the installed package, which need not be imported for that."""
    found = find_spec("fastapi_offline")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("fastapi-offline is not installed")
    return (Path(found.submodule_search_locations[0]) / "static" / name).read_bytes()

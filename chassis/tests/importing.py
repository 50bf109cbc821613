"""Walking an import through its doors, as people and the worker do."""

import json
from pathlib import Path
from typing import Any

import aiohttp

from chassis.imports import running
from chassis.testing import Bench, Person


class Importer:
    """Somebody importing files."""

    def __init__(self, bench: Bench, person: Person) -> None:
        self.bench = bench
        self.person = person

    async def ask(self, method: str, path: str, status: int = 200, **given: Any) -> Any:
        """One request; the answer's body."""
        async with self.bench.client.request(method, path, headers=self.person.headers, **given) as response:
            body = await response.read()
            assert response.status == status, (response.status, body[:2000])
            return json.loads(body) if "json" in response.content_type else body.decode("utf-8-sig")

    async def upload(self, content: bytes | Path, name: str = "table.csv", status: int = 201) -> Any:
        """Upload a file."""
        if isinstance(content, Path):
            name, content = content.name, content.read_bytes()  # noqa: ASYNC240  # a few bytes
        form = aiohttp.FormData()
        form.add_field("file", content, filename=name)
        return await self.ask("POST", "/imports", status, data=form)

    async def choose(self, import_id: str, status: int = 200, **given: Any) -> Any:
        """Say what is what."""
        return await self.ask("PATCH", f"/imports/{import_id}", status, json=given)

    async def run(self, import_id: str) -> Any:
        """Start and let the worker work."""
        await self.ask("POST", f"/imports/{import_id}/start", 202)
        await running.run(self.bench.runtime, import_id)
        return await self.ask("GET", f"/imports/{import_id}")

    async def whole(self, content: bytes | Path | str, **given: Any) -> Any:
        """Upload, choose, run."""
        found = await self.upload(bytes(content, "utf-8") if isinstance(content, str) else content)
        if given:
            await self.choose(found["id"], **given)
        return await self.run(found["id"])

    async def errors(self, import_id: str) -> list[tuple[int, str | None, str]]:
        """What was wrong: row, field, kind."""
        page = await self.ask("GET", f"/imports/{import_id}/errors?limit=200")
        return [(one["row_number"], one["field"], one["kind"]) for one in page["items"]]

    async def listed(self, path: str) -> list[Any]:
        """The items of a list."""
        items: list[Any] = (await self.ask("GET", path))["items"]
        return items

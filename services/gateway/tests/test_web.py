"""The web app as the gateway serves it: what was built, compressed, and nothing beside it."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.web.files import File, read

SCRIPT = b"console.log('from a file');\n" * 40
PAGE = b'<!doctype html><div id="root"></div><script type="module" src="/assets/app-1a2b.js"></script>'
HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the build leaves it, with a secret right beside it."""
    folder = tmp_path_factory.mktemp("web") / "dist"
    for name, content in {
        "index.html": PAGE,
        "sw.js": b"self.skipWaiting()",
        "manifest.webmanifest": b"{}",
        "icon.svg": b"<svg/>",
        "assets/app-1a2b.js": SCRIPT,
        "assets/app-1a2b.js.gz": gzip.compress(SCRIPT),
        "assets/app-1a2b.js.br": b"stands for brotli",
        "assets/app-1a2b.js.map": b"{}",
        ".vite/manifest.json": b"{}",
        "../secret.js": b"secret",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
async def app(gateway_of: Any, built: Path) -> AsyncIterator[aiohttp.ClientSession]:
    """A client, without any header of its own, of a gateway with that app."""
    async with (
        gateway_of(web_folder=built) as edge,
        aiohttp.ClientSession(
            f"http://127.0.0.1:{edge.port}",
            auto_decompress=False,
            skip_auto_headers=("Accept", "Accept-Encoding"),
        ) as client,
    ):
        yield client


async def test_every_address_of_the_app_is_its_page(app: aiohttp.ClientSession) -> None:
    for path in ("/", "/customers", "/customers/0192?tab=contacts", "/%E5%AE%A2", "/icon.png"):
        async with app.get(path, headers=HTML) as answer:
            assert (answer.status, answer.content_type, await answer.read()) == (200, "text/html", PAGE)
            assert answer.headers["Cache-Control"] == "no-cache"
            assert answer.headers["Vary"] == "accept-encoding, accept"


async def test_the_page_may_run_only_our_files(app: aiohttp.ClientSession) -> None:
    async with app.get("/") as answer:
        policy = dict(
            one.strip().split(" ", 1) for one in answer.headers["Content-Security-Policy"].split(";")
        )
    assert policy["script-src"] == policy["connect-src"] == policy["worker-src"] == "'self'"
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert [one for one in policy if "unsafe" in policy[one]] == ["style-src"]


async def test_a_named_file_is_kept_for_a_year(app: aiohttp.ClientSession) -> None:
    async with app.get("/assets/app-1a2b.js") as answer:
        assert await answer.read() == SCRIPT
        assert answer.content_type == "text/javascript"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Vary"] == "accept-encoding"
    for path in ("/sw.js", "/manifest.webmanifest", "/icon.svg", "/index.html"):
        async with app.get(path) as answer:
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.000", None),
        ("zstd, brotli", None),
        ("", None),
    ],
)
async def test_the_best_allowed_encoding_is_sent(
    app: aiohttp.ClientSession, accepted: str, encoding: str | None
) -> None:
    async with app.get("/assets/app-1a2b.js", headers={"Accept-Encoding": accepted}) as answer:
        assert answer.headers.get("Content-Encoding") == encoding
        body = await answer.read()
        assert len(body) == int(answer.headers["Content-Length"])
        assert encoding != "gzip" or gzip.decompress(body) == SCRIPT


async def test_what_a_browser_has_is_not_sent_again(app: aiohttp.ClientSession) -> None:
    tags = set()
    for accepted in ("br", "gzip", ""):
        headers = {"Accept-Encoding": accepted}
        async with app.get("/assets/app-1a2b.js", headers=headers) as answer:
            tags.add(tag := answer.headers["ETag"])
        async with app.get(
            "/assets/app-1a2b.js", headers={**headers, "If-None-Match": f'"x", W/{tag}'}
        ) as answer:
            assert (answer.status, await answer.read()) == (304, b"")
            assert answer.headers["ETag"] == tag
    assert len(tags) == 3


async def test_head_has_the_headers_alone(app: aiohttp.ClientSession) -> None:
    async with app.head("/customers", headers=HTML) as answer:
        assert (answer.status, answer.headers["Content-Length"]) == (200, str(len(PAGE)))
        assert await answer.read() == b""


async def test_what_is_no_file_and_no_page_is_not_found(app: aiohttp.ClientSession) -> None:
    for path, headers in (
        ("/assets/app-old.js", {}),
        ("/assets/app-old.js", HTML),
        ("/assets/app-1a2b.js.map", {}),
        ("/assets/app-1a2b.js.gz", {}),
        ("/.vite/manifest.json", {}),
        ("/customers", {"Accept": "application/json"}),
        ("/api/unknown", HTML),
    ):
        async with app.get(path, headers=headers) as answer:
            assert (path, answer.status) == (path, 404)
    async with app.post("/customers", headers=HTML) as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "GET")


@given(st.lists(st.sampled_from(["..", ".", "/", "%2e%2e", "%2f", "\\", "secret.js", "assets", "%00"])))
def test_no_spelling_reaches_what_lies_beside_the_folder(built: Path, pieces: list[str]) -> None:
    file: File | None = read(built).get("/" + "".join(pieces))
    assert file is None or b"secret" not in file.bodies.values()


async def test_without_a_build_the_first_page_says_what_runs_here(gateway_of: Any, tmp_path: Path) -> None:
    async with gateway_of(web_folder=tmp_path / "absent") as edge:
        page = await (await edge.client.get("/")).text()
        assert "/api/docs" in page
        assert "客户关系管理" in page
        assert (await edge.client.get("/customers", headers=HTML)).status == 404

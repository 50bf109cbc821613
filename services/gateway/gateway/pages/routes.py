"""/ and /healthz: what an address without a path, or a probe from outside, is told."""

import base64
import hashlib

from gateway.edge import Edge
from gateway.exchange import Exchange

_STYLE = "body{font:16px/1.6 system-ui,sans-serif;max-width:38rem;margin:12vh auto;padding:0 1rem}"
_HOME = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>CRM</title>
<style>{_STYLE}</style>
<h1>CRM</h1>
<p>The customer relationship suite is running. Its web application is not part of this version; the
<a href="/api/docs">API and its documentation</a> are.</p>
<p lang="zh-CN">客户关系管理套件正在运行。此版本尚不含网页应用，请使用
<a href="/api/docs">接口及其文档</a>。</p>
<p lang="zh-TW">客戶關係管理套件正在執行。此版本尚不含網頁應用程式，請使用
<a href="/api/docs">介面及其文件</a>。</p>
</html>
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors 'none'"


async def home(_: Edge, exchange: Exchange) -> None:
    """A page that says what runs here."""
    exchange.policy = _POLICY.encode()
    await exchange.answer(200, _HOME.encode(), b"text/html; charset=utf-8")


async def alive(_: Edge, exchange: Exchange) -> None:
    """The process lives; whether the services behind it do is not said to the public."""
    await exchange.json(200, {"status": "ok"})

"""What / says where the web app was not built."""

import base64
import hashlib

_STYLE = "body{font:16px/1.6 system-ui,sans-serif;max-width:38rem;margin:12vh auto;padding:0 1rem}"
_TEXT = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>CRM</title>
<style>{_STYLE}</style>
<h1>CRM</h1>
<p>The customer relationship suite is running. Its web application has not been built here; there are the
<a href="/api/docs">API and its documentation</a>.</p>
<p lang="zh-CN">客户关系管理套件正在运行。此处尚未构建网页应用，请使用
<a href="/api/docs">接口及其文档</a>。</p>
<p lang="zh-TW">客戶關係管理套件正在執行。此處尚未建置網頁應用程式，請使用
<a href="/api/docs">介面及其文件</a>。</p>
</html>
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors 'none'".encode()
PAGE = _TEXT.encode()

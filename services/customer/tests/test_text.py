"""Strange text comes back exactly as it was sent, and breaks nothing."""

from typing import Any

import pytest

from services.customer.tests.people import Caller

NAUGHTY = [
    "'",
    '"',
    "''",
    "`",
    "\\",
    "\\\\",
    "%",
    "_",
    "--",
    ";",
    "/*",
    "NULL",
    "null",
    "undefined",
    "None",
    "0",
    "-1",
    "1E+02",
    "NaN",
    "true",
    "{}",
    "[]",
    "{{7*7}}",
    "${HOME}",
    "%s%d%n",
    "%00",
    "&amp;",
    "&#39;",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "'; DROP TABLE customer; --",
    "1 OR 1=1",
    "$$; SELECT pg_sleep(9)",
    "../../etc/passwd",
    "=1+1",
    "+1",
    "@SUM(A1)",
    " leading",
    "trailing ",
    "two  spaces",
    "tab\there",
    "line\nbreak",
    "line\r\nbreak",
    "\u00a0nbsp",
    "\u3000全角空格",
    "zero\u200bwidth",
    "joiner\u200d",
    "\ufeffbom",
    "soft\u00adhyphen",
    "rtl \u202eevil",
    "العربية",
    "עברית",
    "مرحبا world",
    "日本語テキスト",
    "한국어",
    "Ελληνικά",
    "Кириллица",
    "ไทย",
    "हिन्दी",
    "Ṱ̺̺̕o͞ ̷i̲̬n",
    "e\u0301 vs é",
    "ﬁ ligature",
    "ＦＵＬＬ　ＷＩＤＴＨ",
    "①②③",
    "𠮷野家",
    "𝕏",
    "😀",
    "👨‍👩‍👧‍👦",
    "🇨🇳",
    "🏳️‍🌈",
    "İstanbul ı",
    "ǅ",
    "ß",
    "\u0001\u0007\u001b[31m",
    "\u2028\u2029",
    "\ud7ff",
    "\uffff",
    "\U0010ffff",
    "龍龙",
    "王" * 200,
    "a" * 200,
]


@pytest.mark.parametrize("group", range(4))
async def test_naughty_strings_round_trip_exactly(admin: Caller, group: int) -> None:
    for text in NAUGHTY[group::4]:
        fields: dict[str, Any] = {
            "name": text,
            "description": text,
            "tax_number": text,
            "addresses": [{"city": text}],
        }
        created = await admin.customer(**fields)
        read = (await admin("GET", f"/customers/{created['id']}")).body
        assert [read["name"], read["description"], read["tax_number"]] == [text] * 3
        assert read["addresses"][0]["city"] == text
        changed = (await admin("GET", f"/customers/{created['id']}/history")).body["items"][0]
        assert changed["after"]["name"] == text


async def test_a_text_that_searches_for_itself_never_fails(admin: Caller) -> None:
    for text in NAUGHTY:
        answer = await admin.bench.client.get(
            "/customers", params={"q": text[:100]}, headers=admin.person.headers
        )
        assert answer.status == 200, text


async def test_long_text_is_kept_and_too_long_text_refused(admin: Caller) -> None:
    long = "长文本 😀 " * 2000
    customer = await admin.customer(description=long)
    assert (await admin("GET", f"/customers/{customer['id']}")).body["description"] == long
    for field, value in [("name", "x" * 201), ("description", "x" * 20_001), ("name", "a\x00b")]:
        assert (await admin("POST", "/customers", {"name": "A", field: value})).status == 422, field


async def test_half_a_surrogate_pair_is_refused(admin: Caller) -> None:
    async with admin.bench.client.post(
        "/customers",
        data=b'{"name": "\\ud800"}',
        headers=admin.person.headers | {"Content-Type": "application/json"},
    ) as response:
        assert response.status == 422

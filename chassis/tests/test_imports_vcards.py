"""vCards as phones and mail programs write them."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.imports import delimited, layouts, vcards
from chassis.imports.problems import FileRefused


def cards(content: str | bytes) -> list[dict[str, str]]:
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    found = layouts.inspect(file, {})
    (sheet,) = found.sheets
    assert (found.format, sheet.headers) == ("vcard", list(vcards.HEADERS))
    rows = list(layouts.rows(file, found, sheet))
    assert [row.number for row in rows] == list(range(2, sheet.rows_total + 2))
    return [
        {header: cell for header, cell in zip(sheet.headers, row.cells, strict=True) if cell} for row in rows
    ]


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def test_a_card_fills_the_columns_that_a_table_has() -> None:
    text = card(
        "N:王;小明;;;",
        "FN:王小明",
        "ORG:示例贸易有限公司;采购部",
        "TITLE:经理",
        "item1.TEL;TYPE=WORK,VOICE:021-6000 0000",
        "TEL;TYPE=CELL;TYPE=pref:+86 138 0013 8000",
        "TEL;TYPE=WORK,FAX:021-6000 0001",
        "EMAIL;TYPE=INTERNET:ming@example.com",
        "EMAIL:ming.home@example.com",
        "ADR;TYPE=WORK:;;示例路 1 号;上海;上海市;200000;中国",
        "BDAY:1990-02-03T00:00:00Z",
        "NOTE:one\\, two\\;\\nthree",
        "URL:https://example.com/?a=1:2",
        "UID:card-1",
        "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
        " BBBB",
    )
    assert cards(text) == [
        {
            "Contact ID": "card-1", "Contact name": "王小明", "Last name": "王", "First name": "小明",
            "Company": "示例贸易有限公司", "Department": "采购部", "Title": "经理",
            "Mobile": "+86 138 0013 8000", "Phone": "021-6000 0000", "Fax": "021-6000 0001",
            "Email": "ming@example.com", "Other email": "ming.home@example.com", "Address": "示例路 1 号",
            "City": "上海", "Province": "上海市", "Postcode": "200000", "Country": "中国",
            "Website": "https://example.com/?a=1:2", "Birthday": "1990-02-03", "Notes": "one, two;\nthree",
        }
    ]  # fmt: skip


def test_old_phones_write_quoted_printable_and_bare_types() -> None:
    text = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=\r\n=E6=98=8E;;;",
        "TEL;CELL;PREF:13800138000",
        "TEL;HOME:02160000000",
        "NOTE;CHARSET=GBK;QUOTED-PRINTABLE:=CA=BE=C0=FD",
        version="2.1",
    )
    assert cards(text) == [
        {
            "Contact name": "王小明", "Last name": "王", "First name": "小明",
            "Mobile": "13800138000", "Phone": "02160000000", "Notes": "示例",
        }
    ]  # fmt: skip


def test_lines_are_unfolded_and_addresses_of_the_web_lose_their_scheme() -> None:
    text = card("FN:Kim", "  Example", "TEL;VALUE=uri;TYPE=cell:tel:+49-30-123456", version="4.0")
    assert cards(text * 2) == [{"Contact name": "Kim Example", "Mobile": "+49-30-123456"}] * 2
    assert cards(card("N:Example;Kim"))[0]["Contact name"] == "Kim Example"


def test_a_chinese_encoding_is_found_and_a_broken_one_told() -> None:
    text = card("FN:王小明", "ORG:上海远景贸易有限公司")
    assert cards(text.encode("gb18030")) == [{"Contact name": "王小明", "Company": "上海远景贸易有限公司"}]
    with pytest.raises(FileRefused) as told:
        list(vcards.rows(io.BytesIO(text.encode("gb18030")), "utf-8"))
    assert told.value.params["reason"] == "encoding_broken"


def test_a_card_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(FileRefused) as told:
        cards(card("NOTE:x" + "\r\n x" * 10 + "x" * delimited.LARGEST_ROW))
    assert told.value.params["reason"] == "row_too_long"


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_between_the_lines_of_a_card_is_survived(text: str) -> None:
    rows = list(vcards.rows(io.BytesIO(card(text, "FN:A").encode()), "utf-8"))
    assert all(len(row.cells) == len(vcards.HEADERS) for row in rows)

"""Files as people have them: encodings, delimiters, workbooks, bombs, cells."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.exports.cells import neutral
from chassis.imports import cells, delimited, encodings, headers, layouts, workbooks
from chassis.imports.problems import CellError, FileRefused
from chassis.imports.schemas import Layout
from chassis.imports.tables import Row, Unreadable

SIMPLIFIED = "编号,名称,联系人,备注\n1,上海远景贸易有限公司,王小明,长期合作的重点企业\n"
TRADITIONAL = "編號,名稱,聯絡人,備註\n1,臺北遠景貿易股份有限公司,陳怡君,長期合作的重點企業\n"


def layout_of(content: bytes) -> Layout:
    return layouts.inspect(io.BytesIO(content), {})


def rows_of(content: bytes) -> list[Row]:
    found = layout_of(content)
    return list(layouts.rows(io.BytesIO(content), found, found.sheets[0]))


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        layout_of(content)
    return str(refused.value.params["reason"])


def workbook(*rows: list[object], **files: str) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return replaced(out.getvalue(), files) if files else out.getvalue()


def replaced(content: bytes, files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, files.get(name, old.read(name)))
    return out.getvalue()


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5hkscs", "big5hkscs"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        ("name,city\nExample Trading,Berlin\n", "utf-16-le", "utf-16-le"),
        ("name,city\nMüller & Söhne,Köln\nCafé,Orléans\n", "cp1252", "cp1252"),
        ("name,city\nExample,Berlin\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_found_by_the_content(text: str, encoding: str, found: str) -> None:
    content = text.encode(encoding)
    assert encodings.detect(io.BytesIO(content)) == found
    assert rows_of(content)[0].cells == text.splitlines()[1].split(",")


def test_a_broken_encoding_is_told_and_not_a_crash() -> None:
    assert refusal(b"\xef\xbb\xbfname,city\nA\xff\xfe,B\n") == "encoding_broken"
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(200)) == "format_unknown"
    assert refusal(b"") == "file_empty"
    assert refusal(b"\n\n\n") == "file_empty"
    assert refusal(b"\n  \n,,\n") == "file_empty"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "image"),
        (b"%PDF-1.7\n" + bytes(range(256)), "pdf"),
        (b"\xef\xbb\xbf \n<HTML><table><tr><td>A</td></tr></table></HTML>", "web_page"),
        (b"{\\rtf1 A}", "document"),
        (b"\x7fELF" + bytes(range(256)) * 9, "binary"),
        (bytes(range(1, 256)) * 9, "binary"),
        (bytes([0, 0x41, 0, 0x42]) * 300 + bytes(range(256)) * 9, "binary"),
        (b"a\0b\0" * 300 + b"\x01\0\x02\0" * 300, "binary"),
        (b"\x41\0\0\xd8" * 300, "binary"),
        (archive("word/document.xml"), "document"),
        (archive("ppt/slides/slide1.xml"), "presentation"),
        (archive("xl/workbook.bin"), "other_spreadsheet"),
        (archive("mimetype", "content.xml"), "other_spreadsheet"),
        (archive("photo.jpg"), "archive"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(content: bytes, found: str) -> None:
    with pytest.raises(FileRefused) as told:
        layout_of(content)
    assert told.value.params == {"reason": "format_unknown", "found": found}


def test_a_slip_of_a_control_character_makes_no_binary() -> None:
    assert layout_of(b"name,city\nA\x01,B\x1a\n").encoding == "utf-8"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_evenly(delimiter: str) -> None:
    text = delimiter.join(("name", "city", "note")) + "\n" + delimiter.join(("A", "B", '"x, y; z"')) + "\n"
    assert layout_of(text.encode()).delimiter == delimiter


def test_quoted_line_ends_stay_inside_their_cell_and_rows_count_as_in_a_spreadsheet() -> None:
    content = b'name,note\r\nA,"one\r\ntwo ""quoted"""\r\n\r\nB,last\r\n'
    assert rows_of(content) == [Row(2, ["A", 'one\r\ntwo "quoted"']), Row(4, ["B", "last"])]


def test_a_quote_that_never_closes_is_told() -> None:
    content = b'name,note\nA,"' + b"x" * (delimited.LARGEST_CELL + 10)
    assert refusal(content) == "quote_unclosed"


def test_one_line_that_would_fill_the_memory_is_refused() -> None:
    assert refusal(b"name,note\nA," + b"," * (delimited.LARGEST_ROW + 10)) == "row_too_long"


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])), min_size=2),
        min_size=1,
        max_size=20,
    )
)
def test_what_csv_can_hold_is_read_back_exactly(table: list[list[str]]) -> None:
    import csv

    out = io.StringIO()
    csv.writer(out).writerows(table)
    read = [row.cells for row in delimited.rows(io.BytesIO(out.getvalue().encode()), "utf-8", ",")]
    assert read == [row for row in table if any(row)]


def test_a_workbook_gives_dates_numbers_and_text_as_a_person_would_type_them() -> None:
    content = workbook(
        ["name", "phone", "since", "seen", "share", "flag"],
        [
            "A公司",
            13800138000.0,
            date(2023, 1, 15),
            datetime.fromisoformat("2023-01-15T09:30"),
            0.1 + 0.2,
            True,
        ],
    )
    (row,) = rows_of(content)
    assert row == Row(2, ["A公司", "13800138000", "2023-01-15", "2023-01-15 09:30:00", "0.3", "TRUE"])


def test_characters_that_xml_cannot_hold_are_read_back() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = "a_x0007_b_xD800_c_x005F_"
    cells_ = f'<c t="str"><v>{text}</v></c><c t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r></is></c>'
    rows = f"<row>{cells_}</row>" * 2
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    (row,) = rows_of(workbook(["a"], **{"xl/worksheets/sheet1.xml": sheet}))
    assert row == Row(2, ["a\x07b\ufffdc_", "xy"])


def test_a_formula_without_a_saved_value_is_an_error_and_not_an_empty_cell() -> None:
    (row,) = rows_of(workbook(["name", "sum"], ["A", "=1+1"]))
    assert isinstance(row.cells[1], Unreadable)
    with pytest.raises(CellError) as told:
        cells.cleaned(row.cells[1])
    assert told.value.kind == "formula_without_value"


def test_a_title_above_the_headers_is_passed_over() -> None:
    found = layout_of("客户信息表,,\n,,\n编号,名称,城市\n1,A,上海\n".encode())
    assert found.sheets[0].header_row == 3


def test_zip_bombs_and_encrypted_workbooks_are_refused_before_anything_is_unpacked() -> None:
    good = workbook(["a", "b"], ["1", "2"])
    assert refusal(replaced(good, {"xl/styles.xml": " " * (300 << 20)})) == "workbook_too_large"
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(workbooks.BLOCK - 20)
    assert refusal(wrapped) == "workbook_old"
    assert refusal(wrapped + "EncryptedPackage".encode("utf-16-le")) == "workbook_encrypted"
    assert refusal(good[: len(good) // 2]) == "workbook_broken"


def test_external_entities_and_expanding_ones_are_refused() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = (
        f'<worksheet xmlns="{main}"><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>'
    )
    outside = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>{body}'
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE w [<!ENTITY l0 "lol">{lols}<!ENTITY x "&l9;">]>{body}'
    for bad in (outside, laughs):
        assert refusal(workbook(["a"], **{sheet: bad})) == "workbook_broken"


def test_one_row_that_would_fill_the_memory_is_refused() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    many = f'<worksheet xmlns="{main}"><sheetData><row>{"<c/>" * 60_000}</row></sheetData></worksheet>'
    assert refusal(workbook(["a"], **{"xl/worksheets/sheet1.xml": many})) == "workbook_too_large"


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2023-01-15", "ymd", date(2023, 1, 15)),
        ("2023/1/5", "ymd", date(2023, 1, 5)),
        ("2023.1.5", "ymd", date(2023, 1, 5)),
        ("2023年1月5日", "ymd", date(2023, 1, 5)),
        ("２０２３－０１－１５", "ymd", date(2023, 1, 15)),
        ("20230115", "ymd", date(2023, 1, 15)),
        ("15/01/2023", "dmy", date(2023, 1, 15)),
        ("01/15/2023", "mdy", date(2023, 1, 15)),
        ("15/01/2023", "ymd", date(2023, 1, 15)),
        ("44941", "ymd", date(2023, 1, 15)),
        ("2023-01-15 10:30", "ymd", date(2023, 1, 15)),
    ],
)
def test_dates_are_read_in_the_forms_people_write(text: str, order: cells.Order, expected: date) -> None:
    assert cells.day(text, cells.Reading(order)) == expected


@pytest.mark.parametrize("text", ["03/04/2023", "2023-13-01", "2023-02-30", "yesterday", "0001-01-01", "12"])
def test_a_date_that_is_none_or_ambiguous_is_an_error(text: str) -> None:
    with pytest.raises(CellError):
        cells.day(text, cells.Reading())


def test_moments_are_in_the_zone_of_the_person_unless_they_say_their_own() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    reading = cells.Reading(zone=zone)
    assert cells.moment("2023-04-10", reading) == datetime(2023, 4, 10, tzinfo=zone)
    assert cells.moment("2023年4月10日 下午3:05", reading) == datetime(2023, 4, 10, 15, 5, tzinfo=zone)
    assert cells.moment("2023-04-10 3:05 PM", reading) == datetime(2023, 4, 10, 15, 5, tzinfo=zone)
    assert cells.moment("2023-04-10T15:05:00+09:00", reading).utcoffset() == ZoneInfo("Asia/Tokyo").utcoffset(
        datetime(2023, 4, 10, tzinfo=zone)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("50,000", "50000"), ("￥1,234.50", "1234.50"), ("１２３", "123"), ("-3", "-3"), ("1.5e3", "1.5e3")],
)
def test_amounts_lose_their_separators(text: str, expected: str) -> None:
    assert cells.number(text, cells.Reading()) == Decimal(expected)


@given(st.text() | st.text("'=+-@\t\r\n＝＋－＠a"))
def test_what_an_export_neutralises_an_import_takes_back(text: str) -> None:
    sent = neutral(text)
    assert not sent.startswith(tuple("=+-@\t\r\n＝＋－＠"))
    back = sent[1:] if cells.NEUTRALISED.match(sent) else sent
    assert back == text


def test_headers_are_known_whatever_their_width_case_and_asides() -> None:
    assert headers.plain("互动类型(如电话/邮件)") == "互动类型"
    assert headers.plain("Ｅ－ｍａｉｌ *") == "email"
    assert headers.unique(["电话", "", "电话"]) == ["电话", "B", "电话 (2)"]
    assert headers.unique(["a", "a (2)", "a"]) == ["a", "a (2)", "a (3)"]


def test_huge_cells_are_errors_of_their_own() -> None:
    with pytest.raises(CellError) as told:
        cells.cleaned("x" * 40_000)
    assert told.value.kind == "cell_too_long"

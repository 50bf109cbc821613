"""Files that are no tables, whatever their names say: what they are, so that a person is told in words."""

from collections.abc import Collection

from chassis.imports.problems import FileRefused

BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)
PAGES = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")
"""What many systems export as .xls is a web page."""
PARTS = (
    ("xl/workbook.bin", "other_spreadsheet"),
    ("word/", "document"),
    ("ppt/", "presentation"),
    ("content.xml", "other_spreadsheet"),
)
CONTROLS = bytes({*range(9), *range(14, 32)} - {0x1B})
MOST_CONTROLS = 8
"""Characters that no text has, and how many of them are a slip; beyond that one in fifty makes a binary."""


def refuse_foreign(head: bytes) -> None:
    """Raise FileRefused when the beginning of a file is that of something else."""
    start = head[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    page = "web_page" if start.startswith(PAGES) else None
    if found := next((name for mark, name in BEGINNINGS if head.startswith(mark)), page):
        raise FileRefused(reason="format_unknown", found=found)


def refuse_archive(names: Collection[str]) -> None:
    """Raise FileRefused for a ZIP archive that is no workbook of ours."""
    parts = (name for part, name in PARTS if any(one.startswith(part) for one in names))
    raise FileRefused(reason="format_unknown", found=next(parts, "archive"))


def refuse_binary(head: bytes) -> None:
    """Raise FileRefused when the bytes, or a text as ASCII, have more control characters than any text."""
    controls = len(head) - len(head.translate(None, CONTROLS))
    if controls > max(MOST_CONTROLS, len(head) // 50):
        raise FileRefused(reason="format_unknown", found="binary")

"""Opening XLSX files nobody vouches for: sizes are checked before anything is unpacked.

Read with the standard library's parser: external entities are never fetched, expansion of internal
ones is bounded by expat, and a part is unpacked while it is read, never as a whole.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

from chassis.imports.foreign import refuse_archive
from chassis.imports.problems import FileRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Old .xls files, and what encryption wraps around new ones."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BLOCK = 1 << 20
MOST_PARTS = 2_000
MOST_UNPACKED = 1 << 30
MOST_STRINGS_UNPACKED = 128 << 20
HIGHEST_RATIO = 200
RATIO_MATTERS_FROM = 10 << 20
LARGEST_ELEMENT = 32 << 20
MOST_ELEMENTS = 50_000
"""Bounds of one row: bytes and parts."""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Built-in number formats that show a date or a time."""


@dataclass
class Workbook:
    """An opened workbook: where its sheets lie, its strings, and which styles are dates."""

    archive: zipfile.ZipFile
    sheets: dict[str, str]
    strings: "Strings"
    dates: frozenset[int]
    from_1904: bool


def opened(file: IO[bytes]) -> Workbook:
    """Check and open. Raises FileRefused for what is broken, encrypted or a bomb."""
    archive = _archive(file)
    try:
        sheets, from_1904 = _sheets(archive)
        return Workbook(archive, sheets, Strings(archive), _dates(archive), from_1904)
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, ValueError, EOFError):
        raise FileRefused(reason="workbook_broken") from None


def _archive(file: IO[bytes]) -> zipfile.ZipFile:
    file.seek(0)
    if file.read(8) == OLE:
        raise FileRefused(reason="workbook_encrypted" if _holds(file, ENCRYPTED) else "workbook_old")
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError):
        raise FileRefused(reason="workbook_broken") from None
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(reason="workbook_encrypted")
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    bomb = unpacked > RATIO_MATTERS_FROM and unpacked > HIGHEST_RATIO * max(packed, 1)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or bomb:
        raise FileRefused(reason="workbook_too_large", parts=len(parts), unpacked=unpacked)
    if "xl/workbook.xml" not in archive.namelist():
        refuse_archive(archive.namelist())
    return archive


def _holds(file: IO[bytes], name: bytes) -> bool:
    """Whether the file has an entry of this name in its folder, wherever that lies."""
    before = b""
    while block := file.read(BLOCK):
        if name in before + block:
            return True
        before = block[-len(name) :]
    return False


def _sheets(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in _parsed(archive, "xl/_rels/workbook.xml.rels")
        if one.get("Type", "").endswith("/worksheet")
    }
    book = _parsed(archive, "xl/workbook.xml")
    properties = book.find(f"{MAIN}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    found = {
        sheet.get("name", ""): _part(targets[sheet.get(RELATION)])
        for sheet in book.iter(f"{MAIN}sheet")
        if sheet.get(RELATION) in targets
    }
    if not found:
        raise FileRefused(reason="file_empty")
    return found, from_1904


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > RATIO_MATTERS_FROM:
        raise FileRefused(reason="workbook_too_large", part=name)
    return ElementTree.fromstring(archive.read(name))  # noqa: S314  # see the module's docstring


class _Metered:
    """A part being unpacked, with what was read since the last element that was taken."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.pending = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; refuses one element that takes more than memory should hold."""
        block = self._source.read(size)
        self.pending += len(block)
        if self.pending > LARGEST_ELEMENT:
            raise FileRefused(reason="workbook_too_large")
        return block


def elements(source: IO[bytes], container: str, tag: str) -> Iterator[ElementTree.Element]:
    """Elements of a part one by one, each forgotten before the next is read."""
    metered, parent, parts = _Metered(source), None, 0
    for event, element in ElementTree.iterparse(metered, events=("start", "end")):  # noqa: S314  # as above
        if event == "start":
            parts += 1
            if parts > MOST_ELEMENTS:
                raise FileRefused(reason="workbook_too_large")
            if element.tag == container:
                parent = element
        elif element.tag == tag and parent is not None:
            yield element
            parent.clear()
            metered.pending = parts = 0


class Strings:
    """The strings that cells name by number, read as far as they are asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._known: list[str] = []
        self._rest = self._read(archive)

    def __getitem__(self, index: int) -> str:
        """One string; empty when there is none of this number."""
        while index >= len(self._known):
            following = next(self._rest, None)
            if following is None:
                return ""
            self._known.append(following)
        return self._known[index] if index >= 0 else ""

    @staticmethod
    def _read(archive: zipfile.ZipFile) -> Iterator[str]:
        name = "xl/sharedStrings.xml"
        if name not in archive.namelist():
            return
        if archive.getinfo(name).file_size > MOST_STRINGS_UNPACKED:
            raise FileRefused(reason="workbook_too_large", part=name)
        with archive.open(name) as source:
            for item in elements(source, f"{MAIN}sst", f"{MAIN}si"):
                yield string_of(item)


def string_of(item: ElementTree.Element) -> str:
    """The text of a shared or inline string, formatting runs joined, phonetic hints left out."""
    plain = item.findall(f"{MAIN}t") or item.findall(f"{MAIN}r/{MAIN}t")
    return unescaped("".join(part.text or "" for part in plain))


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written `_x0007_`."""
    return ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def _dates(archive: zipfile.ZipFile) -> frozenset[int]:
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    styles = _parsed(archive, "xl/styles.xml")
    own = {
        int(one.get("numFmtId", "0")): _shows_date(one.get("formatCode", ""))
        for one in styles.iter(f"{MAIN}numFmt")
    }
    formats = [int(one.get("numFmtId", "0")) for one in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]
    return frozenset(index for index, number in enumerate(formats) if own.get(number, number in DATE_FORMATS))


def _shows_date(code: str) -> bool:
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code).lower()
    return any(letter in bare for letter in "ymdh") and "general" not in bare

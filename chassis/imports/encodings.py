"""Which encoding a text file is in, decided in an order that is wrong as rarely as possible.

A byte order mark decides; then many zero bytes, which are UTF-16 or no text; then UTF-8, which text in
another encoding practically never satisfies; then GB18030 or Big5, whichever reads as more common
characters; and Windows-1252 for what has accents and no Chinese.
"""

import codecs
from collections.abc import Iterator
from typing import IO

from chassis.imports.foreign import refuse_binary
from chassis.imports.problems import FileRefused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OFFERED = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5hkscs", "cp1252",
)  # fmt: skip
SAMPLE = 1 << 18
BLOCK = 1 << 20
PLAUSIBLE = 0.6
"""Share of common characters below which Chinese is noise."""


def detect(file: IO[bytes]) -> str:
    """The name of the encoding. Raises FileRefused when the bytes are text in none of them."""
    file.seek(0)
    head = file.read(SAMPLE)
    for mark, name in MARKS:
        if head.startswith(mark):
            return _checked(file, name)
    if head.count(0) > len(head) // 10:
        return _utf16(file, head)
    refuse_binary(head)
    if decodes(file, "utf-8"):
        return "utf-8"
    return _legacy(file, head)


def decodes(file: IO[bytes], encoding: str) -> bool:
    """Whether the whole file is valid in the encoding; reads it in blocks."""
    try:
        for _ in _decoded(file, encoding):
            pass
    except UnicodeError:
        return False
    return True


def _decoded(file: IO[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    while block := file.read(BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _checked(file: IO[bytes], encoding: str) -> str:
    if not decodes(file, encoding):
        raise FileRefused(reason="encoding_broken", encoding=encoding)
    return encoding


def _utf16(file: IO[bytes], head: bytes) -> str:
    """Without a mark it is a guess by the zeros of Latin letters: what does not read as text is none."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    unclear = max(even, odd) < len(head) // 20 or min(even, odd) * 3 > max(even, odd)
    if unclear or not decodes(file, name):
        raise FileRefused(reason="format_unknown", found="binary")
    refuse_binary(head[: len(head) & ~1].decode(name, errors="ignore").encode("ascii", errors="replace"))
    return name


def _legacy(file: IO[bytes], head: bytes) -> str:
    scores = {name: _common_share(head, name) for name in ("gb18030", "big5hkscs")}
    for name in sorted(scores, key=lambda one: -scores[one]):
        if scores[name] >= PLAUSIBLE and decodes(file, name):
            return name
    if decodes(file, "cp1252"):
        return "cp1252"
    raise FileRefused(reason="encoding_unknown")


def _common_share(head: bytes, encoding: str) -> float:
    """How much of what is not ASCII are characters of everyday use."""
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)
    beyond = [character for character in text if character > "\x7f"]
    return sum(map(_common, beyond)) / len(beyond) if beyond else 0.0


def _common(character: str) -> bool:
    if not "\u4e00" <= character <= "\u9fff":
        return "\u3000" <= character <= "\u3017" or "\uff01" <= character <= "\uff5e"
    return _first_level(character, "gb2312", 0xD7) or _first_level(character, "big5", 0xC6)


def _first_level(character: str, charset: str, last_lead: int) -> bool:
    """The first level of both standards holds the characters in common use."""
    encoded = character.encode(charset, errors="ignore")
    return len(encoded) == 2 and encoded[0] <= last_lead

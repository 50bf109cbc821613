"""How many messages a text costs as SMS (3GPP TS 23.038)."""

from typing import Final, NamedTuple

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("\f^{}\\[~]|€")
MOST: Final = 10


class Segments(NamedTuple):
    """The encoding a text needs, its length in that, and the messages it becomes."""

    encoding: str
    length: int
    parts: int


def segments(text: str) -> Segments:
    """GSM-7 when every character is in it, else UCS-2. One that takes two units is never split between two
    messages, which costs the unit before it.
    """
    if all(one in _BASIC or one in _EXTENDED for one in text):
        sizes, encoding, whole, part = [2 if one in _EXTENDED else 1 for one in text], "gsm-7", 160, 153
    else:
        sizes, encoding, whole, part = [2 if ord(one) > 0xFFFF else 1 for one in text], "ucs-2", 70, 67
    length = sum(sizes)
    if length <= whole:
        return Segments(encoding, length, 1)
    count, left = 1, part
    for size in sizes:
        if size > left:
            count, left = count + 1, part
        left -= size
    return Segments(encoding, length, count)

"""One form for everything that people write differently but mean alike."""

import unicodedata
from functools import cache

from libs.package_data import data_folder

# What is drawn as nothing: it hides in pasted text and must not keep two names apart.
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
_VARIATION_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_PLANES = (*range(0x20000), *range(0xE0000, 0xE1000))  # the others hold ideographs and private use only
_DROPPED_CATEGORIES = ("Cc", "Cf", "Cs")  # controls, formats, halves of surrogate pairs


def fold(text: str) -> str:
    """The comparable form of a text; folding twice changes nothing.

    Full-width becomes half-width (NFKC), traditional characters simplified, capitals small; invisible
    characters go and runs of white space become one space.
    """
    return simplified(cleaned(text))


def cleaned(text: str) -> str:
    """Folded in everything but traditional characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    text = unicodedata.normalize("NFKC", text.translate(_dropped()))
    # Folding case can undo normal form and the other way round, in a few scripts.
    while (again := unicodedata.normalize("NFKC", text.casefold())) != text:
        text = again
    return " ".join(text.split())


def simplified(text: str) -> str:
    """Traditional characters replaced one by one, so that positions stay the same."""
    if text.isascii():
        return text
    table = _simplified_characters()
    return "".join([table.get(char, char) for char in text])


@cache
def _dropped() -> dict[int, None]:
    unwanted = [n for n in _PLANES if unicodedata.category(chr(n)) in _DROPPED_CATEGORIES]
    hidden = [*map(ord, _INVISIBLE), *_VARIATION_SELECTORS]
    return dict.fromkeys(n for n in unwanted + hidden if not chr(n).isspace())


@cache
def _simplified_characters() -> dict[str, str]:
    lines = (data_folder("opencc") / "dictionary" / "TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if "\t" in line]
    # 乾 is listed as 干 or itself: the first is the one that everybody's search means.
    table = {traditional: choices.split()[0] for traditional, choices in pairs}
    table = {old: new for old, new in table.items() if old != new and unicodedata.is_normalized("NFKC", new)}
    return {old: _end_of_chain(new, table) for old, new in table.items()}


def _end_of_chain(char: str, table: dict[str, str]) -> str:
    while char in table:
        char = table[char]
    return char

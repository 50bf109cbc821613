"""Finding names by any fragment of them, on a plain GIN index over an array column.

A record keeps two columns: `grams` (text[], GIN) and `text`. A search asks
`grams @> query_grams(q)`, which the index answers with a few candidates, and then checks each candidate
exactly: every one of `query_words(q)` must occur in `text`.

What is indexed, and so what a query may be: one or more Chinese characters (single characters and pairs);
two or more letters or digits of a name (pairs and triples); pinyin from any syllable on, two letters or
more; pinyin initials, two or more; three or more characters of a code (phone, mail, tax number: triples
only, which halves their number); seven digits in a row, since the triples of 1380000 are those of half a
country's phones. A query that has nothing of this gives no grams; it would read the whole table, so callers
should answer it with nothing.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from libs.names.folding import cleaned, fold, simplified
from libs.names.pinyin import plain_syllables, syllables

MAX_PART = 200  # characters of a name or code that can be found
MAX_QUERY = 100
APART = "\n\f\n"
"""Stands between the parts of a search text; no folded text holds it."""

# From here on scripts write words without spaces and say more with each character.
_DENSE = "\u2e80"
_RUNS = re.compile(f"[{_DENSE}-\U0010ffff]+|[^{_DENSE}-\U0010ffff]+")
_GAP = re.compile(f"(?<=[{_DENSE}-\U0010ffff]) (?=[{_DENSE}-\U0010ffff])")
_WORD = re.compile(r"\S+")
_BETWEEN = r"[()./+\-\u2010-\u2015 ]*"
_PUNCTUATED_NUMBER = re.compile(rf"\d(?:{_BETWEEN}\d){{6,}}")
_TYPED_NUMBER = re.compile(rf"(?<!\S)[+(]*{_PUNCTUATED_NUMBER.pattern}(?!\S)")
_TRUNK_ZERO = re.compile(rf"\(0\)|(?<=\+86){_BETWEEN}0|(?<=^0086){_BETWEEN}0|(?<=\+886){_BETWEEN}0")
"""Dialled within a country only, but often written behind its number: +44 (0)20, +86 028."""
_LONGEST_NUMBER = 15
"""Digits of a phone with its country."""
_LONG = 7
"""So many digits in a row are indexed as they stand."""
_LONG_NUMBER = re.compile(f"[0-9]{{{_LONG},}}")


class SearchEntry(NamedTuple):
    """What a record stores to be found."""

    text: str
    grams: list[str]


def search_entry(names: Iterable[str], *codes: Iterable[str]) -> SearchEntry:
    """Both columns at once, from a record's names (any script) and codes (phones, mails, numbers).

    Each group of codes is a part of the text by itself, so that a search can leave some of them out.
    """
    lines: list[str] = []
    grams: list[str] = []
    for name in names:
        _add_name(_GAP.sub("", cleaned(name[:MAX_PART])), lines, grams)
    parts = [_joined(lines), *[_codes(group, grams) for group in codes]]
    return SearchEntry(APART.join(parts), list(dict.fromkeys(grams)))


def _codes(codes: Iterable[str], grams: list[str]) -> str:
    lines: list[str] = []
    for code in codes:
        line = fold(code[:MAX_PART])
        lines.append(line)
        for word in line.split():
            _add_triples(word, grams)
        _add_numbers(line, lines, grams)
    return _joined(lines)


def _joined(lines: list[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, lines)))


def search_text(parts: Iterable[str]) -> str:
    """The folded text, with pinyin and initials, in which `query_words` are looked for."""
    return search_entry(parts).text


def grams(text: str) -> frozenset[str]:
    """The tokens under which a name is found."""
    return frozenset(search_entry([text]).grams)


def query_words(query: str) -> list[str]:
    """The fragments that must all occur in the search text. A phone number is one of them however its digits
    are grouped, without punctuation and leading zeros.
    """
    return _TYPED_NUMBER.sub(_as_typed, fold(query[:MAX_QUERY])).split()


def query_grams(query: str) -> list[str]:
    """The tokens that a record must have to be found; empty when the query is too short for the index."""
    words = query_words(query)
    grams = [gram for word in words for gram in _grams_of_word(word)]
    # Pairs of letters are indexed for names only and say little: they serve where nothing better is given.
    return list(dict.fromkeys(grams or [word for word in words if len(word) == 2]))


def found(text: str, query: str) -> bool:
    """The exact check on a candidate's search text, as SQL does it with LIKE."""
    return all(word in text for word in query_words(query))


def _add_name(name: str, lines: list[str], grams: list[str]) -> None:
    plain = simplified(name)
    lines.append(plain)
    for word in plain.split():
        for run in _RUNS.findall(word):
            _add_pairs(run, grams)
            if run[0] >= _DENSE:
                grams.extend(run)
            else:
                _add_triples(run, grams)
    _add_numbers(plain, lines, grams)
    if not plain.isascii():
        _add_spoken(name, plain, lines, grams)


def _add_spoken(name: str, plain: str, lines: list[str], grams: list[str]) -> None:
    """Pinyin and initials, in the reading of names and, where that differs, of the dictionary."""
    as_name = [sound[:-1] for sound in syllables(name)]
    as_text = [sound[:-1] for sound in plain_syllables(name)]
    for sounds in (as_name,) if as_name == as_text else (as_name, as_text):
        for word in _WORD.finditer(plain):
            heard = sounds[word.start() : word.end()]
            if any(heard):
                both = zip(word[0], heard, strict=True)
                _add_heard([sound or char for char, sound in both if sound or char.isalnum()], lines, grams)


def _add_heard(spoken: list[str], lines: list[str], grams: list[str]) -> None:
    full, first = "".join(spoken), "".join([syllable[0] for syllable in spoken])
    lines += [full, first]
    _add_triples(full, grams)
    _add_pairs(first, grams)
    _add_triples(first, grams)
    start = 0
    for syllable in spoken:
        grams.append(full[start : start + 2])
        start += len(syllable)


def _add_numbers(line: str, lines: list[str], grams: list[str]) -> None:
    """Long numbers also without their punctuation, since queries lose theirs."""
    for number in _PUNCTUATED_NUMBER.findall(line):
        if not number.isdigit():
            for digits in {_digits(number): None, _digits(_TRUNK_ZERO.sub("", number)): None}:
                lines.append(digits)
                _add_triples(digits, grams)


def _add_pairs(word: str, grams: list[str]) -> None:
    grams.extend([word[i : i + 2] for i in range(len(word) - 1)])


def _add_triples(word: str, grams: list[str]) -> None:
    grams.extend([word[i : i + 3] for i in range(len(word) - 2)])
    for number in _LONG_NUMBER.findall(word):
        grams.extend([number[i : i + _LONG] for i in range(len(number) - _LONG + 1)])


def _grams_of_word(word: str) -> list[str]:
    grams: list[str] = []
    for run in _RUNS.findall(word):
        if run[0] >= _DENSE:
            grams += run if len(run) == 1 else ()
            _add_pairs(run, grams)
        else:
            _add_triples(run, grams)
    return grams


def _as_typed(number: re.Match[str]) -> str:
    """Groups of digits as the one number that they are; several numbers stay apart."""
    whole = _as_number(number[0])
    if len(whole) <= _LONGEST_NUMBER:
        return whole
    return " ".join([_as_number(one) if _PUNCTUATED_NUMBER.search(one) else one for one in number[0].split()])


def _as_number(text: str) -> str:
    """A phone number as it is typed, with brackets and dashes and a trunk 0 or 00, as its bare digits."""
    return _digits(_TRUNK_ZERO.sub("", text)).removeprefix("0").removeprefix("0")


def _digits(number: str) -> str:
    return "".join([char for char in number if char.isdigit()])

"""How Chinese is read: one toned syllable for each character, surnames and common words known."""

import json
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from libs.names.folding import cleaned, simplified
from libs.names.readings import CHARACTERS, COMPOUND_SURNAMES, SURNAMES, WORDS
from libs.package_data import data_folder

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_CHINESE = re.compile(f"[{_HAN}]+")
_PIECES = re.compile(f"[{_HAN}]|[^\\W_{_HAN}]+")
_WORDS = re.compile("|".join(WORDS))


class Piece(NamedTuple):
    """One Chinese character with its toned syllable, or a word of another script."""

    text: str
    sound: str


def pieces(text: str) -> list[Piece]:
    """What a text consists of, folded and without punctuation."""
    text = cleaned(text)
    sounds = syllables(text)
    return [Piece(found[0], sounds[found.start()]) for found in _PIECES.finditer(simplified(text))]


def initials(text: str) -> str:
    """The first letter of each Chinese character's syllable and of each other word: 李明 gives lm.

    Characters without a known reading stand for themselves.
    """
    return "".join([(piece.sound or piece.text)[0] for piece in pieces(text)])


def syllables(text: str) -> list[str]:
    """The toned syllable (`li3`) of each character of a cleaned text; empty for what is not Chinese."""
    if text.isascii():
        return [""] * len(text)
    plain = simplified(text)
    sounds = [CHARACTERS.get(char) or _SOUNDS[written] for char, written in zip(plain, text, strict=True)]
    for run in _CHINESE.finditer(plain):
        _correct_name(run[0], run.start(), sounds)
    for word in _WORDS.finditer(plain):
        sounds[word.start() : word.end()] = WORDS[word[0]].split()
    return sounds


def plain_syllables(text: str) -> list[str]:
    """As `syllables`, by each character's first reading in the dictionary."""
    return [_SOUNDS[char] for char in text]


def _correct_name(run: str, start: int, sounds: list[str]) -> None:
    """Read the surname as one where a run of Chinese is as short as a person's name."""
    if len(run) <= 4 and (compound := COMPOUND_SURNAMES.get(run[:2])):
        sounds[start : start + 2] = compound.split()
    elif len(run) <= 3 and run[0] in SURNAMES:
        sounds[start] = SURNAMES[run[0]]


class _Sounds(dict[str, str]):
    """Each character's first reading, converted when it is first met."""

    def __missing__(self, char: str) -> str:
        written = _dictionary().get(str(ord(char)), "")
        self[char] = sound = _with_digit(written.partition(",")[0])
        return sound


_SOUNDS = _Sounds()


@cache
def _dictionary() -> dict[str, str]:
    found: dict[str, str] = json.loads((data_folder("pypinyin") / "pinyin_dict.json").read_bytes())
    return found


def _with_digit(written: str) -> str:
    """lǚ becomes lv3, as it is typed; the neutral tone is 5."""
    if not written:
        return ""
    marks = unicodedata.normalize("NFD", written).replace("u\u0308", "v")
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "5")
    return "".join(char for char in marks if char.isascii()) + tone

"""The stored key by which names in Chinese and other scripts sort in one list."""

from libs.names.folding import fold
from libs.names.pinyin import pieces

MAX_KEY = 200  # characters; an index row has room for about 2,700 bytes


def sort_key(text: str) -> str:
    """A key for a column with COLLATE "C" (Python's own order of strings is the same).

    Chinese sorts by syllable, tone and then character, so that one surname stays together, and among the
    Latin names of the same letter. Case, width and punctuation do not count. Beyond the first 200
    characters of the key names are equal.
    """
    key = " ".join([piece.sound + piece.text for piece in pieces(text[:MAX_KEY])])
    return (key or fold(text))[:MAX_KEY]

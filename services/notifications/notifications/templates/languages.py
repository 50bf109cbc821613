"""Which of the languages that messages are written in somebody reads."""

from typing import Final

from chassis.exports.catalogue import Language

TRADITIONAL: Final = frozenset({"Hant", "TW", "HK", "MO"})


def written_for(tag: str) -> Language | None:
    """The one for whoever reads a language (BCP 47); None for one that nothing is written in."""
    spoken, *more = tag.split("-")
    if spoken == "zh":
        return "zh-TW" if TRADITIONAL & set(more) and "Hans" not in more else "zh-CN"
    return "en" if spoken == "en" else None

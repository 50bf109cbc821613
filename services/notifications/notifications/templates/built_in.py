"""The texts that come with the suite, in force until somebody activates one of their own."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

FOLDER: Final = Path(__file__).parent / "texts"
LAYOUT: Final = (FOLDER / "layout.mjml").read_text()
FALLBACK: Final = "en"


class Source(NamedTuple):
    """What a message is made of."""

    number: int
    language: str
    subject: str
    text: str
    mjml: str


@cache
def built_in(topic: str, channel: str, language: str) -> Source | None:
    """A text of the suite, None when there is none."""
    found = _texts(topic).get(language, {}).get(channel)
    return (
        Source(0, language, *(found.get(name, "") for name in ("subject", "text", "mjml"))) if found else None
    )


@cache
def _texts(topic: str) -> dict[str, Any]:
    path = FOLDER / f"{topic}.toml"
    return tomllib.loads(path.read_text()) if path.exists() else {}

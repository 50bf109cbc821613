"""Addresses of pages on the web."""

import re
import unicodedata
from typing import Final

_LABEL: Final = r"[^\W_](?:\w|-(?!\.|$|[:/?#]))*"
_REST: Final = r"(:[0-9]{1,5})?([/?#][^\s<>\"\\]*)?"
_WHOLE: Final = re.compile(rf"(https?)://({_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\])\.?{_REST}", re.IGNORECASE)
_BARE: Final = re.compile(rf"({_LABEL}(?:\.{_LABEL})*\.(?=[^\W\d]){_LABEL}){_REST}", re.IGNORECASE)


def parse_link(text: str) -> str | None:
    """The address in the form to store and to follow, or None if it is none that a browser may follow.

    `acme.example` is `https://acme.example`; other schemes than http and https are refused, and so is what
    names a user in front of the host.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    if whole := _WHOLE.fullmatch(written):
        scheme, host, port, rest = whole.groups()
    elif bare := _BARE.fullmatch(written):
        scheme, (host, port, rest) = "https", bare.groups()
    else:
        return None
    return f"{scheme.lower()}://{host.lower()}{port or ''}{rest or ''}"

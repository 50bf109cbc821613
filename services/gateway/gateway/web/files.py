"""The built web app, read once at start: only what is in this table can ever be sent."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Content encoding, best first → the ending the build gives a compressed copy."""
KINDS = {
    ".css": b"text/css; charset=utf-8",
    ".html": b"text/html; charset=utf-8",
    ".ico": b"image/x-icon",
    ".js": b"text/javascript; charset=utf-8",
    ".png": b"image/png",
    ".svg": b"image/svg+xml",
    ".webmanifest": b"application/manifest+json",
    ".woff2": b"font/woff2",
}
"""What a page may need; source maps and the build's own notes are not among it."""
_REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")


@dataclass(frozen=True)
class File:
    """One file with its compressed copies."""

    kind: bytes
    digest: str
    bodies: Mapping[str, bytes]
    """Content encoding → bytes; the plain ones under an empty name."""

    def encoding(self, accepted: str) -> str:
        """The best encoding that an Accept-Encoding header allows; empty for none."""
        return next((one for one in ENCODINGS if one in self.bodies and _allows(accepted, one)), "")

    def tag(self, encoding: str) -> str:
        """The entity tag of these bytes in this encoding."""
        return f'"{self.digest}-{encoding}"' if encoding else f'"{self.digest}"'


def read(folder: Path) -> dict[str, File]:
    """Path as a browser asks for it → file; empty when the app was not built."""
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in KINDS and path.is_file())
    return {f"/{path.relative_to(folder).as_posix()}": _file(path) for path in files}


def _file(path: Path) -> File:
    plain = path.read_bytes()
    copies = {name: path.with_name(path.name + ending) for name, ending in ENCODINGS.items()}
    compressed = {name: copy.read_bytes() for name, copy in copies.items() if copy.is_file()}
    return File(KINDS[path.suffix], hashlib.sha256(plain).hexdigest()[:24], {"": plain, **compressed})


def _allows(header: str, encoding: str) -> bool:
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == encoding:
            return not _REFUSED.fullmatch(weight)
    return False

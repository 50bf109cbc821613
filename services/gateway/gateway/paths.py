"""Which service a path means. What two readers could understand differently is refused, not repaired."""

import re
from urllib.parse import unquote

from chassis.problems import NotFound

# One reading only: no empty or dot segment, no encoded slash, backslash, dot or control character, and
# nothing that could be decoded once more.
_ADDRESS = re.compile(
    r"""/api/(?P<service>[a-z][a-z0-9-]{0,40})
    (?P<rest>(?:/(?!\.{1,2}(?:/|$))(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%(?!2[EeFf]|5[Cc]|[01][0-9A-Fa-f]|7[Ff])[0-9A-Fa-f]{2})+)*/?)""",
    re.VERBOSE,
)
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_INTERNAL = re.compile(r"/(?:\.|openapi\.json$|docs/?$|redoc/?$)")
_OPEN = {("identity", "/.well-known/jwks.json")}


class NoSuchPath(NotFound):
    """There is nothing at this path."""


def target(path: str) -> tuple[str, str]:
    """The service and the path within it, as the client encoded it. Raises NoSuchPath."""
    found = _ADDRESS.fullmatch(path)
    if found is None or ("%25" in path and _ENCODED.search(unquote(path))):
        raise NoSuchPath
    service, rest = found["service"], found["rest"] or "/"
    if _INTERNAL.match(rest) and (service, rest) not in _OPEN:
        raise NoSuchPath
    return service, rest

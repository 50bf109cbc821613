"""Request bodies: JSON that can be kept and given back, or a problem that says where it is not."""

from typing import Any

import orjson
from fastapi import Request

MANY_BRACKETS = 100


class JsonRequest(Request):
    """Reads JSON strictly: no NaN, no half surrogate pairs, no deeper nesting than an answer may have."""

    async def json(self) -> Any:
        """The parsed body; a JSONDecodeError becomes a 422."""
        if not hasattr(self, "_json"):
            body = await self.body()
            value = orjson.loads(body)
            if body.count(b"[") + body.count(b"{") > MANY_BRACKETS:
                _require_writable(value)
            self._json = value
        return self._json


def _require_writable(value: Any) -> None:
    try:
        orjson.dumps(value)  # stops at 254 levels
    except TypeError:
        raise orjson.JSONDecodeError("nested too deeply", "", 0) from None

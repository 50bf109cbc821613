"""What the HTTP parser itself refuses (no request line, an address too long or not ASCII), as a problem."""

import orjson
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from chassis.problems import MEDIA_TYPE, Problem

_BODY = orjson.dumps(
    Problem(
        type="urn:crm:problem:malformed-request",
        title="Not an HTTP request; in an address, all but ASCII must be percent-encoded.",
        status=400,
    ).model_dump()
)
_ANSWER = (
    b"HTTP/1.1 400 Bad Request\r\ncontent-type: %b\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%b"
    % (MEDIA_TYPE.encode(), len(_BODY), _BODY)
)


class ProblemProtocol(HttpToolsProtocol):
    """Uvicorn's protocol on httptools; only its answer to what is no request differs."""

    def send_400_response(self, msg: str) -> None:
        """Answer and close; the parser cannot tell where another request would begin."""
        self.transport.write(_ANSWER)
        self.transport.close()

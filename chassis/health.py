"""The internal port: /metrics, /healthz (the process lives), /readyz (it can serve). Own thread, so that
it answers about a blocked event loop too."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

STUCK_SECONDS = 20.0


class Health:
    """What the probes answer; the event loop beats, roles set `ready`."""

    def __init__(self, *, watched: bool = True) -> None:
        self.ready = False
        self._watched = watched
        self._beat = time.monotonic()

    def beat(self) -> None:
        """The event loop is alive."""
        self._beat = time.monotonic()

    @property
    def alive(self) -> bool:
        """Whether the event loop has moved lately."""
        return not self._watched or time.monotonic() - self._beat < STUCK_SECONDS


def serve(health: Health, host: str, port: int) -> ThreadingHTTPServer:
    """Answer probes from now on."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server's name
            if self.path == "/metrics":
                self._answer(200, generate_latest(), CONTENT_TYPE_LATEST)
            elif self.path == "/healthz":
                self._answer(200 if health.alive else 503, b"", "text/plain")
            elif self.path == "/readyz":
                self._answer(200 if health.ready and health.alive else 503, b"", "text/plain")
            else:
                self._answer(404, b"", "text/plain")

        def _answer(self, status: int, body: bytes, media_type: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Probes are not news."""

    server = ThreadingHTTPServer((host, port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server

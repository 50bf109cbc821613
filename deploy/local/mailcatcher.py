"""Takes every mail the suite sends and shows it to people and tests; nothing leaves the machine.

    python -m deploy.local.mailcatcher FOLDER SMTP_PORT WEB_PORT

GET /messages lists what was caught as JSON, GET /messages/3 is one of them, DELETE /messages forgets all,
and / is a page for people.
"""

import html
import json
import signal
import sys
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.ports import HOST

KEPT = 2000
PAGE = """<!doctype html><meta charset="utf-8"><title>Caught mail</title>
<style>body{{font:15px system-ui;margin:2rem auto;max-width:60rem}}pre{{white-space:pre-wrap}}
summary{{padding:.4rem 0}}</style><h1>Caught mail</h1><p>{count} messages, newest first.</p>{messages}"""
ENTRY = "<details><summary><b>{subject}</b> to {to}, {date}</summary><pre>{text}</pre></details>"


class Box:
    """The caught mails: numbered files in a folder, the newest 2,000 of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def numbers(self) -> list[int]:
        return sorted(int(path.stem) for path in self.folder.glob("*.json"))

    def add(self, message: dict[str, Any]) -> None:
        with self.lock:
            numbers = self.numbers()
            message["number"] = numbers[-1] + 1 if numbers else 1
            draft = self.folder / "draft"
            draft.write_text(json.dumps(message, ensure_ascii=False))
            draft.replace(self._path(message["number"]))
            for number in numbers[: -KEPT + 1]:
                self._path(number).unlink()

    def read(self, number: int) -> dict[str, Any] | None:
        path = self._path(number)
        if not path.exists():
            return None
        message: dict[str, Any] = json.loads(path.read_text())
        return message

    def all(self) -> list[dict[str, Any]]:
        return [message for number in self.numbers() if (message := self.read(number))]

    def clear(self) -> None:
        with self.lock:
            for number in self.numbers():
                self._path(number).unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number}.json"


def describe(sender: str | None, recipients: list[str], content: bytes) -> dict[str, Any]:
    """A mail as JSON: envelope, headers, text, HTML, names of attachments, and the source."""
    mail: EmailMessage = message_from_bytes(content, policy=policy.default)
    text, markup = mail.get_body(("plain",)), mail.get_body(("html",))
    return {
        "from": sender,
        "to": recipients,
        "subject": str(mail["subject"] or ""),
        "date": str(mail["date"] or ""),
        "headers": {name: str(value) for name, value in mail.items()},
        "text": text.get_content() if text else "",
        "html": markup.get_content() if markup else "",
        "attachments": [part.get_filename() for part in mail.iter_attachments()],
        "source": content.decode(errors="replace"),
    }


class Receiver:
    """The SMTP side; aiosmtpd calls it by this name."""

    def __init__(self, box: Box) -> None:
        self.box = box

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.box.add(describe(envelope.mail_from, envelope.rcpt_tos, content))
        return "250 Caught"


def web(box: Box, port: int) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = self.path.removeprefix("/messages/")
            if self.path == "/":
                self.answer(200, page(box.all()), "text/html")
            elif self.path == "/messages":
                self.answer(200, json.dumps(box.all(), ensure_ascii=False))
            elif number.isdecimal() and (message := box.read(int(number))):
                self.answer(200, json.dumps(message, ensure_ascii=False))
            else:
                self.answer(404, '{"detail": "no such message"}')

        def do_DELETE(self) -> None:
            if self.path == "/messages":
                box.clear()
            self.answer(204 if self.path == "/messages" else 404, "")

        def answer(self, status: int, body: str, kind: str = "application/json") -> None:
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parent class names it
            """Requests are of no interest here."""

    return ThreadingHTTPServer((HOST, port), Handler)


def page(messages: list[dict[str, Any]]) -> str:
    entries = (
        ENTRY.format(**{key: html.escape(str(message[key])) for key in ("subject", "to", "date", "text")})
        for message in reversed(messages)
    )
    return PAGE.format(count=len(messages), messages="\n".join(entries))


def main(folder: str, smtp_port: str, web_port: str) -> None:
    box = Box(Path(folder))
    receiver = Controller(Receiver(box), hostname=HOST, port=int(smtp_port), enable_SMTPUTF8=True)
    receiver.start()
    server = web(box, int(web_port))
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever(poll_interval=0.2)
    receiver.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])

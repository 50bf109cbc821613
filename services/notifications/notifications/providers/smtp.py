"""Mail by SMTP.

Contract: no idempotency and nothing to ask afterwards. What is known after which reply (RFC 5321):

- no connection, or any failure before DATA: not taken; for ever only when a 5yz is about the recipient;
- the reply to the end of the data: 250 is taken, 4yz and 5yz are not;
- silence or a broken connection from DATA on: unknown. The server may have the mail and the 250 been lost.
"""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

import aiosmtplib
from aiosmtplib import SMTPDataError, SMTPResponseException

from notifications.providers.contract import (
    Accepted,
    Contract,
    Deferred,
    Message,
    Outcome,
    Provider,
    Refused,
    Unclear,
)
from notifications.settings import ProviderSettings, Settings

NOBODY_THERE = (550, 551, 553)


class Smtp(Provider):
    """A mail server that relays for us."""

    contract = Contract()

    def __init__(self, given: ProviderSettings, settings: Settings) -> None:
        self.name, self.channel, self.per_minute = given.name, given.channel, given.per_minute
        self._url = urlsplit(given.url or settings.smtp_url)
        self._account = given.user, given.secret.get_secret_value()
        self._seconds = settings.call_seconds

    async def send(self, message: Message) -> Outcome:
        """Hand over one mail to one recipient."""
        if not message.address.isascii():
            return Refused("address_not_ascii")
        sender = parseaddr(message.sender)[1]
        content = composed(message).as_bytes(policy=WIRE)
        client = self._client()
        try:
            await client.connect()
            try:
                await client.mail(sender)
                await client.rcpt(message.address)
                return await _data(client, content)
            finally:
                client.close()
        except aiosmtplib.SMTPRecipientRefused as error:
            return _refusal(error, dead_address=error.code in NOBODY_THERE)
        except SMTPResponseException as error:  # of the greeting, the sign-in, our sender: not of this mail
            return Deferred(_told(error))
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            return Deferred(type(error).__name__)

    def _client(self) -> aiosmtplib.SMTP:
        user, password = self._account
        secure = self._url.scheme == "smtps"
        return aiosmtplib.SMTP(
            hostname=self._url.hostname or "127.0.0.1",
            port=self._url.port or (465 if secure else 587),
            username=user or None,
            password=password or None,
            use_tls=secure,
            timeout=self._seconds,
        )


async def _data(client: aiosmtplib.SMTP, content: bytes) -> Outcome:
    """From here on, only a reply says whether the server has it."""
    try:
        reply = await client.data(content)
    except SMTPDataError as error:
        return _refusal(error)
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        return Unclear(type(error).__name__)
    return Accepted(reply.message[:200])


def _refusal(error: SMTPResponseException, *, dead_address: bool = False) -> Outcome:
    return Deferred(_told(error)) if error.code < 500 else Refused(_told(error), dead_address)


def _told(error: SMTPResponseException) -> str:
    return f"{error.code} {error.message}"[:200]


def composed(message: Message) -> EmailMessage:
    """The mail; its Message-ID is our reference."""
    name, sender = parseaddr(message.sender)
    mail = EmailMessage()
    mail["Message-ID"] = f"<{message.reference}@{sender.partition('@')[2]}>"
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["From"] = Address(name, addr_spec=sender)
    mail["To"] = message.address
    mail["Subject"] = message.subject
    mail["Auto-Submitted"] = "auto-generated"  # so that absence notes are not answered with more mail
    mail.set_content(message.text)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    return mail

"""An authenticator as people have it on their telephone: it knows the secret and the time."""

import base64
import time
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP


class Authenticator:
    def __init__(self, secret: str) -> None:
        self._totp = TOTP(base64.b32decode(secret), 6, SHA1(), 30)

    def code(self, steps: int = 0) -> str:
        """The code it shows, or will show so many steps later."""
        return self._totp.generate(int(time.time()) + 30 * steps).decode()

    def wrong(self) -> str:
        """A code that it shows at no time near."""
        shown = {self.code(steps) for steps in range(-3, 4)}
        return next(code for code in (f"{number:06}" for number in range(10)) if code not in shown)


async def enrol(identity: Any, person: Any) -> tuple[Authenticator, list[str]]:
    """Set up a second factor; what was used meanwhile may be used again."""
    begun = await identity.call("POST", "/me/second-factor", person, status=201)
    authenticator = Authenticator(begun["secret"])
    body = {"code": authenticator.code()}
    codes = (await identity.call("POST", "/me/second-factor/confirm", person, json=body))["recovery_codes"]
    await rewind(identity)
    return authenticator, codes


async def rewind(identity: Any) -> None:
    """As if the last code had been used long ago."""
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE second_factor SET last_step = 0")


async def doubt(identity: Any) -> None:
    """As if every sign-in had been confirmed longer ago than counts."""
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE session SET confirmed_at = now() - interval '11 minutes'")


async def prolong(identity: Any) -> None:
    """Let whoever is locked out wait for a minute and not for a second, however slow the machine is."""
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE attempts SET failures = failures + 6, failed_at = now()")


async def again(identity: Any, person: Any) -> Any:
    """The same session after a refresh."""
    body = {"refresh_token": person.tokens["refresh_token"]}
    tokens = await identity.call("POST", "/sessions/refresh", json=body)
    return type(person)(person.id, person.email, tokens)

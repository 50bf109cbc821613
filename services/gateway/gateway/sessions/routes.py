"""/api/session: signing in, looking, confirming and signing out with a browser."""

from typing import Any

import orjson

from chassis.problems import DomainError, NotSignedIn
from gateway.addresses import counted
from gateway.edge import Edge
from gateway.exchange import Exchange
from gateway.sessions import cookies, secrets
from gateway.sessions.identity import Answer

CREDENTIALS = 16 * 1024  # bytes; more than any password needs


class NotJson(DomainError):
    """The body must be JSON, and Content-Type must say so: application/json."""

    status = 415


async def sign_in(edge: Edge, exchange: Exchange) -> None:
    """Exchange {email, password, otp?} for a session cookie; answers 200 with `user` and `csrf_token`.

    Refusals are identity's own. Without Redis or identity 503.
    """
    edge.origins.require_own_page(exchange)
    _require_json(exchange)
    count_sign_in(edge, exchange)
    headers = {**_on_behalf_of(exchange), "X-Device-Token": cookies.device(exchange)}
    answer = await edge.sessions.sign_in(await exchange.body(CREDENTIALS), headers)
    if isinstance(answer, Answer):
        await _relay(exchange, answer)
        return
    before = cookies.read(exchange)
    if before:
        await edge.sessions.sign_out(before, exchange.address)
    secret, session, device_token = answer
    cookies.give(exchange, secret, secure=edge.secure)
    if device_token:
        cookies.keep_device(exchange, device_token, secure=edge.secure)
    await _show(edge, exchange, secret, session.access_token)


async def show(edge: Edge, exchange: Exchange) -> None:
    """Who is signed in with this browser, and the token for X-CSRF-Token. 401 when nobody is."""
    secret = cookies.read(exchange)
    if secret is None:
        raise NotSignedIn(reason="missing")
    edge.limits.take(f"address:{counted(exchange.address)}", edge.settings.anonymous_rate_limit)
    session = await edge.sessions.current(secret, exchange.address)
    await _show(edge, exchange, secret, session.access_token)


async def confirm(edge: Edge, exchange: Exchange) -> None:
    """Confirm the sign-in by {password} or {otp}, which opens dangerous actions for 10 minutes; answers 200
    with `confirmed_until`. Refusals are identity's own. 401 when nobody is signed in."""
    secret = cookies.read(exchange)
    if secret is None:
        raise NotSignedIn(reason="missing")
    edge.callers.require_csrf_token(exchange, secret)
    _require_json(exchange)
    count_sign_in(edge, exchange)
    session = await edge.sessions.current(secret, exchange.address)
    proof = await exchange.body(CREDENTIALS)
    answer = await edge.sessions.identity.confirm(session.access_token, proof, _on_behalf_of(exchange))
    if answer.ok:
        await edge.sessions.renew(secret, exchange.address)
        await edge.switchboard.distrust(session.session_id)
    await _relay(exchange, answer)


async def sign_out(edge: Edge, exchange: Exchange) -> None:
    """End the session here and at identity, and remove the cookie. 204, also when there was none."""
    secret = cookies.read(exchange)
    if secret is not None:
        edge.callers.require_csrf_token(exchange, secret)
        await edge.sessions.sign_out(secret, exchange.address)
        cookies.take(exchange, secure=edge.secure)
    await exchange.nothing()


def count_sign_in(edge: Edge, exchange: Exchange) -> None:
    """Count an attempt to sign in. Raises TooManyRequests."""
    edge.limits.take(f"sign-in:{counted(exchange.address)}", edge.settings.sign_in_rate_limit)


def _require_json(exchange: Exchange) -> None:
    if exchange.header(b"content-type").partition(";")[0].strip().lower() != "application/json":
        raise NotJson


async def _show(edge: Edge, exchange: Exchange, secret: str, access_token: str) -> None:
    answer = await edge.sessions.identity.me(access_token)
    if answer.status == 401:  # ended at identity, which the gateway has not heard yet
        await edge.sessions.forget(secret)
        raise NotSignedIn(reason="session-ended")
    if not answer.ok:
        await _relay(exchange, answer)
        return
    shown: dict[str, Any] = {
        "user": orjson.Fragment(answer.body),
        "csrf_token": secrets.csrf_token(secret),
    }
    await exchange.json(200, shown)


async def _relay(exchange: Exchange, answer: Answer) -> None:
    media_type = answer.headers.get("Content-Type", "application/problem+json").encode()
    kept = (
        [(b"retry-after", answer.headers["Retry-After"].encode())] if "Retry-After" in answer.headers else []
    )
    await exchange.answer(answer.status, answer.body, media_type, kept)


def _on_behalf_of(exchange: Exchange) -> dict[str, str]:
    """From where and with what somebody signs in, as their list of sessions shows it."""
    return {
        "X-Forwarded-For": exchange.address,
        "X-Forwarded-Proto": exchange.scheme,
        "User-Agent": exchange.headers.get(b"user-agent", b"").decode("utf-8", "replace"),
    }

"""Signing keys: published before they sign, and until nothing signed by them is valid."""

from typing import Any

import jwt

from chassis.actors import service_actor
from identity.keys import service as keys
from identity.settings import Settings


async def rotate(identity: Any) -> None:
    async with identity.runtime.database.writing(service_actor("identity")) as session:
        await keys.rotate(session, Settings.of(identity.runtime.settings))


async def age(identity: Any, interval: str) -> None:
    """As if all keys had been made longer ago."""
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE signing_key SET signs_from = signs_from - interval '{interval}'"
        )


async def published(identity: Any) -> list[str]:
    return [key["kid"] for key in (await identity.call("GET", "/.well-known/jwks.json"))["keys"]]


async def signing(identity: Any) -> str:
    token = (await identity.sign_in()).tokens["access_token"]
    return str(jwt.get_unverified_header(token)["kid"])


async def test_access_tokens_say_what_verifiers_expect(identity: Any, administrator: Any) -> None:
    claims = await identity.runtime.verifier.verify(administrator.tokens["access_token"])
    assert claims.subject == administrator.id
    assert (claims.kind, len(claims.roles), claims.teams) == ("user", 1, ())


async def test_a_new_key_is_public_before_it_signs_and_old_ones_stay_a_while(
    identity: Any, administrator: Any
) -> None:
    (old,) = await published(identity)
    await rotate(identity)
    assert await published(identity) == [old]
    await age(identity, "30 days")
    await rotate(identity)
    both = await published(identity)
    assert both[0] == old
    assert len(both) == 2
    assert await signing(identity) == old
    await age(identity, "11 minutes")
    identity.runtime.verifier.trust(await identity.call("GET", "/.well-known/jwks.json"))
    assert await signing(identity) == both[1]
    await identity.call("GET", "/me", administrator)  # a token by the old key
    await age(identity, "15 minutes")
    assert await published(identity) == [both[1]]
    await rotate(identity)
    assert len(await identity.rows("SELECT 1 FROM signing_key")) == 1


async def test_private_keys_are_kept_encrypted(identity: Any) -> None:
    ((wrapped, public),) = await identity.rows("SELECT wrapped, public FROM signing_key")
    assert len(wrapped) == 12 + 32 + 16
    assert public not in wrapped


async def test_a_key_that_another_secret_encrypted_is_replaced(identity: Any) -> None:
    (old,) = await published(identity)
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE signing_key SET wrapped = decode(repeat('00', 60), 'hex')")
    await rotate(identity)
    (new,) = await published(identity)
    assert new != old
    identity.runtime.verifier.trust(await identity.call("GET", "/.well-known/jwks.json"))
    assert await signing(identity) == new

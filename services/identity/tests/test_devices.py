"""Known devices: strangers' failures keep nobody out of a device they use."""

from typing import Any

from services.identity.tests.authenticators import prolong

PASSWORD = "correct horse battery staple"
EMAIL = "admin@example.com"


async def attempt(
    identity: Any,
    password: str = PASSWORD,
    *,
    status: int = 201,
    address: str = "192.0.2.1",
    device: str | None = None,
    email: str = EMAIL,
) -> Any:
    headers = {"X-Forwarded-For": address} | ({"X-Device-Token": device} if device is not None else {})
    body = {"email": email, "password": password}
    return await identity.call("POST", "/sessions", status=status, json=body, headers=headers)


async def lock_out(identity: Any, address: str = "192.0.2.1") -> None:
    for _ in range(10):
        await attempt(identity, "not the password", status=401, address=address)
    await prolong(identity)
    await attempt(identity, status=429, address=address)


async def test_only_who_sends_the_header_becomes_a_device(identity: Any) -> None:
    assert (await attempt(identity))["device_token"] is None
    assert await identity.rows("SELECT 1 FROM device") == []
    assert (await attempt(identity, device=""))["device_token"]


async def test_a_lock_out_of_the_address_does_not_concern_a_known_device(identity: Any) -> None:
    token = (await attempt(identity, device=""))["device_token"]
    for number in range(20):  # and of the whole account
        await attempt(identity, "not the password", status=401, address=f"198.51.100.{number}")
    await lock_out(identity)
    await attempt(identity, status=429, address="203.0.113.9")
    await attempt(identity, device=token, address="203.0.113.9")


async def test_failures_with_a_known_device_lock_out_that_device_alone(identity: Any) -> None:
    token = (await attempt(identity, device=""))["device_token"]
    for _ in range(10):
        await attempt(identity, "not the password", status=401, device=token)
    await prolong(identity)
    await attempt(identity, status=429, device=token)
    await attempt(identity)


async def test_each_sign_in_changes_the_token_and_an_old_one_is_strange(identity: Any) -> None:
    first = (await attempt(identity, device=""))["device_token"]
    second = (await attempt(identity, device=first))["device_token"]
    assert first != second
    assert len(await identity.rows("SELECT 1 FROM device")) == 1
    await lock_out(identity)
    await attempt(identity, device=first, status=429)
    await attempt(identity, device=second)


async def test_a_token_is_good_for_its_own_person_only(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    token = (await attempt(identity, device="", email=person.email))["device_token"]
    await lock_out(identity)
    await attempt(identity, device=token, status=429)
    for made_up in ("x", token[:-2] + "AA", "ü" * 3, "=" * 70):
        headers = {
            "X-Device-Token": made_up.encode("utf-8").decode("latin-1"),
            "X-Forwarded-For": "192.0.2.1",
        }
        body = {"email": EMAIL, "password": PASSWORD}
        async with identity.client.post("/sessions", json=body, headers=headers) as answer:
            assert answer.status == 429, made_up


async def test_devices_are_listed_and_forgotten_with_their_sessions(identity: Any) -> None:
    tokens = await attempt(identity, device="")
    other = await attempt(identity, device="", address="192.0.2.2")
    here = {"Authorization": f"Bearer {tokens['access_token']}"}
    there = {"Authorization": f"Bearer {other['access_token']}"}
    devices = (await identity.call("GET", "/me/devices", headers=here))["items"]
    assert [(one["address"], one["current"]) for one in devices] == [
        ("192.0.2.2", False),
        ("192.0.2.1", True),
    ]
    await identity.call("DELETE", f"/me/devices/{devices[0]['id']}", headers=here, status=204)
    await identity.call("GET", "/me", headers=there, status=401)
    await identity.call("GET", "/me", headers=here)
    await lock_out(identity, "192.0.2.2")
    await attempt(identity, device=other["device_token"], address="192.0.2.2", status=429)
    await identity.call("DELETE", f"/me/devices/{devices[0]['id']}", headers=here, status=404)


async def test_another_password_makes_other_devices_strange_again(identity: Any) -> None:
    tokens = await attempt(identity, device="")
    await attempt(identity, device="", address="192.0.2.2")
    here = {"Authorization": f"Bearer {tokens['access_token']}"}
    body = {"current_password": PASSWORD, "new_password": "another battery staple"}
    await identity.call("POST", "/me/password", headers=here, json=body, status=204)
    devices = (await identity.call("GET", "/me/devices", headers=here))["items"]
    assert [one["current"] for one in devices] == [True]

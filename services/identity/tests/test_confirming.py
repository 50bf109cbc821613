"""What is dangerous in the wrong hands needs a sign-in confirmed a moment ago."""

from typing import Any
from uuid import uuid4

import pytest

from services.identity.tests.authenticators import again, doubt, prolong

PASSWORD = "correct horse battery staple"
REQUIRED = "urn:crm:problem:confirmation-required"


async def stale(identity: Any, person: Any) -> Any:
    await doubt(identity)
    return await again(identity, person)


DANGEROUS: list[tuple[str, str, Any]] = [
    ("POST", "/roles", {"name": "R", "permissions": {}}),
    ("PATCH", f"/roles/{uuid4()}", {"permissions": {}}),
    ("DELETE", f"/roles/{uuid4()}", None),
    ("POST", "/users", {"name": "N", "email": "n@example.com"}),
    ("PATCH", f"/users/{uuid4()}", {"role_ids": []}),
    ("PATCH", f"/users/{uuid4()}", {"email": "n@example.com"}),
    ("POST", f"/users/{uuid4()}/password", {"password": PASSWORD}),
    ("POST", f"/users/{uuid4()}/second-factor/reset", None),
    ("PATCH", "/organisation", {"second_factor_required": False}),
    ("POST", "/me/second-factor", None),
    ("DELETE", "/me/second-factor", None),
    ("POST", "/me/second-factor/recovery-codes", None),
    ("POST", "/api-keys", {"name": "K", "role_ids": [str(uuid4())]}),
    ("PATCH", f"/api-keys/{uuid4()}", {"name": "K"}),
    ("POST", f"/api-keys/{uuid4()}/rotate", {}),
]


@pytest.mark.parametrize(("method", "path", "body"), DANGEROUS, ids=lambda one: str(one)[:40])
async def test_it_is_refused_after_ten_minutes(
    identity: Any, administrator: Any, method: str, path: str, body: Any
) -> None:
    late = await stale(identity, administrator)
    headers = {"If-Match": '"1"'}
    refused = await identity.call(method, path, late, status=403, json=body, headers=headers)
    assert (refused["type"], refused["params"]) == (REQUIRED, {"seconds": 600})


async def test_the_password_opens_it_again(identity: Any, administrator: Any) -> None:
    late = await stale(identity, administrator)
    role = {"name": "R", "permissions": {}}
    answer = await identity.call("POST", "/sessions/confirm", late, json={"password": PASSWORD})
    assert answer.keys() == {"confirmed_until"}
    await identity.call("POST", "/roles", late, status=403, json=role)  # the token from before
    await identity.call("POST", "/roles", await again(identity, late), status=201, json=role)


async def test_a_sign_in_of_ones_own_elsewhere_confirms_nothing_here(
    identity: Any, administrator: Any
) -> None:
    late = await stale(identity, administrator)
    await identity.sign_in()
    await identity.call("DELETE", "/roles/" + str(uuid4()), await again(identity, late), status=403)


async def test_wrong_passwords_confirm_nothing_and_lock_out(identity: Any, administrator: Any) -> None:
    late = await stale(identity, administrator)
    for _ in range(10):
        await identity.call("POST", "/sessions/confirm", late, status=403, json={"password": "wrong"})
    await prolong(identity)
    await identity.call("POST", "/sessions/confirm", late, status=429, json={"password": PASSWORD})
    await identity.call("POST", "/sessions/confirm", late, status=422, json={})


async def test_other_edits_of_people_need_none(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    late = await stale(identity, administrator)
    headers = {"If-Match": '"1"'}
    await identity.call("PATCH", f"/users/{person.id}", late, json={"name": "New"}, headers=headers)

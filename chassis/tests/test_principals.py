"""API keys and second factors in a service that only hears of them."""

import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from chassis.access import SecondFactorMissing
from chassis.actors import CONFIRMED_SECONDS, Actor, ConfirmationRequired, Kind
from chassis.identifiers import new_id
from chassis.problems import NotSignedIn
from chassis.testing import Bench, sign
from crm.identity.events import ApiKeyChanged, OrganisationChanged, RoleChanged, UserChanged


async def role(example: Bench, **permissions: str) -> UUID:
    named = {name.replace("_", "."): scope for name, scope in permissions.items()}
    event = RoleChanged(role_id=new_id(), version=1, name="R", permissions=named)
    await example.announce(event)
    return event.role_id


async def key(example: Bench, id_: UUID, roles: Sequence[UUID], version: int = 1, **more: Any) -> None:
    said = {"active": True, "expires_at": None, "team_ids": []} | more
    await example.announce(ApiKeyChanged(api_key_id=id_, version=version, name="K", role_ids=roles, **said))


async def read(example: Bench, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    async with example.client.get("/notes", headers=headers) as answer:
        return answer.status


async def test_a_key_has_its_roles_of_this_moment_and_not_those_of_its_token(example: Bench) -> None:
    reading, other = await role(example, note_read="all"), await role(example)
    id_ = new_id()
    token = sign(id_, roles=[reading], kind="api_key")
    assert await read(example, token) == 200  # its making was not heard of yet
    await key(example, id_, [other])
    assert await read(example, token) == 403
    await key(example, id_, [reading], version=2)
    assert await read(example, token) == 200
    await key(example, id_, [reading], version=3, active=False)
    assert await read(example, token) == 401
    await key(example, id_, [reading], version=2)  # old news
    assert await read(example, token) == 401


async def test_what_a_key_has_begun_goes_on_in_its_name_until_it_is_revoked(example: Bench) -> None:
    id_, reading = new_id(), await role(example, note_read="all")
    await key(example, id_, [reading])
    actor = example.runtime.access.acting(id_)
    assert (str(actor), actor.may("note.read")) == (f"api_key:{id_}", True)
    await key(example, id_, [reading], version=2, active=False)
    with pytest.raises(NotSignedIn):
        example.runtime.access.acting(id_)


async def test_who_lacks_a_required_second_factor_gets_nothing_until_it_is_there(example: Bench) -> None:
    person = await example.person({"note.read": "all"})
    said = {"name": "O", "time_zone": "UTC", "base_currency": "CNY", "languages": ["en"], "region": "CN"}
    organisation = new_id()
    assert await read(example, person.token) == 200
    required = OrganisationChanged(
        organisation_id=organisation, version=1, second_factor_required=True, **said
    )
    await example.announce(required)
    assert await read(example, person.token) == 403
    with pytest.raises(SecondFactorMissing):
        example.runtime.access.actor(await example.runtime.verifier.verify(person.token))
    known = dict(example.runtime.access.user(person.id) or {})
    await example.announce(UserChanged(**known | {"version": 2, "second_factor": True}))
    assert await read(example, person.token) == 200
    keyed = sign(new_id(), roles=[await role(example, note_read="all")], kind="api_key")
    assert await read(example, keyed) == 200


@pytest.mark.parametrize(("ago", "kind"), [(CONFIRMED_SECONDS + 1, Kind.USER), (None, Kind.API_KEY)])
def test_only_who_proved_a_moment_ago_who_they_are_may_do_what_is_dangerous(
    ago: int | None, kind: Kind
) -> None:
    Actor(Kind.USER, new_id(), confirmed_at=time.time() - CONFIRMED_SECONDS + 5).require_confirmed()
    with pytest.raises(ConfirmationRequired):
        Actor(kind, new_id(), confirmed_at=time.time() - ago if ago else 0).require_confirmed()


def test_the_problem_has_a_stable_name() -> None:
    assert ConfirmationRequired(seconds=600).problem().type == "urn:crm:problem:confirmation-required"

"""Every gRPC method × who asks: services sign, people's tokens travel along, and both are checked."""

import asyncio
import importlib
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import grpc
import grpc.aio
import jwt
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from google.protobuf import json_format, message_factory

from deploy.local.folders import ROOT
from tests.security.cells import Cell, cells
from tests.security.principals import EVERYTHING, Principal
from tests.security.rules import Rule
from tests.security.state import at_rest, differences
from tests.security.table import METHODS
from tests.security.world import AT_ONCE, World, filled

pytestmark = pytest.mark.timeout(900)  # all cells, on a machine that does other things too
STATUS = {
    grpc.StatusCode.OK: 200,
    grpc.StatusCode.UNAUTHENTICATED: 401,
    grpc.StatusCode.PERMISSION_DENIED: 403,
    grpc.StatusCode.NOT_FOUND: 404,
}
SERVICE = Principal("the service itself", "", "service", EVERYTHING)
Metadata = list[tuple[str, str]]


def declared() -> dict[str, Any]:
    """`package.Service/Method` of every .proto file → its descriptor."""

    def methods(path: Path) -> Iterator[Any]:
        name = ".".join(path.relative_to(ROOT / "proto").with_suffix("").parts)
        module = importlib.import_module(f"{name}_pb2")
        for service in module.DESCRIPTOR.services_by_name.values():
            yield from service.methods

    found = [one for path in (ROOT / "proto" / "crm").glob("*/v1/*.proto") for one in methods(path)]
    return {f"{one.containing_service.full_name}/{one.name}": one for one in found}


def test_every_method_has_a_row_and_every_row_a_method() -> None:
    assert sorted(declared()) == sorted(METHODS), "say in tests/security/table.py who may call it"


class Asker:
    """Calls methods by their descriptors."""

    def __init__(self, world: World) -> None:
        self.world, self.methods = world, declared()
        self.turns = asyncio.Semaphore(AT_ONCE)
        self.channels = {name: grpc.aio.insecure_channel(at) for name, at in world.suite.grpc.items()}

    async def ask(self, cell: Cell, metadata: Metadata) -> int:
        """The status, as HTTP would say it."""
        method = self.methods[cell.operation]
        request, response = map(message_factory.GetMessageClass, (method.input_type, method.output_type))
        ids = dict(self.world.ids)
        if cell.rule.thing:
            ids |= await self.world.record(cell.rule.thing, cell.relation, cell.who)
        call = self.channels[service_of(cell.operation)].unary_unary(
            f"/{cell.operation}",
            request_serializer=request.SerializeToString,
            response_deserializer=response.FromString,
        )
        question = json_format.ParseDict(filled(cell.rule.body or {}, ids), request())
        try:
            async with self.turns:
                await call(question, timeout=30, metadata=tuple(metadata))
        except grpc.aio.AioRpcError as error:
            return STATUS.get(error.code(), 500)
        return 200

    def metadata(self, cell: Cell) -> Metadata:
        """Signed by the gateway, with the person's token."""
        signed = self.world.mint.service("gateway", service_of(cell.operation))
        found = [("authorization", f"Bearer {signed}")]
        if cell.who.kind != "service":
            found.append(("x-user-token", self.world.mint.token(cell.who)))
        return found


def service_of(method: str) -> str:
    """Which service answers it."""
    return method.split(".")[1].replace("_", "-")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def asker(world: World) -> Any:
    one = Asker(world)
    yield one
    await asyncio.gather(*(channel.close() for channel in one.channels.values()))


async def test_a_method_answers_under_the_permissions_of_whoever_is_asked_for(
    world: World, asker: Asker
) -> None:
    people = {name: one for name, one in world.principals.items() if name != "sharer"}
    every = cells(METHODS, dict.fromkeys(METHODS, 200), people | {SERVICE.name: SERVICE})
    await asyncio.gather(
        *(world.record(*key) for key in {(one.rule.thing, one.relation, one.who) for one in every} if key[0])
    )
    before = await at_rest(world.suite)
    for some in ([one for one in every if one.denied], [one for one in every if not one.denied]):
        answers = await asyncio.gather(*(asker.ask(one, asker.metadata(one)) for one in some))
        wrong = [f"{one} was {got}" for one, got in zip(some, answers, strict=True) if got != one.status]
        assert not wrong, "\n".join([f"{len(wrong)} of {len(some)}", *wrong])
        if some[0].denied:
            assert differences(before, await at_rest(world.suite)) == []


def forged(world: World, service: str) -> Mapping[str, Metadata]:
    """Metadata that should not let anybody in."""
    mint, boss = world.mint, world.principals["administrator"]
    now, stranger = int(time.time()), Ed25519PrivateKey.generate()
    claims = {"iss": "gateway", "aud": service, "exp": now + 60}
    other = "customer" if service == "notifications" else "notifications"
    good, person = mint.service("gateway", service), mint.token(boss)
    tokens = {
        "a person's token": person,
        "another audience": mint.service("gateway", other),
        "expired": mint.service("gateway", service, exp=now - 1),
        "signed by another service": mint.service("notifications", service, iss="gateway"),
        "an unknown service": mint.service("gateway", service, iss="unheard-of"),
        "signed by somebody else": jwt.encode(claims, stranger, algorithm="EdDSA"),
        "alg none": jwt.encode(claims, "", algorithm="none"),
        "without an end": jwt.encode({"iss": "gateway", "aud": service}, stranger, algorithm="EdDSA"),
        "no token": "abc",
    }
    found: dict[str, Metadata] = {name: [("authorization", f"Bearer {one}")] for name, one in tokens.items()}
    signed = ("authorization", f"Bearer {good}")
    return found | {
        "nothing": [],
        "only a person": [("x-user-token", person)],
        "only a name": [("x-on-behalf-of", f"user:{boss.id}")],
        "another scheme": [("authorization", f"Basic {good}")],
        "a person's token that expired": [signed, ("x-user-token", mint.token(boss, exp=now - 1))],
        "a person's token made up": [signed, ("x-user-token", mint.sign(mint.claims(boss), stranger))],
        "a service's token for a person's": [signed, ("x-user-token", good)],
        "an empty person's token": [signed, ("x-user-token", "")],
    }


async def test_no_forged_metadata_opens_a_method(world: World, asker: Asker) -> None:
    who = world.principals["administrator"]
    asked = [
        (name, Cell(method, Rule(body=rule.body if not rule.thing else {}), who, "", 401), metadata)
        for method, rule in METHODS.items()
        for name, metadata in forged(world, service_of(method)).items()
    ]
    before = await at_rest(world.suite)
    answers = await asyncio.gather(*(asker.ask(cell, metadata) for _, cell, metadata in asked))
    opened = [
        f"{cell.operation} with {name}: {got}"
        for (name, cell, _), got in zip(asked, answers, strict=True)
        if got != 401
    ]
    assert opened == []
    assert differences(before, await at_rest(world.suite)) == []


async def test_whom_a_service_says_it_acts_for_gives_a_person_nothing(world: World, asker: Asker) -> None:
    """`x-on-behalf-of` is a note for the records; with a person's token that token alone decides."""
    method = "crm.customer.v1.CustomerService/ListCustomers"
    cell = Cell(method, METHODS[method], world.principals["none"], "", 403)
    boss = f"user:{world.principals['administrator'].id}"
    metadata = [*asker.metadata(cell), ("x-on-behalf-of", boss), ("x-service", "gateway")]
    assert await asker.ask(cell, metadata) == 403

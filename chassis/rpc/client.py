"""Asking other services: always with a deadline, signed by this service, the person's token along."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import grpc
import grpc.aio
from opentelemetry import propagate

from chassis.actors import Actor
from chassis.problems import Unavailable
from chassis.rpc.statuses import error_of
from chassis.tokens import ServiceTokens

Request = TypeVar("Request")
Response = TypeVar("Response")
Stub = TypeVar("Stub")
OPTIONS = [
    ("grpc.keepalive_time_ms", 20_000),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 1_000),
]


class Peers:
    """Channels to the services named in CRM_GRPC_PEERS, opened when first asked."""

    def __init__(self, addresses: Mapping[str, str], tokens: ServiceTokens) -> None:
        self._addresses = addresses
        self._tokens = tokens
        self._channels: dict[str, grpc.aio.Channel] = {}
        self._stubs: dict[tuple[str, Any], Any] = {}

    def channel(self, peer: str) -> grpc.aio.Channel:
        """The channel to a peer."""
        if peer not in self._channels:
            if peer not in self._addresses:
                raise Unavailable(service=peer, reason="CRM_GRPC_PEERS does not name it")
            self._channels[peer] = grpc.aio.insecure_channel(self._addresses[peer], options=OPTIONS)
        return self._channels[peer]

    def stub(self, peer: str, kind: Callable[[grpc.aio.Channel], Stub]) -> Stub:
        """What has the methods for `ask`, made once: `peers.stub("identity", AccessServiceStub)`."""
        if (peer, kind) not in self._stubs:
            self._stubs[peer, kind] = kind(self.channel(peer))
        stub: Stub = self._stubs[peer, kind]
        return stub

    async def ask(
        self,
        peer: str,
        method: "grpc.aio.UnaryUnaryMultiCallable[Request, Response]",
        request: Request,
        *,
        within: float,
        actor: Actor | None = None,
    ) -> Response:
        """Call a unary method, at most `within` seconds, as `actor` (the service itself when None).

        Raises the domain error the peer answered with, or Unavailable.
        """
        carrier: dict[str, str] = {"authorization": f"Bearer {self._tokens.sign(peer)}"}
        if actor is not None and actor.token:
            carrier["x-user-token"] = actor.token
        elif actor is not None:
            carrier["x-on-behalf-of"] = actor.on_behalf_of or str(actor)
        propagate.inject(carrier)
        try:
            return await method(request, timeout=within, metadata=tuple(carrier.items()))
        except grpc.aio.AioRpcError as error:
            raise error_of(error, peer) from None

    async def close(self) -> None:
        """Close all channels."""
        for channel in self._channels.values():
            await channel.close()

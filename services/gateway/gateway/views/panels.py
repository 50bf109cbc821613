"""Screens composed of several services: every part has its own 300 ms, and what is late is named."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.actors import Actor
from chassis.problems import DomainError, Unavailable
from chassis.rpc.client import Peers

BUDGET = 0.3  # seconds each service has
PATIENCE = 0.05  # seconds beyond, for the call itself to give up and say why


@dataclass(frozen=True, slots=True)
class Part:
    """Something one service contributes to a screen."""

    service: str
    ask: Callable[[Peers, Actor, Any], Awaitable[Mapping[str, Any]]]


async def gathered(
    parts: Sequence[Part], peers: Peers, actor: Actor, question: Any
) -> list[Mapping[str, Any] | DomainError]:
    """What each service answered, or why it did not, in the order of the parts."""
    return await asyncio.gather(*(_attempt(part, peers, actor, question) for part in parts))


async def _attempt(part: Part, peers: Peers, actor: Actor, question: Any) -> Mapping[str, Any] | DomainError:
    try:
        async with asyncio.timeout(BUDGET + PATIENCE):
            return await part.ask(peers, actor, question)
    except TimeoutError:
        return Unavailable(service=part.service)
    except DomainError as error:
        return error


def reason(error: DomainError) -> str:
    """Why something is missing, stable for translation: unavailable, not-allowed, not-found."""
    return error.problem().type.rpartition(":")[2]

"""Which providers there are, who is asked next, and what is remembered of them."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.runtime import Runtime
from notifications.providers.contract import Outcome, Provider
from notifications.providers.http import opened_client
from notifications.providers.models import ProviderState
from notifications.providers.sandbox import Sandbox
from notifications.providers.sms_keyed import KeyedSms
from notifications.providers.sms_plain import PlainSms
from notifications.providers.smtp import Smtp
from notifications.settings import ProviderSettings, Settings


class Opened(NamedTuple):
    """The providers of a process, by the settings they were made of."""

    settings: Settings
    providers: dict[str, Provider]


_opened: WeakKeyDictionary[AsyncExitStack, Opened] = WeakKeyDictionary()


def configured(runtime: Runtime) -> dict[str, Provider]:
    """The providers by name, in the order they are asked in: made once in the life of a process."""
    settings, known = Settings.of(runtime.settings), _opened.get(runtime.closing)
    if known is None or known.settings is not settings:
        known = _opened[runtime.closing] = Opened(settings, _made(runtime, settings))
    return known.providers


def _made(runtime: Runtime, settings: Settings) -> dict[str, Provider]:
    client = opened_client(runtime, private=settings.private_providers)

    def made(one: ProviderSettings) -> Provider:
        if one.kind == "smtp":
            return Smtp(one, settings)
        if one.kind == "sandbox":
            return Sandbox(one, runtime)
        return (KeyedSms if one.kind == "sms_keyed" else PlainSms)(one, settings, client)

    return {one.name: made(one) for one in settings.providers}


def sender_of(settings: Settings, provider: str) -> str:
    """What a provider's messages come from."""
    given = next(one for one in settings.providers if one.name == provider)
    return given.sender or (settings.mail_from if given.channel == "email" else settings.sms_from)


class Desk:
    """The providers in one transaction, with the rows that all processes share locked."""

    def __init__(
        self, providers: Mapping[str, Provider], states: Mapping[str, ProviderState], lease: timedelta
    ) -> None:
        self._providers, self._states, self._lease = providers, states, lease

    def may_take(self, name: str) -> bool:
        """Whether a provider can be given one more message now."""
        provider = self._providers.get(name)
        if provider is None:
            return False
        return self._states[name].room(datetime.now(UTC), provider.per_minute) > 0

    def choose(self, channel: str, tried: Collection[str]) -> Provider | None:
        """The first one of a channel that can be given a message and has not just declined this one."""
        for name, provider in self._providers.items():
            if provider.channel == channel and name not in tried and self.may_take(name):
                return provider
        return None

    def give(self, name: str) -> None:
        """One message is given to a provider."""
        self._states[name].give(datetime.now(UTC), self._lease)


async def desk(session: AsyncSession, runtime: Runtime) -> Desk:
    """The providers, their shared rows locked until the commit."""
    providers = configured(runtime)
    rows = [{"name": name} for name in sorted(providers)]
    await session.execute(insert(ProviderState).values(rows).on_conflict_do_nothing())
    states = select(ProviderState).where(ProviderState.name.in_(providers)).order_by(ProviderState.name)
    found = await session.scalars(states.with_for_update())
    lease = timedelta(seconds=Settings.of(runtime.settings).lease_seconds)
    return Desk(providers, {one.name: one for one in found}, lease)


async def room(session: AsyncSession, runtime: Runtime) -> dict[str, int]:
    """Channel → how many messages its providers may be given now, as far as can be seen without a lock."""
    states = {one.name: one for one in await session.scalars(select(ProviderState))}
    free: dict[str, int] = {}
    for name, one in configured(runtime).items():
        known = states.get(name)
        more = known.room(datetime.now(UTC), one.per_minute) if known else one.per_minute
        free[one.channel] = free.get(one.channel, 0) + more
    return free


async def note(session: AsyncSession, name: str, outcome: Outcome) -> None:
    """Keep what a call says about a provider."""
    state = await session.get(ProviderState, name, with_for_update=True)
    if state is not None:
        state.note(outcome)


async def standing(session: AsyncSession, runtime: Runtime) -> Sequence[Mapping[str, Any]]:
    """Every provider with its circuit, in the order they are asked in."""
    states = {one.name: one for one in await session.scalars(select(ProviderState))}
    kinds = {one.name: one.kind for one in Settings.of(runtime.settings).providers}
    return [
        {
            **{name: getattr(one, name) for name in ("name", "channel", "per_minute")},
            **{name: getattr(one.contract, name) for name in ("looks_up", "calls_back")},
            **_kept(states.get(one.name)),
            "kind": kinds[one.name],
            "keyed": one.contract.keyed_hours > 0,
        }
        for one in configured(runtime).values()
    ]


def _kept(state: ProviderState | None) -> dict[str, Any]:
    kept = state or ProviderState(circuit="closed", failures=0, given_in_minute=0)
    names = ("circuit", "failures", "rests_until", "given_in_minute", "last_error", "last_error_at")
    return {name: getattr(kept, name) for name in names}

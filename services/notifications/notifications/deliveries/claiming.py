"""Taking what is due: everything that speaks against sending a message is looked at in the transaction that
claims it, apart from consent, which the customer master is asked about just before.

What a worker may do with a row it has taken is its `Job`. One whose worker died after handing it over is
handed over again under the same key where the provider takes keys; elsewhere nobody knows: it is looked up.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.actors import service_actor
from chassis.identifiers import new_id
from chassis.runtime import Runtime
from crm.customer.v1.consent_pb2 import Reach
from notifications.addresses import known
from notifications.deliveries import gate, queries
from notifications.deliveries.gate import Verdict
from notifications.deliveries.models import Delivery
from notifications.deliveries.service import keep
from notifications.digests import service as digests
from notifications.preferences import service as preferences
from notifications.providers import service as providers
from notifications.providers.service import Desk
from notifications.settings import Settings
from notifications.suppressions import service as suppressions
from notifications.templates import service as templates
from notifications.templates.languages import written_for
from notifications.topics import TOPICS

HOUR: Final = timedelta(hours=1)
NOT_REACHED: Final = timedelta(seconds=15)
"""After so long the master is asked again, when it did not answer."""
LOOKED_UP_AGAIN: Final = timedelta(seconds=30)


class Job(NamedTuple):
    """What a worker has taken: a row as it was then, under a lease."""

    delivery: Delivery
    work: Literal["send", "repeat", "look_up"]


class Shared(NamedTuple):
    """What the claims of one transaction share."""

    session: AsyncSession
    runtime: Runtime
    settings: Settings
    desk: Desk
    verdicts: Mapping[UUID, Verdict]
    reaches: Mapping[UUID, Reach]


async def take(runtime: Runtime, most: int) -> list[Job] | None:
    """Take some of what is due; None when nothing is. Those that need no worker are not among the jobs."""
    async with runtime.database.reading() as session:
        candidates = await queries.due(session, await providers.room(session, runtime), most)
    if not candidates:
        return None
    unsent = [one for one in candidates if one.state in ("queued", "claimed")]
    verdicts, reaches = await gate.ask(runtime, unsent), await gate.reaches(runtime, unsent)
    async with runtime.database.writing(service_actor(runtime.service)) as session:
        desk = await providers.desk(session, runtime)
        rows = select(Delivery).where(Delivery.id.in_([one.id for one in candidates]))
        due = rows.where(Delivery.due_at <= func.now()).order_by(Delivery.due_at)
        taken = (await session.scalars(due.with_for_update(skip_locked=True))).all()
        shared = Shared(session, runtime, Settings.of(runtime.settings), desk, verdicts, reaches)
        return [job for one in taken if (job := await _take(shared, one))] if taken else None


async def _take(shared: Shared, delivery: Delivery) -> Job | None:
    if delivery.state == "unknown":
        if _next_lookup(shared, delivery) is None:  # its provider is set up no more
            delivery.due_at = None
            return None
        _lease(shared, delivery)
        return Job(delivery, "look_up")
    if delivery.state == "handed_over":
        return _after_a_crash(shared, delivery)
    return Job(delivery, "send") if await _claim(shared, delivery) else None


def _after_a_crash(shared: Shared, delivery: Delivery) -> Job | None:
    """Its worker died, or a provider with keys gave no clear answer."""
    name = delivery.provider or ""
    provider = providers.configured(shared.runtime).get(name)
    age = datetime.now(UTC) - (delivery.given_at or delivery.created_at)
    if provider is None or age > timedelta(hours=provider.contract.keyed_hours):
        delivery.lease, delivery.due_at = None, _next_lookup(shared, delivery)
        keep(shared.session, delivery, delivery.enter("unknown", "worker_died"))
        return None
    if not shared.desk.may_take(name):
        delivery.due_at = datetime.now(UTC) + delivery.pause()
        return None
    shared.desk.give(name)
    _lease(shared, delivery)
    delivery.attempts += 1
    keep(shared.session, delivery, delivery.enter("handed_over", "handed_over_again"))
    return Job(delivery, "repeat")


def _next_lookup(shared: Shared, delivery: Delivery) -> datetime | None:
    """When to ask what became of it: not before a call that is still under way must have ended."""
    provider = providers.configured(shared.runtime).get(delivery.provider or "")
    if provider is None or not provider.contract.looks_up:
        return None  # a callback or a person will settle it
    return datetime.now(UTC) + timedelta(seconds=shared.settings.call_seconds)


def _lease(shared: Shared, delivery: Delivery) -> None:
    delivery.take(str(new_id()), datetime.now(UTC) + timedelta(seconds=shared.settings.lease_seconds))


async def _claim(shared: Shared, delivery: Delivery) -> bool:
    """Claim it, unless something speaks against it; then it waits or ends."""
    if delivery.over():
        keep(shared.session, delivery, delivery.end("expired", "too_late"))
        return False
    if not await _addressed(shared, delivery) or not await _wanted(shared, delivery):
        return False
    if not await _is_the_moment(shared, delivery) or not await _written(shared, delivery):
        return False
    provider = shared.desk.choose(delivery.channel, delivery.tried)
    if provider is None:
        delivery.tried = []
        until = datetime.now(UTC) + delivery.pause()
        keep(shared.session, delivery, delivery.wait(until, "no_provider"))
        return False
    shared.desk.give(provider.name)
    delivery.provider, delivery.attempts = provider.name, delivery.attempts + 1
    delivery.given_at = datetime.now(UTC)
    _lease(shared, delivery)
    keep(shared.session, delivery, delivery.enter("claimed", "claimed"))
    return True


async def _addressed(shared: Shared, delivery: Delivery) -> bool:
    """Whether there is somebody to send to, at an address that takes mail from us."""
    person = shared.runtime.access.user(delivery.user_id) if delivery.user_id else None
    if delivery.user_id and not (person and person["active"]):
        keep(shared.session, delivery, delivery.end("suppressed", "person_left"))
        return False
    if delivery.address is None and not _located(shared, delivery, str(person["email"]) if person else None):
        return False
    assert delivery.address_hash is not None  # noqa: S101  # set whenever the address is
    reason = await suppressions.why(shared.session, delivery.channel, delivery.address_hash)
    if reason is not None:
        keep(shared.session, delivery, delivery.end("suppressed", "address_suppressed", because=reason))
    return reason is None


def _located(shared: Shared, delivery: Delivery, address: str | None) -> bool:
    """Give it the person's address; or what the master says of a contact or customer: where they are, what
    they read, what they are called.
    """
    if address is None:
        reach = shared.reaches.get(delivery.id)
        if reach is None:
            until = datetime.now(UTC) + NOT_REACHED
            keep(shared.session, delivery, delivery.wait(until, "address_not_known"))
            return False
        address = known(delivery.channel, reach.email if delivery.channel == "email" else reach.mobile)
        delivery.language = delivery.language or written_for(reach.language)
        if reach.name and "contact" in TOPICS[delivery.topic].sample:
            delivery.params = {"contact": reach.name} | delivery.params
    if address is None:
        keep(shared.session, delivery, delivery.end("suppressed", "no_address"))
        return False
    delivery.address = address
    delivery.address_hash = suppressions.hashed(shared.settings, delivery.channel, address)
    return True


async def _wanted(shared: Shared, delivery: Delivery) -> bool:
    """Whether the recipient lets us: people by their preferences, others by what they consented to."""
    if delivery.user_id is not None:
        return await _wished(shared, delivery, delivery.user_id)
    verdict = shared.verdicts.get(delivery.id)
    if verdict is None:
        keep(shared.session, delivery, delivery.wait(datetime.now(UTC) + NOT_REACHED, "consent_not_known"))
    elif not verdict.allowed and verdict.not_before is not None:
        keep(shared.session, delivery, delivery.wait(verdict.not_before, "consent", rule=verdict.rule))
    elif not verdict.allowed:
        keep(shared.session, delivery, delivery.end("suppressed", "consent", rule=verdict.rule))
    return verdict is not None and verdict.allowed


async def _wished(shared: Shared, delivery: Delivery, user_id: UUID) -> bool:
    """Whether a person wants it, and at once; else it is left out, or gathered into their next digest."""
    how = await preferences.how(shared.session, user_id, delivery.topic, delivery.channel)
    if how == "digest":
        digest = await digests.gather(shared.session, user_id, _zone(shared, user_id))
        delivery.digest_id = digest.id
        until = digest.due_at.isoformat()
        keep(shared.session, delivery, delivery.end("gathered", "waits_for_digest", until=until))
    elif how == "off":
        keep(shared.session, delivery, delivery.end("suppressed", "not_wanted"))
    return how == "at_once"


def _zone(shared: Shared, user_id: UUID) -> str:
    return str((shared.runtime.access.user(user_id) or {"time_zone": "UTC"})["time_zone"])


async def _is_the_moment(shared: Shared, delivery: Delivery) -> bool:
    """Whether it is no quiet hour, and the address has not had enough for an hour."""
    now = datetime.now(UTC)
    if delivery.user_id is not None:
        zone = _zone(shared, delivery.user_id)
        until = await preferences.allowed_from(shared.session, delivery.user_id, delivery.topic, zone, now)
        if until > now:
            keep(shared.session, delivery, delivery.wait(until, "quiet_hours"))
            return False
    most = shared.settings.recipient_hourly
    assert delivery.address_hash is not None  # noqa: S101  # _addressed came before
    given = await queries.given_lately(shared.session, delivery.address_hash, now - HOUR, most)
    if len(given) >= most:
        keep(shared.session, delivery, delivery.wait(given[0] + HOUR, "recipient_has_enough", most=most))
        return False
    return True


async def _written(shared: Shared, delivery: Delivery) -> bool:
    """Write the message, once: what is handed over again is the same to the letter."""
    if delivery.text is not None:
        return True
    found = await templates.in_force(
        shared.session, delivery.topic, delivery.channel, _languages(shared, delivery)
    )
    if found is None:
        keep(shared.session, delivery, delivery.end("rejected", "no_template"))
        return False
    try:
        content = templates.rendered(found, delivery.channel, delivery.params)
    except templates.TemplateWrong as error:
        keep(shared.session, delivery, delivery.end("rejected", "template_fails", detail=str(error)))
        return False
    delivery.subject, delivery.text, delivery.html = content
    delivery.template_number, delivery.language = found.number, found.language
    return True


def _languages(shared: Shared, delivery: Delivery) -> Sequence[str]:
    """What it may be written in, the best first."""
    person = shared.runtime.access.user(delivery.user_id) if delivery.user_id else None
    own = delivery.language or (person["language"] if person else None)
    return [*([own] if own else []), *shared.runtime.access.organisation()["languages"]]

"""News that somebody wants once a day: gathered, and sent in one mail at their hour, whoever dies when."""

import asyncio
import zoneinfo
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from chassis.actors import service_actor
from chassis.testing import Person
from crm.sales.events.quotes import QuoteAccepted, QuoteSubmitted
from notifications.deliveries import sending
from notifications.digests import service
from notifications.digests.moments import next_digest
from notifications.digests.tasks import send_digests
from services.notifications.tests.post import Post
from services.notifications.tests.test_inbox_of_selling import quote
from services.notifications.tests.test_preferences import mails, won

ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
DAILY = {"wanted": True, "digest": True}


@pytest.mark.parametrize(
    ("now", "zone", "at"),
    [
        ("2026-11-22T23:59:59+00:00", "Asia/Shanghai", "2026-11-23T00:00:00+00:00"),
        ("2026-11-23T00:00:00+00:00", "Asia/Shanghai", "2026-11-24T00:00:00+00:00"),
        ("2026-03-28T08:00:00+00:00", "Europe/Berlin", "2026-03-29T06:00:00+00:00"),  # clocks go forward
        ("2026-10-24T07:00:00+00:00", "Europe/Berlin", "2026-10-25T07:00:00+00:00"),  # and back
        ("2011-12-29T20:00:00+00:00", "Pacific/Apia", "2011-12-30T18:00:00+00:00"),  # there was no 30th
    ],
)
def test_the_next_one_is_at_eight_where_they_are(now: str, zone: str, at: str) -> None:
    found = next_digest(datetime.fromisoformat(now), ZoneInfo(zone), time(8))
    assert found == datetime.fromisoformat(at)


@settings(max_examples=200)
@given(
    st.integers(0, 2_100_000_000), st.sampled_from(ZONES), st.times().map(lambda one: one.replace(second=0))
)
def test_in_any_zone_it_is_within_a_day_or_two_and_never_now(second: int, zone: str, at: time) -> None:
    now = datetime.fromtimestamp(second, UTC)
    found = next_digest(now, ZoneInfo(zone), at)
    assert now < found <= now + timedelta(days=2)
    assert next_digest(found, ZoneInfo(zone), at) > found


async def wish(post: Post, person: Person, body: dict[str, Any], path: str = "deal-won/email") -> int:
    url = f"/preferences/{path}"
    async with post.bench.client.put(url, json=body, headers=person.headers) as answer:
        return answer.status


async def due(post: Post) -> None:
    """Everybody's hour has come."""
    async with post.bench.runtime.database.engine.begin() as connection:
        await connection.execute(text("UPDATE digest SET due_at = now()"))


async def dies_before_the_commit(post: Post, digest_id: UUID) -> None:
    runtime = post.bench.runtime
    async with runtime.database.writing(service_actor("notifications")) as session:
        await service.send(session, runtime.access, digest_id)
        raise ConnectionError


async def states(post: Post, user_id: UUID) -> Counter[tuple[str, str]]:
    return Counter((one.topic, one.state) for one in await mails(post.bench) if one.user_id == user_id)


@pytest.mark.asyncio(loop_scope="session")
async def test_what_somebody_wants_once_a_day_comes_in_one_mail(post: Post, infrastructure: object) -> None:
    bench, team = post.bench, await post.bench.team()
    daily = await bench.person(teams=[team], language="zh-CN")
    at_once = await bench.person(teams=[team])
    assert await wish(post, daily, DAILY) == 204
    for _ in range(3):
        await bench.hear(won(team, None))
    await sending.send_due(bench.runtime)
    await send_digests(bench.runtime)  # it is not eight yet
    assert await states(post, daily.id) == {("deal-won", "gathered"): 3}
    assert await states(post, at_once.id) == {("deal-won", "accepted"): 3}
    waiting = next(one for one in await mails(bench) if one.user_id == daily.id)
    assert (waiting.reason or {})["kind"] == "waits_for_digest"
    why = (await post("GET", f"/deliveries/why?thing=user&recipient={daily.id}")).body
    assert (why["answer"], why["reason"]["kind"]) == ("in_digest", "waits_for_digest")
    await due(post)
    for _ in range(2):
        await send_digests(bench.runtime)
        await sending.send_due(bench.runtime)
    assert await states(post, daily.id) == {("deal-won", "gathered"): 3, ("digest", "accepted"): 1}
    (mail,) = [one for one in await mails(bench) if one.topic == "digest"]
    assert mail.subject == "每日汇总：3 条动态"
    assert (mail.text or "").count("赢单：Deal of the year") == 3
    told = [one.reason for one in await mails(bench) if (one.user_id, one.topic) == (daily.id, "deal-won")]
    assert told == [{"kind": "sent_in_digest", "delivery_id": str(mail.id)}] * 3
    await bench.hear(won(team, None))
    await sending.send_due(bench.runtime)
    async with bench.runtime.database.engine.begin() as connection:
        rows = (await connection.execute(text("SELECT state, count(*) FROM digest GROUP BY 1"))).all()
    assert {row[0]: row[1] for row in rows} == {"sent": 1, "open": 1}


@pytest.mark.asyncio(loop_scope="session")
async def test_nothing_is_told_twice_or_left_out_when_sending_dies_or_many_do_it_at_once(post: Post) -> None:
    bench, team = post.bench, await post.bench.team()
    people = [await bench.person(teams=[team]) for _ in range(3)]
    for one in people:
        await wish(post, one, DAILY)
    await bench.hear(won(team, None))
    await sending.send_due(bench.runtime)
    await due(post)
    async with bench.runtime.database.reading() as session:
        ids = await service.due(session, 10)
    assert len(ids) == 3
    for id_ in ids:
        with pytest.raises(ConnectionError):
            await dies_before_the_commit(post, id_)
    await bench.hear(won(team, None))
    await asyncio.gather(*(send_digests(bench.runtime) for _ in range(4)), sending.send_due(bench.runtime))
    await due(post)
    await send_digests(bench.runtime)
    await sending.send_due(bench.runtime)
    told = Counter[UUID]()
    for mail in await mails(bench):
        if mail.topic == "digest":
            assert mail.state == "accepted"
            told[mail.user_id or UUID(int=0)] += int(mail.params["count"])
    assert told == {one.id: 2 for one in people}


@pytest.mark.asyncio(loop_scope="session")
async def test_of_very_many_news_the_mail_says_how_many_more_there_are(post: Post) -> None:
    bench, team = post.bench, await post.bench.team()
    person = await bench.person(teams=[team])
    await wish(post, person, DAILY)
    for _ in range(43):
        await bench.hear(won(team, None))
    await sending.send_due(bench.runtime)
    await due(post)
    await send_digests(bench.runtime)
    await sending.send_due(bench.runtime)
    (mail,) = [one for one in await mails(bench) if one.topic == "digest"]
    assert (mail.state, mail.subject) == ("accepted", "News of the day: 43")
    assert "… and 3 more" in (mail.text or "")


@pytest.mark.asyncio(loop_scope="session")
async def test_answers_to_quotes_are_gathered_unless_somebody_says_otherwise(post: Post) -> None:
    bench = post.bench
    keen, usual, off = [await bench.person() for _ in range(3)]
    assert await wish(post, keen, {"wanted": True}, "quote-accepted/email") == 204
    assert await wish(post, off, {"wanted": False}, "quote-accepted/email") == 204
    boss = await bench.person({"quote.approve": "all"})
    for owner in (keen, usual, off):
        await bench.hear(quote(QuoteAccepted, owner.id, by_link=True))
    submitted = quote(QuoteSubmitted, usual.id, asked_by=usual.id)
    await bench.hear(submitted, actor=f"user:{usual.id}")
    await sending.send_due(bench.runtime)
    assert await states(post, keen.id) == {("quote-accepted", "accepted"): 1}
    assert await states(post, usual.id) == {("quote-accepted", "gathered"): 1}
    assert await states(post, off.id) == {("quote-accepted", "suppressed"): 1}
    (asked,) = [one for one in await mails(bench) if one.user_id == boss.id]
    assert (asked.topic, asked.state) == ("quote-submitted", "accepted")
    assert "Robin Example asks you to approve quote QT-2026-000123, “Yearly service”." in (asked.text or "")


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("deal-won/sms", DAILY, 422),
        ("deal-won/email", {"wanted": False, "digest": True}, 422),
        ("second-factor-reset/email", DAILY, 409),
        ("digest/email", {"wanted": False}, 422),
        ("deal-won/email", DAILY, 204),
    ],
)
async def test_only_mail_that_can_wait_is_gathered(
    post: Post, path: str, body: dict[str, Any], status: int
) -> None:
    assert await wish(post, post.person, body, path) == status
    topics = (await post("GET", "/preferences")).body["topics"]
    shown = {(one["topic"], one["channel"]): one["digest"] for one in topics}
    assert shown["deal-won", "email"] is (status == 204)
    assert ("digest", "email") not in shown

"""What people want, and when they are to be left alone, whatever is done to their clocks."""

import zoneinfo
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from chassis.identifiers import new_id
from chassis.testing import Bench
from crm.identity.events import SecondFactorReset
from crm.sales.events.opportunities import OpportunityWon
from notifications.deliveries import sending
from notifications.deliveries.models import Delivery
from notifications.preferences.quiet import Hours, next_allowed
from services.notifications.tests.post import Post

ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
MINUTE = timedelta(minutes=1)


def is_quiet(at: datetime, zone: ZoneInfo, hours: Hours) -> bool:
    """What the clock on the wall says."""
    local = at.astimezone(zone).time()
    if hours.starts_at <= hours.ends_at:
        return hours.starts_at <= local < hours.ends_at
    return local >= hours.starts_at or local < hours.ends_at


def check(now: datetime, zone: ZoneInfo, hours: Hours) -> None:
    found = next_allowed(now, zone, hours)
    assert not is_quiet(found, zone, hours)
    assert now <= found <= now + timedelta(days=2)
    at = now
    while at < found:
        assert is_quiet(at, zone, hours), (at, found)
        at += min(5 * MINUTE, max(found - at - timedelta(microseconds=1), timedelta(microseconds=1)))


def changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """When the clocks of a zone are changed in a year."""
    found, at = [], datetime(year, 1, 1, tzinfo=UTC)
    while at.year == year:
        later = at + timedelta(hours=6)
        if at.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            found.append(at)
        at = later
    return found


@pytest.mark.parametrize("part", range(6))
def test_around_every_clock_change_of_every_zone(
    part: int,
) -> None:
    hours = [Hours(time(22), time(8)), Hours(time(1, 30), time(2, 30)), Hours(time(2, 15), time(2, 45))]
    for name in ZONES[part::6]:
        zone = ZoneInfo(name)
        moments = changes(zone, 2026) or [datetime(2026, 3, 29, 1, tzinfo=UTC)]
        for change in moments:
            for one in hours:
                for before in (timedelta(hours=9), timedelta(minutes=40), timedelta(hours=-3)):
                    check(change - before, zone, one)


@settings(max_examples=200)
@given(
    st.integers(0, 2_100_000_000),
    st.sampled_from(ZONES),
    st.times(),
    st.times(),
)
def test_at_any_moment_in_any_zone(second: int, zone: str, starts: time, ends: time) -> None:
    if starts != ends:
        check(datetime.fromtimestamp(second, UTC), ZoneInfo(zone), Hours(starts, ends))


def test_a_day_that_a_country_left_out() -> None:
    zone = ZoneInfo("Pacific/Apia")  # went from the 29th to the 31st of December 2011
    now = datetime(2011, 12, 29, 22, 30, tzinfo=zone)
    assert next_allowed(now.astimezone(UTC), zone, Hours(time(22), time(8))) == datetime(
        2011, 12, 31, 8, tzinfo=zone
    )


def won(team: Any, owner: Any) -> OpportunityWon:
    return OpportunityWon(
        opportunity_id=new_id(), version=3, number="OP-000001", name="Deal of the year", customer_id=new_id(),
        owner_id=owner, team_id=team, pipeline_id=new_id(), stage_id=new_id(), status="won", currency="CNY",
        amount="12500.00", base_currency="CNY", base_amount="12500.00", probability=100, lead_id=None,
        expected_close_on=None, closed_at=datetime.now(UTC), reason="price",
    )  # fmt: skip


async def mails(bench: Bench) -> Sequence[Delivery]:
    async with bench.runtime.database.reading() as session:
        return (await session.scalars(select(Delivery))).all()


@pytest.mark.asyncio(loop_scope="session")
async def test_nobody_hears_of_a_deal_that_was_won_before_it_was_imported(post: Post) -> None:
    bench, team = post.bench, await post.bench.team()
    owner = await bench.person(teams=[team])
    await bench.hear(won(team, owner.id).model_copy(update={"imported": True}))
    assert await mails(bench) == []
    async with bench.client.get("/inbox", headers=owner.headers) as answer:
        assert (await answer.json())["items"] == []


@pytest.mark.asyncio(loop_scope="session")
async def test_the_team_hears_of_a_won_deal_each_as_they_wish(post: Post) -> None:
    bench, team = post.bench, await post.bench.team()
    owner = await bench.person(teams=[team], name="Robin Example")
    keen, quiet, calm = [await bench.person(teams=[team], language=one) for one in ("zh-CN", "en", "en")]
    await bench.person()  # of no team
    for person, path, body in (
        (calm, "/preferences/deal-won/email", {"wanted": False}),
        (quiet, "/quiet-hours", {"starts_at": "00:00", "ends_at": "23:59"}),
    ):
        async with bench.client.put(path, json=body, headers=person.headers) as answer:
            assert answer.status == 204, await answer.text()
    event, act = won(team, owner.id), new_id()
    for _ in range(2):
        await bench.hear(event, actor=f"user:{owner.id}", cause_id=act)
    await sending.send_due(bench.runtime)
    found = {one.user_id: one for one in await mails(bench)}
    assert len(await mails(bench)) == 3
    assert set(found) == {keen.id, quiet.id, calm.id}
    assert (found[keen.id].state, found[keen.id].subject) == ("accepted", "赢单：Deal of the year")
    assert "12,500" not in (found[keen.id].text or "")  # its worth is for who looks after it
    assert (found[calm.id].state, found[calm.id].reason) == ("suppressed", {"kind": "not_wanted"})
    waits = found[quiet.id]
    assert (waits.state, waits.reason and waits.reason["kind"]) == ("queued", "quiet_hours")
    async with bench.client.get("/inbox", headers=keen.headers) as answer:
        (item,) = (await answer.json())["items"]
    assert (item["kind"], item["params"]["name"], item["thing"]) == (
        "deal-won",
        "Deal of the year",
        "opportunity",
    )


@pytest.mark.asyncio(loop_scope="session")
async def test_what_is_mandatory_comes_whatever_somebody_prefers(post: Post) -> None:
    person = await post.bench.person()
    headers = person.headers
    async with post.bench.client.put(
        "/preferences/second-factor-reset/email", json={"wanted": False}, headers=headers
    ) as answer:
        assert answer.status == 409
    async with post.bench.client.put(
        "/quiet-hours", json={"starts_at": "00:00", "ends_at": "23:59"}, headers=headers
    ) as answer:
        assert answer.status == 204
    async with post.bench.client.get("/preferences", headers=headers) as answer:
        read = await answer.json()
    assert read["quiet_hours"] == {"starts_at": "00:00:00", "ends_at": "23:59:00"}
    assert {(one["topic"], one["channel"]): one["wanted"] for one in read["topics"]}[
        "deal-won", "sms"
    ] is False
    await post.bench.hear(SecondFactorReset(user_id=person.id, version=1))
    await sending.send_due(post.bench.runtime)
    assert [(one.user_id, one.state) for one in await mails(post.bench)] == [(person.id, "accepted")]


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/preferences/quote-sent/email", {"wanted": False}, 422),
        ("/preferences/deal-won/fax", {"wanted": False}, 422),
        ("/preferences/deal-won/email", {"wanted": "perhaps"}, 422),
        ("/quiet-hours", {"starts_at": "22:00", "ends_at": "22:00"}, 422),
        ("/quiet-hours", {"starts_at": "22:00+08:00", "ends_at": "08:00"}, 422),
    ],
)
async def test_what_makes_no_sense_is_refused(
    post: Post, path: str, body: dict[str, Any], status: int
) -> None:
    assert (await post("PUT", path, body)).status == status

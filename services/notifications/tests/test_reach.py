"""Messages whose sender knows a contact or customer, and not where they are: the customer master does."""

from typing import Any

import pytest

from notifications.templates.languages import written_for
from services.notifications.tests.master import Master
from services.notifications.tests.post import Post
from services.notifications.tests.test_deliveries import caught

ORDER: dict[str, Any] = {
    "topic": "order-shipped",
    "address": None,
    "language": None,
    "params": {"number": "SO-2026-000123", "tracking_number": "EX000123"},
}


def to(thing: str, id_: object, **more: Any) -> dict[str, Any]:
    return ORDER | {"recipient": {"thing": thing, "id": str(id_)}} | more


@pytest.mark.asyncio(loop_scope="session")
async def test_it_goes_where_they_are_in_their_language_and_by_their_name(
    post: Post, master: Master, infrastructure: object
) -> None:
    kim = master.reached("金小明", "zh-Hant-HK", "Kim@Example.com", "+85291234567")
    mail = await post.mail(**to("contact", kim, channel="email"))
    sms = await post.sms(**to("customer", kim, channel="sms"))
    await post.work()
    (caught_mail,) = await caught(infrastructure, mail)
    assert caught_mail["to"] == ["kim@example.com"]
    assert caught_mail["subject"] == "訂單 SO-2026-000123 已出貨"
    assert "金小明好" in str(caught_mail["text"])
    assert "<b>EX000123</b>" in str(caught_mail["html"])
    assert (await post.read(mail))["language"] == "zh-TW"
    (taken,) = [one for one in post.carriers["keyed"].taken if one["reference"] == sms]
    assert (taken["address"], taken["text"]) == (
        "+85291234567",
        "您的訂單 SO-2026-000123 已出貨，貨運單號：EX000123。",
    )


@pytest.mark.asyncio(loop_scope="session")
async def test_who_has_no_address_is_not_reached_and_the_ledger_says_so(post: Post, master: Master) -> None:
    nobody, broken = master.reached("Kim"), master.reached("Kim", email="not an address", mobile="12")
    ids = [
        await post.sms(**to("contact", who, channel=channel))
        for who in (nobody, broken)
        for channel in ("email", "sms")
    ]
    await post.work()
    assert [await post.state(one) for one in ids] == [("suppressed", "no_address")] * 4
    why = await post("GET", f"/deliveries/why?thing=contact&recipient={nobody}")
    assert (why.body["answer"], why.body["reason"]) == ("did_not_get_it", {"kind": "no_address"})
    (told, *_) = [data for _, data in await post.bench.announced()]
    assert (told["state"], told["reason"], told["params"]) == ("suppressed", "no_address", {})


@pytest.mark.asyncio(loop_scope="session")
async def test_while_the_master_is_away_it_waits(post: Post, master: Master) -> None:
    kim = master.reached("Kim", "ja", "kim@example.com")
    master.away = True
    delivery = await post.mail(**to("contact", kim, channel="email"))
    for _ in range(2):
        await post.work()
        await post.later()
    assert await post.state(delivery) == ("queued", "address_not_known")
    master.away = False
    await post.work()
    assert (await post.state(delivery))[0] == "accepted"
    assert (await post.read(delivery))[
        "language"
    ] == "zh-CN"  # nothing is written in theirs: the organisation's


@pytest.mark.asyncio(loop_scope="session")
async def test_others_hear_which_rule_stood_in_the_way(post: Post, master: Master) -> None:
    kim = master.reached("Kim", email="kim@example.com")
    master.says(kim, "opted_out")
    delivery = await post.mail(**to("contact", kim, channel="email"))
    await post.work()
    assert await post.state(delivery) == ("suppressed", "consent")
    (told,) = [data for _, data in await post.bench.announced()]
    assert (told["reason"], told["params"]) == ("consent", {"rule": "opted_out"})


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("zh", "zh-CN"),
        ("zh-CN", "zh-CN"),
        ("zh-SG", "zh-CN"),
        ("zh-Hans-HK", "zh-CN"),
        ("zh-Hant", "zh-TW"),
        ("zh-MO", "zh-TW"),
        ("en-GB", "en"),
        ("ja", None),
        ("", None),
    ],
)
def test_languages_are_written_for_who_reads_them(tag: str, written: str | None) -> None:
    assert written_for(tag) == written

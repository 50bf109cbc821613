"""What somebody asked for beside consent, and what the gate makes of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.testing import Answer, Bench
from services.customer.tests.people import Caller, caller
from services.customer.tests.test_consents import GRANT, gate, kim, say, written


async def prefer(who: Caller, path: str, version: int = 1, **fields: Any) -> Answer:
    return await who("PATCH", f"{path}/contact-preferences", fields, If_Match=f'"{version}"')


async def preferred(who: Caller, path: str) -> Any:
    return (await who("GET", f"{path}/contact-preferences")).body


async def test_who_asked_for_nothing_stands_at_version_one(admin: Caller) -> None:
    path = await kim(admin)
    answer = await admin("GET", f"{path}/contact-preferences")
    assert answer.etag == '"1"'
    assert answer.body == {
        "version": 1, "do_not_contact": [], "paused_from": None, "paused_until": None,
        "preferred_channel": None, "frequency_caps": [], "hours": None,
        "language": None, "time_zone": "Asia/Shanghai",
    }  # fmt: skip


async def test_wishes_are_kept_told_and_shown_on_the_timeline(crm: Bench, admin: Caller) -> None:
    customer = (await admin.customer())["id"]
    path = await kim(admin, customer=customer)
    hours = {"since": "09:00:00", "until": "18:00:00", "days": [1, 2, 3, 4, 5]}
    caps = [{"channel": "email", "most": 2, "days": 7}]
    answer = await prefer(
        admin,
        path,
        do_not_contact=["sms", "phone"],
        hours=hours,
        frequency_caps=caps,
        preferred_channel="email",
    )
    assert answer.status == 200, answer.body
    assert answer.etag == '"2"'
    assert answer.body == await preferred(admin, path)
    assert answer.body["do_not_contact"] == ["phone", "sms"]
    ((subject, told),) = [one for one in await crm.announced() if "preference" in one[0]]
    assert subject == "customer.contact-preference.changed"
    assert (told["contact_id"], told["customer_ids"]) == (path.rpartition("/")[2], [customer])
    assert (told["version"], told["do_not_contact"], told["frequency_caps"], told["hours"]) == (
        2, ["phone", "sms"], caps, hours,
    )  # fmt: skip
    (fact,) = [
        one
        for one in (await admin("GET", f"/customers/{customer}/timeline")).body["items"]
        if one["kind"] == "contact_preference_changed"
    ]
    assert fact["params"]["fields"] == ["do_not_contact", "frequency_caps", "hours", "preferred_channel"]


async def test_edits_of_different_wishes_merge_and_of_the_same_conflict(crm: Bench, admin: Caller) -> None:
    path = await kim(admin)
    assert (await prefer(admin, path, do_not_contact=["sms"])).status == 200
    await say(admin, path, GRANT)  # raises the version too
    assert (await prefer(admin, path, preferred_channel="email")).status == 200
    before = await written(crm)
    answer = await prefer(admin, path, do_not_contact=["phone"])
    assert (answer.status, answer.problem) == (412, "edit-conflict")
    assert answer.body["errors"][0]["params"] == {"yours": ["phone"], "theirs": ["sms"], "original": []}
    assert (await admin("PATCH", f"{path}/contact-preferences", {"hours": None})).status == 428
    assert await written(crm) == before


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"do_not_contact": ["fax"]}, "/do_not_contact/0", "literal_error"),
    ({"do_not_contact": None}, "/do_not_contact", "list_type"),
    ({"paused_from": "2026-01-01"}, "/paused_until", "missing"),
    ({"paused_from": "2026-01-02", "paused_until": "2026-01-01"}, "/paused_until", "before_start"),
    ({"paused_from": "2026-01-01", "paused_until": "9999-12-31"}, "/paused_until", "less_than_equal"),
    ({"frequency_caps": [{"channel": "email", "most": 0, "days": 1}]},
     "/frequency_caps/0/most", "greater_than_equal"),
    ({"hours": {"since": "18:00", "until": "09:00"}}, "/hours", "hours_empty"),
    ({"hours": {"since": "09:00Z", "until": "18:00Z"}}, "/hours", "time_with_zone"),
    ({"hours": {"since": "09:00", "until": "18:00", "days": []}}, "/hours/days", "too_short"),
    ({"quiet": True}, "/quiet", "extra_forbidden"),
]  # fmt: skip


async def test_a_wrong_wish_is_named_and_nothing_is_written(crm: Bench, admin: Caller) -> None:
    path = await kim(admin)
    before = await written(crm)
    for change, pointer, kind in WRONG:
        answer = await prefer(admin, path, **change)
        assert answer.status == 422, (change, answer.body)
        found = [(one["pointer"], one["kind"]) for one in answer.body["errors"]]
        assert (pointer, kind) in found, (change, found)
    assert await written(crm) == before


async def test_two_who_ask_for_something_first_at_once_both_get_it(admin: Caller) -> None:
    path = await kim(admin)
    answers = await asyncio.gather(
        prefer(admin, path, do_not_contact=["sms"]), prefer(admin, path, preferred_channel="email")
    )
    assert [one.status for one in answers] == [200, 200]
    found = await preferred(admin, path)
    assert (found["do_not_contact"], found["preferred_channel"], found["version"]) == (["sms"], "email", 3)


async def test_a_channel_that_is_off_limits_beats_a_consent(admin: Caller) -> None:
    path = await kim(admin)
    await say(admin, path, GRANT)
    await prefer(admin, path, 2, do_not_contact=["email"])
    assert (await gate(admin, path))["rule"] == "do_not_contact"
    assert (await gate(admin, path, purpose="transactional"))["rule"] == "do_not_contact"
    assert (await gate(admin, path, purpose="legal_notice"))["allowed"]
    assert (await gate(admin, path, channel="sms", purpose="service"))["allowed"]
    await prefer(admin, path, 3, do_not_contact=["all", "sms"])
    assert (await preferred(admin, path))["do_not_contact"] == ["all"]
    assert (await gate(admin, path, channel="sms", purpose="service"))["rule"] == "do_not_contact"


async def test_a_pause_ends_with_its_last_day_on_their_own_calendar(admin: Caller) -> None:
    path = await kim(admin, time_zone="America/New_York")
    await say(admin, path, GRANT, given_at="2026-01-01T00:00:00Z")
    await prefer(admin, path, 2, paused_from="2026-07-01", paused_until="2026-07-10")
    assert (await gate(admin, path, at="2026-07-01T03:59:59Z"))["allowed"]
    answer = await gate(admin, path, at="2026-07-01T04:00:00Z")
    assert (answer["rule"], answer["not_before"]) == ("paused", "2026-07-11T04:00:00Z")
    assert (await gate(admin, path, at="2026-07-11T04:00:00Z"))["allowed"]


async def test_hours_are_those_of_the_zone_that_address_then_phone_tell(admin: Caller) -> None:
    berlin = await admin.customer("Berlin", addresses=[{"country": "DE", "city": "Berlin"}])
    by_address = await kim(admin, customer=berlin["id"], phones=[{"number": "+1 212 555 0123"}])
    by_phone = await kim(admin, phones=[{"number": "+1 212 555 0123"}])
    stated = await kim(admin, customer=berlin["id"], time_zone="Asia/Tokyo")
    ours = await kim(admin)
    american = await admin.customer(
        "US", addresses=[{"country": "US"}], phones=[{"number": "+1 310 555 0199"}]
    )
    zones = {
        by_address: "Europe/Berlin",
        by_phone: "America/New_York",
        stated: "Asia/Tokyo",
        ours: "Asia/Shanghai",
        f"/customers/{american['id']}": "America/Los_Angeles",
    }
    for path, zone in zones.items():
        assert (await preferred(admin, path))["time_zone"] == zone
    await say(admin, by_address, GRANT, given_at="2026-01-01T00:00:00Z")
    await prefer(admin, by_address, 2, hours={"since": "09:00", "until": "17:30", "days": [1, 2, 3, 4, 5]})
    answer = await gate(admin, by_address, at="2026-06-05T15:30:00Z")  # Friday, half past five there
    assert (answer["rule"], answer["not_before"]) == ("hours", "2026-06-08T07:00:00Z")
    assert (await gate(admin, by_address, at="2026-06-05T15:29:59Z"))["allowed"]
    assert (await gate(admin, by_address, purpose="transactional", at="2026-06-05T22:00:00Z"))["allowed"]


async def test_the_timeline_counts_what_went_out_on_the_channel(admin: Caller) -> None:
    customer = (await admin.customer())["id"]
    path = await kim(admin, customer=customer)
    now = datetime.now(UTC).replace(microsecond=0)

    async def happened(days_ago: float, channel: str = "email", direction: str = "out") -> str:
        at = (now - timedelta(days=days_ago)).isoformat()
        body = {"customer_id": customer, "contact_id": path.rpartition("/")[2], "channel": channel}
        answer = await admin("POST", "/interactions", body | {"direction": direction, "occurred_at": at})
        assert answer.status == 201, answer.body
        return str(answer.body["id"])

    await say(admin, path, GRANT)
    await prefer(admin, path, 2, frequency_caps=[{"channel": "email", "most": 2, "days": 7}])
    await happened(1, direction="in")
    await happened(1, channel="call")
    await happened(8)
    await happened(6)
    assert (await gate(admin, path))["allowed"]
    last = await happened(2)
    answer = await gate(admin, path)
    assert (answer["rule"], answer["not_before"]) == (
        "frequency", (now + timedelta(days=1)).isoformat().replace("+00:00", "Z"),
    )  # fmt: skip
    assert (await gate(admin, path, at=answer["not_before"]))["allowed"]
    assert (await gate(admin, path, purpose="transactional"))["allowed"]
    caps = [{"channel": "email", "most": 2, "days": 30}, {"channel": "email", "most": 1, "days": 1}]
    await prefer(admin, path, 3, frequency_caps=caps)
    assert (await gate(admin, path))["not_before"] == (now + timedelta(days=24)).isoformat().replace(
        "+00:00", "Z"
    )
    await admin("DELETE", f"/interactions/{last}")
    await prefer(admin, path, 4, frequency_caps=[{"channel": "email", "most": 2, "days": 7}])
    assert (await gate(admin, path))["allowed"]


async def test_a_question_that_is_none_is_refused(admin: Caller) -> None:
    path = await kim(admin)
    for query, pointer in [
        ("channel=fax&purpose=marketing", "?channel"),
        ("channel=email", "?purpose"),
        ("channel=email&purpose=all", "?purpose"),
        ("channel=email&purpose=marketing&at=tomorrow", "?at"),
        ("channel=email&purpose=marketing&at=9999-12-31T23:59:59Z", "?at"),
        ("channel=email&purpose=marketing&when=now", "?when"),
    ]:
        answer = await admin("GET", f"{path}/may-contact?{query}")
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, pointer), answer.body


async def test_a_clock_that_is_hidden_is_not_told_by_the_preferences_either(
    crm: Bench, admin: Caller
) -> None:
    path = await kim(admin, language="en", time_zone="Asia/Tokyo", phones=[{"number": "+1 212 555 0123"}])
    shown = await caller(crm, {"customer.read": "all"})
    assert ((await preferred(shown, path))["language"], (await preferred(shown, path))["time_zone"]) == (
        "en", "Asia/Tokyo",
    )  # fmt: skip
    for mask, language in (("contact.time_zone", "en"), ("contact.phones", "en"), ("contact.language", None)):
        found = await preferred(await caller(crm, {"customer.read": "all"}, masks=[mask]), path)
        assert (found["language"], found["time_zone"]) == (language, None if language else "Asia/Tokyo")

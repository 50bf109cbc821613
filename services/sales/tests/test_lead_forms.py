"""Forms on web pages: anybody sends them, people become leads, programs are thanked and thrown away."""

import asyncio
import time
from typing import Any

import pytest

from chassis.identifiers import new_id
from chassis.testing import Answer, Bench
from crm.customer.v1.admission_pb2 import Alike
from crm.identity.events import UserChanged
from sales.lead_forms import tokens
from services.sales.tests.leading import LEADING, Seller, seller
from services.sales.tests.master import Master

FIELDS = [{"name": "name", "required": True}, {"name": "email", "required": True}, {"name": "message"}]
SENT = {"name": "Kim Example", "email": "Kim@example.com", "message": "Hello", "utm_campaign": "autumn"}


@pytest.fixture
async def boss(crm: Bench, master: Master) -> Seller:
    master.admissions.reset()
    return await seller(crm, LEADING)


class Page:
    """A web page with a form, from an address of its own."""

    def __init__(self, crm: Bench, form: Any) -> None:
        self.crm, self.path = crm, f"/forms/{form['key']}"
        self.headers = {"X-Forwarded-For": f"2001:db8:{new_id().hex[-4:]}:{new_id().hex[-8:-4]}::1"}

    async def send(self, body: Any = None, method: str = "POST", **options: Any) -> Answer:
        headers = self.headers | options.pop("headers", {})
        given = {"json": body} if body is not None else {}
        async with self.crm.client.request(
            method, self.path, headers=headers, allow_redirects=False, **given, **options
        ) as answer:
            content = await answer.json(content_type=None) if await answer.read() else None
            return Answer(answer.status, content, answer.headers)


async def test_what_a_page_sends_becomes_a_lead_of_whom_the_rules_say(crm: Bench, boss: Seller) -> None:
    await boss.made("/assignment-rules", name="All", members=[{"user_id": boss.id}])
    form = await boss.made("/lead-forms", name="Contact", fields=FIELDS, source="website")
    page = Page(crm, form)
    answer = await page.send(SENT | {"company": "not asked", "submit": "Send"})
    assert (answer.status, answer.body) == (200, {"thanks_url": None})
    (lead,) = (await boss.get("/leads"))["items"]
    assert (lead["name"], lead["emails"], lead["company"]) == ("Kim Example", ["kim@example.com"], None)
    assert (lead["source"], lead["campaign"], lead["utm"]) == ("website", "autumn", {"campaign": "autumn"})
    assert (lead["owner_id"], lead["form_id"]) == (boss.id, form["id"])
    (made,) = (await boss.get(f"/leads/{lead['id']}/history"))["items"]
    assert (made["actor"], made["on_behalf_of"]) == ("service:sales", "visitor")
    assert (await boss.get("/lead-forms"))["items"][0]["received"] == 1


async def test_a_browser_without_scripts_sends_it_and_is_sent_on(crm: Bench, boss: Seller) -> None:
    url = "https://www.example.com/thanks"
    form = await boss.made("/lead-forms", name="Plain", fields=FIELDS, thanks_url=url, owner_id=boss.id)
    answer = await Page(crm, form).send(data=SENT | {"message": "你好"})
    assert (answer.status, answer.headers["Location"]) == (303, url)
    (lead,) = (await boss.get("/leads"))["items"]
    assert (lead["message"], lead["owner_id"], lead["assigned_by"]) == ("你好", boss.id, None)


async def test_leads_of_a_form_whose_owner_has_left_go_by_the_rules(crm: Bench, boss: Seller) -> None:
    other = await seller(crm)
    form = await boss.made("/lead-forms", name="Left", fields=FIELDS, owner_id=other.id)
    gone = UserChanged(
        user_id=other.person.id, version=2, name="Gone", email="gone@example.com", active=False,
        language="en", time_zone="Asia/Shanghai", role_ids=[], team_ids=[],
    )  # fmt: skip
    await crm.announce(gone)
    await boss.made("/assignment-rules", name="All", members=[{"user_id": boss.id}])
    assert (await Page(crm, form).send(SENT)).status == 200
    assert [one["owner_id"] for one in (await boss.get("/leads"))["items"]] == [boss.id]
    closed = await boss("PATCH", f"/lead-forms/{form['id']}", {"active": False}, If_Match='"1"')
    assert closed.status == 200, closed.body


async def test_programs_are_thanked_alike_and_nothing_is_kept_of_them(crm: Bench, boss: Seller) -> None:
    form = await boss.made("/lead-forms", name="Guarded", fields=FIELDS, least_seconds=3)
    page, secret = Page(crm, form), crm.runtime.settings.private_key.get_secret_value()
    shown = (await page.send(method="GET")).body
    assert ([one["name"] for one in shown["fields"]], shown["hidden"]) == (
        ["name", "email", "message"],
        "nickname",
    )
    before = await crm.announced()
    patient = tokens.issue(secret, form["key"], time.time() - 5)
    answers = [
        await page.send(SENT | more)
        for more in (
            {"token": patient, "nickname": "x"},
            {"token": shown["token"]},
            {"token": tokens.issue(secret, "another", time.time() - 5)},
            {"token": patient.replace(".", "0.")},
            {"token": "²²²²².é"},
            {},
        )
    ]
    assert await crm.announced() == before
    person = await page.send(SENT | {"token": patient})
    assert [(one.status, one.body) for one in answers] == [(person.status, person.body)] * 6
    kept = await boss.get(f"/lead-forms/{form['id']}")
    assert (kept["received"], kept["caught"], kept["version"]) == (1, 6, 1)


async def test_wrong_fields_are_named_as_the_page_calls_them(crm: Bench, boss: Seller) -> None:
    fields = [*FIELDS, {"name": "phone"}, {"name": "country"}]
    page = Page(crm, await boss.made("/lead-forms", name="Long", fields=fields))
    before = await crm.announced()
    for body, wrong in (
        ({}, [("/name", "missing"), ("/email", "missing")]),
        (
            SENT | {"email": "none", "phone": "none"},
            [("/email", "email_invalid"), ("/phone", "phone_invalid")],
        ),
        (SENT | {"email": "x" * 300 + "@example.com"}, [("/email", "too_long")]),
        (SENT | {"country": "Atlantis"}, [("/country", "string_too_long")]),
        (SENT | {"name": ["Kim"]}, [("/name", "string_type")]),
        (SENT | {"name": "K\0"}, [("/name", "nul_character")]),
        (["Kim"], [("", "dict_type")]),
        ({str(number): "x" for number in range(101)}, [("", "dict_type")]),
    ):
        answer = await page.send(body)
        assert (answer.status, sorted(answer.wrong)) == (422, sorted(wrong)), answer.body
    page = Page(crm, {"key": page.path.rpartition("/")[2]})
    assert (await page.send(data="{" * 10)).status == 422
    assert (await page.send(SENT | {"message": "x" * 70_000})).status == 413
    urlencoded = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await page.send(data=b"name=%ff", headers=urlencoded)).status == 422
    assert await crm.announced() == before


async def test_only_pages_that_may_send_it_do(crm: Bench, boss: Seller) -> None:
    ours = "https://www.example.com"
    form = await boss.made("/lead-forms", name="Ours", fields=FIELDS, allowed_origins=[ours.upper()])
    page = Page(crm, form)
    assert (await page.send(SENT, headers={"Origin": "https://evil.example.com"})).status == 403
    answer = await page.send(SENT, headers={"Origin": ours})
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, ours)
    answer = await page.send({}, headers={"Origin": ours})
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (422, ours)
    await boss("PATCH", f"/lead-forms/{form['id']}", {"active": False}, If_Match='"1"')
    assert (await page.send(SENT)).status == 404
    assert (await Page(crm, {"key": "unknown"}).send(SENT)).status == 404
    wrong: list[dict[str, Any]] = [
        {"fields": []},
        {"fields": [{"name": "message"}]},
        {"fields": [*FIELDS, FIELDS[0]]},
        {"fields": FIELDS, "allowed_origins": ["www.example.com"]},
        {"fields": FIELDS, "thanks_url": "javascript:alert(1)"},
    ]
    for body in wrong:
        assert (await boss("POST", "/lead-forms", {"name": "Wrong"} | body)).status == 422, body


async def test_one_address_sends_a_form_only_so_often(crm: Bench, boss: Seller) -> None:
    form = await boss.made("/lead-forms", name="Busy", fields=FIELDS)
    page, other = Page(crm, form), Page(crm, form)
    if time.time() % 60 > 55:
        await asyncio.sleep(5)  # or the minute could turn meanwhile
    answers = await asyncio.gather(*(page.send(SENT) for _ in range(14)))
    refused = [one for one in answers if one.status == 429]
    assert len(refused) == 4
    assert 0 < int(refused[0].headers["Retry-After"]) <= 60
    page.headers["X-Forwarded-For"] = page.headers["X-Forwarded-For"].replace("::1", "::2")
    assert (await page.send(SENT)).status == 429
    assert (await other.send(SENT)).status == 200
    page.headers["X-Forwarded-For"], other.headers["X-Forwarded-For"] = "::ffff:192.0.2.1", "::ffff:192.0.2.2"
    assert 429 in {one.status for one in await asyncio.gather(*(page.send(SENT) for _ in range(11)))}
    assert (await other.send(SENT)).status == 200


async def test_a_form_is_no_way_to_ask_who_is_reached_so(crm: Bench, boss: Seller, master: Master) -> None:
    """The visitor's lead is compared with all that there is only for those who may read it."""
    there = str(master.customer())
    master.admissions.alike = [
        Alike(thing="customer", id=there, title="Example", customer_id=there, by=["phone"])
    ]
    known = await boss.lead("Kim Example", emails=["kim@example.com"])
    curious = await seller(crm, {"lead.read": "own"})
    form = await boss.made("/lead-forms", name="Contact", fields=FIELDS, owner_id=curious.id)
    assert (await Page(crm, form).send(SENT)).status == 200
    (lead,) = (await curious.get("/leads"))["items"]
    assert lead["duplicates"] == []
    shown = (await boss.get(f"/leads/{lead['id']}/duplicates"))["items"]
    assert [one["id"] for one in shown] == [there, known["id"]]

"""Issued quotes: they never change, their customers answer by the link, and they end on their day."""

import asyncio
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from chassis.organisation import today
from chassis.testing import Bench
from sales.quotes.tasks import expire_quotes
from services.sales.tests.master import Master
from services.sales.tests.quoting import LAST_DAY, Shop, acceptance, shop


@pytest.fixture
async def sold(crm: Bench, master: Master) -> Shop:
    return await shop(crm, master)


async def announced(sold: Shop) -> list[str]:
    return [subject.rpartition(".")[2] for subject, _ in await sold.bench.announced() if "quote" in subject]


async def sql(sold: Shop, statement: str, **values: Any) -> Any:
    async with sold.bench.runtime.database.engine.begin() as connection:
        return await connection.execute(text(statement), values)


async def test_an_issued_quote_has_its_seller_rate_link_and_a_document_made_once(sold: Shop) -> None:
    quote = await sold.issued(sold.line(discount_percent="5"), title="Cutting")
    assert quote["seller"]["person"] == "Robin Example"
    assert (quote["base_currency"], quote["exchange_rate"]) == ("CNY", "1")
    document = quote["document"]
    assert (document["kind"], document["state"]) == ("issued", "done")
    status, pdf = await sold.public("GET", quote["token"], "/pdf")
    assert (status, pdf[:5]) == (200, b"%PDF-")
    assert sha256(pdf).hexdigest() == document["sha256"]
    again = await sold.seller("POST", f"/quotes/{quote['id']}/documents")
    assert (again.status, again.body["id"]) == (202, document["id"])
    (told,) = [data for subject, data in await sold.bench.announced() if subject == "sales.quote.issued"]
    assert (told["gross"], told["language"], told["customer_id"]) == ("1073.50", "zh-CN", str(sold.customer))
    everything = str(await sold.bench.announced()) + str((await sql(sold, "SELECT * FROM quote_link")).all())
    assert quote["token"] not in everything


async def test_what_it_lacks_is_said_before_it_is_issued(sold: Shop) -> None:
    empty = await sold.seller.made("/quotes", customer_id=str(sold.customer), currency="CNY")
    answer = await sold.seller("POST", f"/quotes/{empty['id']}/issue")
    assert (answer.status, answer.wrong) == (422, [("/lines", "missing"), ("/valid_until", "missing")])
    late = await sold.quote(valid_until="2020-01-01")
    answer = await sold.seller("POST", f"/quotes/{late['id']}/issue")
    assert answer.wrong == [("/valid_until", "date_past")]
    assert "issued" not in await announced(sold)


async def test_an_issued_quote_never_changes_not_even_by_sql(sold: Shop) -> None:
    quote = await sold.issued()
    path = f"/quotes/{quote['id']}"
    changed = await sold.seller("PATCH", path, {"terms": "x"}, If_Match=f'"{quote["version"]}"')
    assert (changed.status, changed.problem) == (409, "quote-state")
    assert (await sold.seller("DELETE", path)).status == 409
    assert (await sold.seller("POST", f"{path}/issue")).status == 409
    for change in (
        "terms = 'x'", "lines = '[]'", "gross = 1", "valid_until = NULL", "issued_at = NULL", "seller = '{}'",
        "number = 'QT'", "addressee = ''", "deleted_at = now()", "exchange_rate = 2",
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match="never changes"):
            await sql(sold, f"UPDATE quote SET {change} WHERE id = :id", id=quote["id"])
    with pytest.raises(IntegrityError, match="never changes"):
        await sql(sold, "DELETE FROM quote WHERE id = :id", id=quote["id"])
    assert (await sold.public("POST", quote["token"], "/accept", acceptance(quote)))[0] == 200
    for change in ("evidence = NULL", "state = 'issued'", "ended_at = now()"):
        with pytest.raises(IntegrityError, match="never changes"):
            await sql(sold, f"UPDATE quote SET {change} WHERE id = :id", id=quote["id"])
    merged = await sql(
        sold, "UPDATE quote SET customer_id = :to WHERE id = :id", id=quote["id"], to=quote["id"]
    )
    assert merged.rowcount == 1


async def test_a_customer_looks_and_accepts_and_what_was_shown_is_kept(sold: Shop) -> None:
    quote = await sold.issued(
        sold.line(remark="On site", unit_amount="900"), discount_percent="10", intro="Hello", terms="30 days"
    )
    token = quote["token"]
    for _ in range(2):
        status, shown = await sold.public("GET", token)
        assert status == 200
    assert (shown["document_sha256"], shown["state"]) == (quote["document"]["sha256"], "issued")
    assert (shown["gross"]["amount"], shown["lines"][0]["remark"]) == ("915.30", "On site")
    inner = (
        "reasons",
        "listed",
        "unit_amount",
        "excess",
        "evidence",
        "owner_id",
        "customer_id",
        "exchange_rate",
    )
    assert not [name for name in inner if name in shown or name in shown["lines"][0]]
    assert (await announced(sold)).count("viewed") == 1
    wrong = acceptance(quote, document_sha256="0" * 64)
    status, problem = await sold.public("POST", token, "/accept", wrong)
    assert (status, problem["errors"][0]["kind"]) == (422, "document_unknown")
    from_where = {"X-Forwarded-For": "203.0.113.7", "User-Agent": "Browser"}
    body = acceptance(quote, signature="王小明")
    answers = await asyncio.gather(
        *(sold.public("POST", token, "/accept", body, **from_where) for _ in range(6))
    )
    assert {status for status, _ in answers} == {200}
    assert len({str(answer) for _, answer in answers}) == 1
    assert (await announced(sold)).count("accepted") == 1
    read = (await sold.seller("GET", f"/quotes/{quote['id']}")).body
    evidence = read["evidence"]
    assert evidence.pop("at").startswith("20")
    assert evidence == {
        "by": "link", "revision": 1, "address": "203.0.113.7", "device": "Browser", "name": "王小明",
        "signature": "王小明", "document_sha256": quote["document"]["sha256"],
    }  # fmt: skip
    status, problem = await sold.public("POST", token, "/decline", {"reason": "No"})
    assert (status, problem["params"]["state"]) == (409, "accepted")
    assert (await sold.public("GET", token))[1]["state"] == "accepted"
    assert (await sold.public("GET", token, "/pdf"))[0] == 200
    refused = await sold.seller("POST", f"/quotes/{quote['id']}/withdraw", {})
    assert refused.problem == "quote-state"
    assert (await sold.seller("POST", f"/quotes/{quote['id']}/versions")).problem == "quote-state"


async def test_a_customer_declines_for_a_reason_and_a_new_version_may_follow(sold: Shop) -> None:
    quote = await sold.issued()
    for _ in range(2):
        status, answer = await sold.public("POST", quote["token"], "/decline", {"reason": "Too dear"})
        assert (status, answer["state"]) == (200, "declined")
    read = (await sold.seller("GET", f"/quotes/{quote['id']}")).body
    assert (read["reason"], read["evidence"]["by"]) == ("Too dear", "link")
    assert (await announced(sold)).count("declined") == 1
    assert (await sold.seller("POST", f"/quotes/{quote['id']}/versions")).status == 201
    assert (await sold.public("POST", quote["token"], "/accept", acceptance(quote)))[0] == 409


async def test_of_accepting_declining_and_withdrawing_at_once_one_happens(sold: Shop) -> None:
    quote = await sold.issued()
    accepted, declined, withdrawn = await asyncio.gather(
        sold.public("POST", quote["token"], "/accept", acceptance(quote)),
        sold.public("POST", quote["token"], "/decline", {}),
        sold.seller("POST", f"/quotes/{quote['id']}/withdraw", {"reason": "Mistake"}),
    )
    assert [accepted[0], declined[0], withdrawn.status].count(200) == 1
    ended = {"accepted", "declined", "withdrawn"}.intersection(await announced(sold))
    assert len(ended) == 1


async def test_links_open_nothing_else_and_say_when_an_offer_is_over(sold: Shop) -> None:
    quote = await sold.issued()
    second = await sold.seller("POST", f"/quotes/{quote['id']}/links")
    assert second.status == 201
    assert second.headers["Cache-Control"] == "no-store"
    for token in (quote["token"], second.body["token"]):
        assert (await sold.public("GET", token))[0] == 200
    for token in ("x", quote["id"], quote["token"][:-1], "%00", "a" * 100):
        for method, path, body in (
            ("GET", "", None),
            ("GET", "/pdf", None),
            ("POST", "/accept", acceptance(quote)),
        ):
            assert (await sold.public(method, token, path, body))[0] in (404, 422), token
    withdrawn = await sold.seller("POST", f"/quotes/{quote['id']}/withdraw", {"reason": "Mistake"})
    assert (withdrawn.body["state"], withdrawn.body["reason"]) == ("withdrawn", "Mistake")
    for method, path, body in (
        ("GET", "", None),
        ("GET", "/pdf", None),
        ("POST", "/accept", acceptance(quote)),
        ("POST", "/decline", {}),
    ):
        status, problem = await sold.public(method, quote["token"], path, body)
        assert (status, problem["params"]["state"]) == (410, "withdrawn")
    assert (await sold.seller("POST", f"/quotes/{quote['id']}/links")).status == 409
    assert (await sold.seller("GET", f"/quotes/{quote['id']}")).body["viewed_at"]


async def test_the_seller_enters_what_came_by_other_means(sold: Shop) -> None:
    quote = await sold.issued()
    said = {"name": "王小明", "note": "Signed copy by post"}
    entered = await sold.seller("POST", f"/quotes/{quote['id']}/accept", said)
    evidence = entered.body["evidence"]
    assert (entered.body["state"], evidence["by"]) == ("accepted", f"user:{sold.seller.person.id}")
    assert {"name": evidence["name"], "note": evidence["note"]} == said
    (told,) = [data for subject, data in await sold.bench.announced() if subject == "sales.quote.accepted"]
    assert told["by_link"] is False


async def test_a_quote_expires_once_when_its_last_day_is_over(sold: Shop) -> None:
    day = today(sold.bench.runtime.access)
    due, later = await sold.issued(valid_until=str(day)), await sold.issued(valid_until=LAST_DAY)
    await expire_quotes(sold.bench.runtime)
    assert "expired" not in await announced(sold)
    await sql(sold, "ALTER TABLE quote DISABLE TRIGGER keep_issued_quote")
    yesterday = day - timedelta(days=1)
    await sql(sold, "UPDATE quote SET valid_until = :day WHERE id = :id", id=due["id"], day=yesterday)
    await sql(sold, "ALTER TABLE quote ENABLE TRIGGER keep_issued_quote")
    status, problem = await sold.public("POST", due["token"], "/accept", acceptance(due))
    assert (status, problem["params"]["state"]) == (410, "expired")
    await asyncio.gather(*(expire_quotes(sold.bench.runtime) for _ in range(4)))
    states = [(await sold.seller("GET", f"/quotes/{one['id']}")).body["state"] for one in (due, later)]
    assert states == ["expired", "issued"]
    assert (await announced(sold)).count("expired") == 1
    assert (await sold.public("GET", due["token"]))[0] == 410

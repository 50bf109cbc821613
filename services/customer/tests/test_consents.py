"""Consent as evidence: what was said stays, the last word holds, and everybody who should hears of it."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from chassis.testing import Answer, Bench
from customer.consents.tasks import sweep_expired
from services.customer.tests.people import Caller, caller

GRANT = {"channel": "email", "purpose": "marketing", "state": "granted", "source": "form"}
WITHDRAWAL = GRANT | {"state": "withdrawn", "source": "mail"}
WORDING = {"text": "我同意接收产品资讯", "language": "zh-cn", "version": "2026-01"}


async def kim(admin: Caller, *, customer: str | None = None, **fields: Any) -> str:
    """A contact, at a customer of its own unless one is named; its path."""
    at = customer or (await admin.customer())["id"]
    body = {"name": "Kim Example", "customers": [{"customer_id": at}]} | fields
    answer = await admin("POST", "/contacts", body)
    assert answer.status == 201, answer.body
    return f"/contacts/{answer.body['id']}"


async def gate(
    who: Caller, path: str, channel: str = "email", purpose: str = "marketing", at: str = ""
) -> Any:
    """The gate's answer."""
    query = f"?channel={channel}&purpose={purpose}" + (f"&at={at.replace('+', '%2B')}" if at else "")
    answer = await who("GET", f"{path}/may-contact{query}")
    assert answer.status == 200, answer.body
    return answer.body


async def say(who: Caller, path: str, said: Any, *, given_at: str | None = None) -> Answer:
    return await who("POST", f"{path}/consents", said | ({"given_at": given_at} if given_at else {}))


async def test_an_entry_comes_back_as_the_evidence_it_is(admin: Caller) -> None:
    path = await kim(admin)
    evidence = {"ip": "203.0.113.7", "url": "https://example.com/form", "reference": "form 12"}
    given = GRANT | {"wording": WORDING, "evidence": evidence, "valid_until": "2199-01-01T00:00:00Z"}
    answer = await say(admin, path, given, given_at="2026-01-02T03:04:05+08:00")
    assert answer.status == 201
    entry = answer.body
    assert entry["given_at"] == "2026-01-01T19:04:05Z"
    assert entry["wording"] == WORDING | {"language": "zh-CN"}
    assert entry["evidence"] == evidence
    assert entry["recorded_by"] == str(admin.person.id)
    assert (await admin("GET", f"{path}/consents")).body["items"] == [entry]
    assert (await admin("GET", answer.headers["Location"])).body == entry
    assert (await gate(admin, path)) == {
        "allowed": True, "rule": "granted", "consent_id": entry["id"], "basis": "consent", "not_before": None,
    }  # fmt: skip


async def test_the_last_word_holds_however_late_an_older_one_is_written_down(admin: Caller) -> None:
    path = await kim(admin)
    await say(admin, path, WITHDRAWAL, given_at="2026-03-01T00:00:00Z")
    await say(admin, path, GRANT, given_at="2026-02-01T00:00:00Z")
    assert (await gate(admin, path))["rule"] == "opted_out"
    assert (await gate(admin, path, at="2026-02-15T00:00:00Z"))["rule"] == "granted"
    assert (await gate(admin, path, at="2026-01-15T00:00:00Z"))["rule"] == "no_consent"
    history = (await admin("GET", f"{path}/consents")).body["items"]
    assert [one["state"] for one in history] == ["withdrawn", "granted"]
    await say(admin, path, GRANT, given_at="2026-04-01T00:00:00Z")
    assert (await gate(admin, path))["rule"] == "granted"


async def test_of_two_words_of_one_moment_the_opt_out_holds(admin: Caller) -> None:
    path = await kim(admin)
    same = "2026-03-01T00:00:00Z"
    answers = await asyncio.gather(
        say(admin, path, WITHDRAWAL, given_at=same), say(admin, path, GRANT, given_at=same)
    )
    assert [one.status for one in answers] == [201, 201]
    assert (await gate(admin, path))["rule"] == "opted_out"


async def test_words_given_at_once_count_by_their_moments_not_by_their_arrival(
    crm: Bench, admin: Caller
) -> None:
    path = await kim(admin)
    moments = [f"2026-03-{day:02}T00:00:00Z" for day in range(1, 13)]
    said = [GRANT if number % 2 else WITHDRAWAL for number in range(12)]
    pairs = list(zip(said, moments, strict=True))
    answers = await asyncio.gather(
        *(say(admin, path, one, given_at=at) for one, at in sorted(pairs, key=lambda pair: pair[1][-11:]))
    )
    assert {one.status for one in answers} == {201}
    assert (await gate(admin, path))["rule"] == "granted"
    told = [data for subject, data in await crm.announced() if subject == "customer.consent.changed"]
    assert [one["version"] for one in told] == sorted({one["version"] for one in told})
    assert told[-1]["given_at"] == moments[-1]


async def test_the_same_entry_sent_again_is_written_once(crm: Bench, admin: Caller) -> None:
    path = await kim(admin)
    at = "2026-03-01T00:00:00Z"
    answers = await asyncio.gather(*(say(admin, path, GRANT, given_at=at) for _ in range(8)))
    assert sorted(one.status for one in answers) == [200] * 7 + [201]
    assert len({one.body["id"] for one in answers}) == 1
    for other in ({"source": "call"}, {"evidence": {"reference": "x"}}, {"wording": WORDING}):
        refused = await say(admin, path, GRANT | other, given_at=at)
        assert (refused.status, refused.problem) == (409, "said-otherwise")
    assert len([one for one, _ in await crm.announced() if one == "customer.consent.changed"]) == 1


async def test_a_pending_opt_in_gives_nothing_and_takes_nothing(admin: Caller) -> None:
    path = await kim(admin)
    await say(admin, path, GRANT | {"state": "pending"})
    assert (await gate(admin, path))["rule"] == "pending"
    await say(admin, path, GRANT)
    assert (await gate(admin, path))["rule"] == "granted"
    await say(admin, path, GRANT | {"state": "pending"})
    assert (await gate(admin, path))["rule"] == "granted"
    await say(admin, path, WITHDRAWAL)
    await say(admin, path, GRANT | {"state": "pending"})
    assert (await gate(admin, path))["rule"] == "opted_out"


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"channel": "fax"}, "/channel", "literal_error"),
    ({"purpose": "legal_notice"}, "/purpose", "literal_error"),
    ({"state": "maybe"}, "/state", "literal_error"),
    ({"basis": "contract"}, "", "basis_not_for_purpose"),
    ({"purpose": "partner_offer", "basis": "legitimate_interest"}, "", "basis_not_for_purpose"),
    ({"purpose": "service", "state": "pending", "basis": "contract"}, "", "pending_is_consent"),
    ({"given_at": "2199-01-01T00:00:00Z"}, "/given_at", "in_the_future"),
    ({"given_at": "0001-01-01T00:00:00+14:00"}, "/given_at", "moment_out_of_range"),
    ({"given_at": "2026-01-01T00:00:00"}, "/given_at", "timezone_aware"),
    ({"valid_until": "2020-01-01T00:00:00Z"}, "/valid_until", "before_start"),
    ({"wording": {"text": "a\x00b"}}, "/wording/text", "nul_character"),
    ({"wording": {"text": "x", "language": "tlhx-99"}}, "/wording/language", "unknown_language"),
    ({"evidence": {"ip": "999.1.1.1"}}, "/evidence/ip", "ip_any_address"),
    ({"evidence": {"url": "javascript:alert(1)"}}, "/evidence/url", "string_pattern_mismatch"),
    ({"evidence": {"more": 1}}, "/evidence/more", "extra_forbidden"),
    ({"reviewed_at": "2026-01-01T00:00:00Z"}, "/reviewed_at", "extra_forbidden"),
]


async def written(crm: Bench) -> list[Any]:
    """Everything this feature writes, and what would be announced."""
    tables = (
        "consent",
        "contact_preference",
        "consent_wording",
        "contact",
        "customer",
        "interaction",
        "outbox",
    )
    async with crm.runtime.database.reading() as session:
        return [(await session.execute(text(f"SELECT * FROM {one} ORDER BY 1"))).all() for one in tables]


async def test_a_wrong_field_is_named_and_nothing_is_written(crm: Bench, admin: Caller) -> None:
    path = await kim(admin)
    before = await written(crm)
    for change, pointer, kind in WRONG:
        answer = await admin("POST", f"{path}/consents", GRANT | change)
        assert answer.status == 422, (change, answer.body)
        assert (pointer, kind) in [(one["pointer"], one["kind"]) for one in answer.body["errors"]], (
            answer.body
        )
    assert await written(crm) == before


async def test_what_was_said_cannot_be_rewritten_even_in_the_database(crm: Bench, admin: Caller) -> None:
    path = await kim(admin)
    await say(admin, path, WITHDRAWAL)
    for change in ("state = 'granted'", "given_at = now()", "evidence = '{}', source = 'form'"):
        with pytest.raises(DBAPIError, match="evidence"):
            async with crm.runtime.database.engine.begin() as connection:
                await connection.execute(text(f"UPDATE consent SET {change}"))


async def test_a_review_is_noted_and_changes_nothing_else(admin: Caller) -> None:
    path = await kim(admin)
    entry = (await say(admin, path, GRANT)).body
    reviewed = (await admin("POST", f"/consents/{entry['id']}/review")).body
    assert reviewed["reviewed_by"] == str(admin.person.id)
    assert reviewed["reviewed_at"]
    changing = ("version", "updated_at", "reviewed_by", "reviewed_at")
    assert {key: reviewed[key] for key in entry if key not in changing} == {
        key: entry[key] for key in entry if key not in changing
    }


async def test_each_change_is_told_once_on_the_stream_and_on_every_timeline(
    crm: Bench, admin: Caller
) -> None:
    one, two = [(await admin.customer(name))["id"] for name in ("One", "Two")]
    path = await kim(admin, customers=[{"customer_id": one}, {"customer_id": two}])
    await say(admin, path, GRANT, given_at="2026-03-01T00:00:00Z")
    await say(admin, path, WITHDRAWAL, given_at="2026-02-01T00:00:00Z")  # older: it changes nothing
    told = [data for subject, data in await crm.announced() if subject == "customer.consent.changed"]
    assert [(data["state"], data["version"], data["contact_id"]) for data in told] == [
        ("granted", 2, path.rpartition("/")[2])
    ]
    assert sorted(told[0]["customer_ids"]) == [one, two]
    for customer in (one, two):
        entries = (await admin("GET", f"/customers/{customer}/timeline")).body["items"]
        found = [entry["params"] for entry in entries if entry["kind"] == "consent_changed"]
        assert found == [
            {"contact_id": path.rpartition("/")[2], "channel": "email", "purpose": "marketing",
             "state": "granted", "basis": "consent"}
        ]  # fmt: skip


async def test_who_may_not_read_somebody_learns_nothing_and_who_may_not_change_writes_nothing(
    crm: Bench, admin: Caller
) -> None:
    path = await kim(admin)
    customer = (await admin.customer("Theirs"))["id"]
    entry = (await say(admin, path, GRANT)).body["id"]
    preferred = {"do_not_contact": ["all"]}
    asked = "may-contact?channel=email&purpose=marketing"
    calls: list[tuple[str, str, Any, bool]] = [
        (method, f"{whose}/{rest}", body, writes)
        for whose in (path, f"/customers/{customer}")
        for method, rest, body, writes in [
            ("GET", "consents", None, False),
            ("GET", "consents/current", None, False),
            ("POST", "consents", GRANT, True),
            ("GET", "contact-preferences", None, False),
            ("PATCH", "contact-preferences", preferred, True),
            ("GET", asked, None, False),
        ]
    ]
    calls += [("GET", f"/consents/{entry}", None, False), ("POST", f"/consents/{entry}/review", None, True)]
    stranger = await caller(crm, {"customer.read": "own", "customer.update": "own"})
    reader = await caller(crm, {"customer.read": "all"})
    before = await written(crm)
    for method, where, body, writes in calls:
        assert (await stranger(method, where, body, If_Match='"1"')).status == 404, where
        assert (await reader(method, where, body, If_Match='"1"')).status == (403 if writes else 200), where
    assert await written(crm) == before


async def test_lists_are_filtered_by_what_holds(crm: Bench, admin: Caller) -> None:
    paths = {}
    for name in ("Grants", "Refuses", "Barred", "Silent", "Ends"):
        paths[name] = await kim(admin, name=name)
    await say(admin, paths["Grants"], GRANT)
    await say(admin, paths["Refuses"], GRANT | {"state": "refused"})
    await say(admin, paths["Barred"], GRANT)
    await admin(
        "PATCH", f"{paths['Barred']}/contact-preferences", {"do_not_contact": ["email"]}, If_Match='"2"'
    )
    ending = GRANT | {"valid_until": "2199-01-01T00:00:00Z"}
    await say(admin, paths["Ends"], ending)

    async def found(field: str, op: str, *pairs: str) -> list[str]:
        values = ", ".join(f'"{one}"' for one in pairs)
        query = f'{{"field":"{field}","op":"{op}","value":[{values}]}}'
        return await admin.names(f"/contacts?filter={query}")

    assert await found("consents", "has_any", "email:marketing") == ["Ends", "Grants"]
    assert await found("opt_outs", "has_any", "email:marketing") == ["Barred", "Refuses"]
    assert await found("opt_outs", "has_none", "email:service") == ["Ends", "Grants", "Refuses", "Silent"]
    async with crm.runtime.database.engine.begin() as connection:
        await connection.execute(
            text("UPDATE contact_preference SET expires_at = now() WHERE expires_at IS NOT NULL")
        )
        await connection.execute(text("ALTER TABLE consent DISABLE TRIGGER keep_consent"))
        await connection.execute(text("UPDATE consent SET valid_until = now() WHERE valid_until IS NOT NULL"))
        await connection.execute(text("ALTER TABLE consent ENABLE TRIGGER keep_consent"))
    await sweep_expired(crm.runtime)
    assert await found("consents", "has_any", "email:marketing") == ["Grants"]
    assert (await gate(admin, paths["Ends"]))["rule"] == "expired"


async def test_customers_have_consent_of_their_own(admin: Caller) -> None:
    customer = await admin.customer("Person", kind="person")
    path = f"/customers/{customer['id']}"
    await say(admin, path, GRANT)
    assert (await gate(admin, path))["rule"] == "granted"
    query = '{"field":"consents","op":"has_any","value":["email:marketing"]}'
    assert await admin.names(f"/customers?filter={query}") == ["Person"]
    (held,) = (await admin("GET", f"{path}/consents/current")).body["items"]
    assert (held["channel"], held["purpose"], held["state"]) == ("email", "marketing", "granted")


async def test_recording_leaves_the_record_itself_as_it_was(admin: Caller) -> None:
    path = await kim(admin)
    before = (await admin("GET", path)).body
    await say(admin, path, GRANT)
    assert (await admin("GET", path)).body == before


FILL = """
INSERT INTO contact
    (id, version, name, name_key, phones, emails, external_ids, handles, search_text, search_grams, consents)
SELECT gen_random_uuid(), 1, n, n, '[]', '[]', '{}', '{}', '', '{}',
    CASE WHEN n % 400 = 0 THEN ARRAY['sms:survey'] ELSE '{}'::text[] END FROM generate_series(1, 20000) AS n
"""
ASKED = "SELECT * FROM contact WHERE consents && '{sms:survey}' ORDER BY name_key, id LIMIT 51"


async def test_a_filter_by_consent_is_served_by_an_index(crm: Bench) -> None:
    async with crm.runtime.database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text(FILL))
        await connection.execute(text("VACUUM ANALYZE contact"))
        plan = "\n".join(await connection.scalars(text(f"EXPLAIN {ASKED}")))
    assert "ix_contact_consents" in plan


async def test_what_people_say_does_not_get_in_the_way_of_what_they_are(admin: Caller) -> None:
    customer = (await admin.customer())["id"]
    path = await kim(admin, customer=customer)
    links = (admin("PUT", f"{path}/customers/{customer}", {"title": f"Title {n}"}) for n in range(12))
    words = (say(admin, path, GRANT, given_at=f"2026-03-{n + 1:02}T00:00:00Z") for n in range(12))
    answers = await asyncio.gather(*(one for pair in zip(links, words, strict=True) for one in pair))
    assert {one.status for one in answers} == {200, 201}


@pytest.mark.parametrize("path", ["/contacts/0/consents/current", "/customers/0/contact-preferences"])
async def test_a_path_without_an_id_is_refused_by_name(admin: Caller, path: str) -> None:
    answer = await admin("GET", path)
    assert (answer.status, answer.problem) == (422, "invalid-input")
    assert answer.body["errors"][0]["kind"] == "uuid_parsing"

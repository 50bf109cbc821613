"""The trail: every change of every service, and what happens to accounts."""

import csv
import io
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy.exc import DBAPIError

from chassis.actors import service_actor
from chassis.exports import running
from chassis.identifiers import new_id
from chassis.outbox import message
from identity.audit import anchors, verifications

PASSWORD = "correct horse battery staple"


async def search(identity: Any, who: Any, **params: Any) -> list[Any]:
    found = await identity.call("GET", "/audit", who, params=params)
    return list(found["items"])


async def change_of_another_service(identity: Any, **fields: Any) -> dict[str, Any]:
    """A change row as the customer service would send it."""
    row: dict[str, Any] = {
        "id": new_id(),
        "thing": "customer",
        "record_id": new_id(),
        "version": 2,
        "kind": "updated",
        "actor": "service:customer",
        "on_behalf_of": f"user:{new_id()}",
        "cause_id": new_id(),
        "before": {"name": "Old"},
        "after": {"name": "New"},
        "at": datetime.now(UTC),
    } | fields
    info = {"service": "customer", "actor": service_actor("customer"), "cause_id": row["cause_id"]}
    subject = f"changes.customer.customer.{row['record_id']}"
    sent = message(
        info,
        event_id=row["id"],
        stream="changes",
        subject=subject,
        record_id=row["record_id"],
        data=orjson.dumps(row),
    )
    async with identity.runtime.database.engine.begin() as connection:
        from chassis.tables import outbox

        await connection.execute(outbox.insert(), [sent])
    return row


async def test_the_trail_hears_changes_of_every_service(identity: Any, administrator: Any) -> None:
    row = await change_of_another_service(identity)
    await identity.hear_changes()
    (entry,) = await search(identity, administrator, service="customer")
    assert entry["record_id"] == str(row["record_id"])
    assert (entry["before"], entry["after"]) == ({"name": "Old"}, {"name": "New"})
    assert entry["on_behalf_of"] == row["on_behalf_of"]
    assert await search(identity, administrator, service="identity", thing="role")


async def test_a_change_delivered_twice_is_one_line(identity: Any, administrator: Any) -> None:
    await change_of_another_service(identity)
    await identity.hear_changes()
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM inbox")  # as after the inbox was forgotten
    await identity.hear_changes()
    assert len(await search(identity, administrator, service="customer")) == 1


async def test_each_filter_finds_its_lines(identity: Any, administrator: Any) -> None:
    rows = [await change_of_another_service(identity) for _ in range(3)]
    await identity.hear_changes()
    wanted = str(rows[1]["id"])
    for name in ("record_id", "cause_id", "on_behalf_of"):
        found = await search(identity, administrator, **{name: str(rows[1][name])})
        assert [one["id"] for one in found] == [wanted]
    named = {"actor": "service:customer", "thing": "customer", "kind": "updated"}
    assert len(await search(identity, administrator, **named)) == 3
    span = {"since": rows[1]["at"].isoformat(), "until": rows[2]["at"].isoformat(), "service": "customer"}
    assert [one["id"] for one in await search(identity, administrator, **span)] == [wanted]
    for name in ("id", "cause_id"):
        condition = orjson.dumps({"field": name, "op": "eq", "value": str(rows[1][name])}).decode()
        assert [one["id"] for one in await search(identity, administrator, filter=condition)] == [wanted]


async def test_the_trail_is_paged_newest_first(identity: Any, administrator: Any) -> None:
    for _ in range(5):
        await change_of_another_service(identity)
    await identity.hear_changes()
    params, seen = {"limit": "2", "service": "customer"}, []
    while True:
        found = await identity.call("GET", "/audit", administrator, params=params)
        seen += [one["at"] for one in found["items"]]
        if not found["next"]:
            break
        params["after"] = found["next"]
    assert len(seen) == 5
    assert seen == sorted(seen, reverse=True)


async def test_lines_of_the_trail_cannot_be_rewritten(identity: Any, administrator: Any) -> None:
    for statement in ("UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError, match="append-only"):
            async with identity.runtime.database.engine.begin() as connection:
                await connection.exec_driver_sql(statement)


async def test_accounts_leave_a_trail_with_address_and_device(identity: Any, administrator: Any) -> None:
    headers = {"User-Agent": "Phone", "X-Forwarded-For": "192.0.2.7"}
    person = await identity.sign_in(headers=headers)
    (entry,) = await search(identity, person, kind="signed-in", record_id=str(_session(person)))
    assert (entry["address"], entry["device"]) == ("192.0.2.7", "Phone")
    assert entry["actor"] == f"user:{person.id}"


async def test_no_secret_enters_the_trail_or_an_event(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    body = {"current_password": PASSWORD, "new_password": "another long password"}
    await identity.call("POST", "/me/password", person, status=204, json=body)
    await identity.hear_changes()
    trail = await identity.rows("SELECT before::text || after::text FROM audit")
    sent = await identity.rows("SELECT convert_from(data, 'UTF8') FROM outbox")
    written = " ".join(row[0] for row in [*trail, *sent])
    assert "argon2" not in written
    for secret in (PASSWORD, "another long password", person.tokens["refresh_token"]):
        assert secret not in written


async def test_what_an_auditor_may_is_read(identity: Any, administrator: Any) -> None:
    roles = (await identity.call("GET", "/roles", administrator))["items"]
    (auditor,) = [one["id"] for one in roles if one["name"] == "Auditor"]
    person = await identity.person(administrator, roles=[auditor])
    await identity.call("GET", "/audit", person)
    await identity.call("POST", "/teams", person, status=403, json={"name": "Mine"})


def _session(person: Any) -> UUID:
    import jwt

    return UUID(jwt.decode(person.tokens["access_token"], options={"verify_signature": False})["sid"])


async def test_free_text_is_refused_rather_than_left_out(identity: Any, administrator: Any) -> None:
    refused = await identity.call("GET", "/audit", administrator, params={"q": "shen"}, status=422)
    assert [(one["pointer"], one["kind"]) for one in refused["errors"]] == [("?q", "not_searchable")]


ORIGIN = {"address": "192.0.2.7", "device": "Phone", "session_id": str(new_id())}


async def test_a_line_says_from_where_it_was_done_and_is_found_by_it(
    identity: Any, administrator: Any
) -> None:
    job = str(new_id())
    await change_of_another_service(identity, origin=ORIGIN)
    await change_of_another_service(identity, origin={"job_id": job})
    await identity.hear_changes()
    (entry,) = await search(identity, administrator, address="192.0.2.7")
    assert {name: entry[name] for name in ORIGIN} == ORIGIN
    condition = orjson.dumps({"field": "address", "op": "eq", "value": "192.0.2.7"}).decode()
    assert await search(identity, administrator, filter=condition) == [entry]
    imported, _ = await search(identity, administrator, service="customer")
    assert (imported["job_id"], imported["address"]) == (job, None)


async def test_what_is_hidden_from_somebody_is_not_in_the_trail_for_them(
    identity: Any, administrator: Any
) -> None:
    values = {"name": "A", "tax_number": "CANARY", "custom": {"salary": "CANARY", "size": 1}}
    await change_of_another_service(identity, before={"tax_number": "CANARY"}, after=values)
    await identity.hear_changes()
    masks = ["customer.tax_number", "customer.custom.salary"]
    body = {"name": "Half", "permissions": {"audit.read": "all", "customer.read": "all"}, "masks": masks}
    role = await identity.call("POST", "/roles", administrator, status=201, json=body)
    person = await identity.person(administrator, roles=[role["id"]])
    (entry,) = await search(identity, person, thing="customer")
    assert (entry["before"], entry["after"]) == ({}, {"name": "A", "custom": {"size": 1}})
    (whole,) = await search(identity, administrator, thing="customer")
    assert whole["after"] == values
    for who, sees in ((person, False), (administrator, True)):
        assert ("CANARY" in await exported(identity, who, {"thing": "customer"})) is sees


async def exported(identity: Any, who: Any, wanted: dict[str, str]) -> str:
    """The file of an export of some lines."""
    ((field, value),) = wanted.items()
    body = {"target": "audit", "filter": {"field": field, "op": "eq", "value": value}, "language": "en"}
    asked = await identity.call("POST", "/exports", who, status=202, json=body)
    await running.run(identity.runtime, asked["id"])
    done = await identity.call("GET", f"/exports/{asked['id']}", who)
    assert done["state"] == "done", done
    async with identity.client.get(f"/exports/{asked['id']}/file", headers=who.headers) as answer:
        assert answer.status == 200
        content: bytes = await answer.read()
        return content.decode("utf-8-sig")


async def test_the_trail_is_exported_as_it_is_filtered(identity: Any, administrator: Any) -> None:
    row = await change_of_another_service(identity, actor=f"user:{administrator.id}", origin=ORIGIN)
    await change_of_another_service(identity, thing="contact")
    await identity.hear_changes()
    lines = list(csv.DictReader(io.StringIO(await exported(identity, administrator, {"thing": "customer"}))))
    (line,) = lines
    assert line["Record ID"] == str(row["record_id"])
    assert (line["Actor's name"], line["IP address"]) == ("Administrator", "192.0.2.7")
    assert orjson.loads(line["After"]) == {"name": "New"}
    (end,) = [
        data for subject, data in await identity.bench.announced() if subject.endswith("export.finished")
    ]
    assert (end["requested_by"], end["outcome"], end["rows"]) == (str(administrator.id), "done", 1)


async def test_a_verification_is_a_row_that_the_worker_works_off(identity: Any, administrator: Any) -> None:
    await identity.runtime.nats.jetstream().purge_stream(anchors.STREAM)
    await change_of_another_service(identity)
    await identity.hear_changes()
    asked = await identity.call("POST", "/audit/verifications", administrator, status=202)
    again = await identity.call("POST", "/audit/verifications", administrator, status=202)
    assert (asked["state"], again["id"]) == ("queued", asked["id"])
    await verifications.run(identity.runtime, asked["id"])
    done = await identity.call("GET", f"/audit/verifications/{asked['id']}", administrator)
    assert (done["state"], done["outcome"], done["position"]) == ("done", "whole", None)
    assert done["lines"] == done["lines_total"] > 1
    assert done["requested_by"] == str(administrator.id)


async def test_a_verification_names_the_first_break(identity: Any, administrator: Any) -> None:
    await identity.runtime.nats.jetstream().purge_stream(anchors.STREAM)
    for _ in range(3):
        await change_of_another_service(identity)
    await identity.hear_changes()
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER append_only")
        await connection.exec_driver_sql("UPDATE audit SET actor = 'nobody' WHERE position IN (2, 3)")
        await connection.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER append_only")
    asked = await identity.call("POST", "/audit/verifications", administrator, status=202)
    await verifications.run(identity.runtime, asked["id"])
    (found,) = (await identity.call("GET", "/audit/verifications", administrator))["items"]
    assert (found["state"], found["outcome"], found["position"], found["lines"]) == ("done", "edited", 2, 1)


async def test_a_verification_whose_worker_died_is_taken_up_by_the_next(
    identity: Any, administrator: Any
) -> None:
    await identity.runtime.nats.jetstream().purge_stream(anchors.STREAM)
    asked = await identity.call("POST", "/audit/verifications", administrator, status=202)
    dead = "UPDATE audit_verification SET state = 'running', lease = 'x', lease_until = now() - interval '1s'"
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql(dead)
    await verifications.run(identity.runtime, asked["id"])
    done = await identity.call("GET", f"/audit/verifications/{asked['id']}", administrator)
    assert (done["state"], done["outcome"]) == ("done", "whole")


async def test_verifying_and_exporting_need_the_right_to_read_the_trail(
    identity: Any, administrator: Any
) -> None:
    person = await identity.person(administrator, {"user.read": "all"})
    await identity.call("POST", "/audit/verifications", person, status=403)
    await identity.call("GET", "/audit/verifications", person, status=403)
    await identity.call("GET", f"/audit/verifications/{new_id()}", person, status=403)
    await identity.call("POST", "/exports", person, status=403, json={"target": "audit"})
    await identity.call("GET", f"/audit/verifications/{new_id()}", administrator, status=404)

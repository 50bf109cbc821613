"""The list of people: what it can be filtered by, from which index that is answered, and its file."""

import csv
import io
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import event, text

from chassis.exports import running

MANY = 10_000
CROWD = text("""
    INSERT INTO "user" (id, version, name, sort_name, search, email, email_key, active, invited,
                        second_factor, language, time_zone, role_ids, team_ids)
    SELECT gen_random_uuid(), 1, 'Person ' || n, md5(n::text), 'person ' || n, n || '@example.com',
           n || '@example.com', n % 100 <> 0, n % 90 = 0, n % 80 = 0,
           CASE WHEN n % 70 = 0 THEN 'en' ELSE 'zh-CN' END,
           'Asia/Shanghai', CASE WHEN n % 60 = 0 THEN '{}' ELSE ARRAY[md5('role' || n % 50)::uuid] END,
           ARRAY[md5('team' || n % 200)::uuid]
    FROM generate_series(1, :many) n
""")


async def listed(identity: Any, who: Any, field: str, op: str, value: Any = None, **params: str) -> list[str]:
    """The names that a filter finds."""
    condition = {"field": field, "op": op} | ({} if value is None else {"value": value})
    params["filter"] = orjson.dumps(condition).decode()
    return [one["name"] for one in (await identity.call("GET", "/users", who, params=params))["items"]]


async def add(identity: Any, who: Any, name: str, **fields: Any) -> Any:
    body = {"name": name, "email": f"{uuid4()}@example.com", **fields}
    return await identity.call("POST", "/users", who, status=201, json=body)


async def test_people_are_found_by_their_roles_and_teams(identity: Any, administrator: Any) -> None:
    made: dict[str, str] = {}
    for name in ("sells", "serves"):
        body: dict[str, Any] = {"name": name, "permissions": {}}
        made[name] = (await identity.call("POST", "/roles", administrator, status=201, json=body))["id"]
    sells, serves = made["sells"], made["serves"]
    east = (await identity.call("POST", "/teams", administrator, status=201, json={"name": "East"}))["id"]
    await add(identity, administrator, "Bo", role_ids=[sells, serves], team_ids=[east])
    await add(identity, administrator, "Cy", role_ids=[serves])
    await add(identity, administrator, "Di")
    found = {
        ("role_ids", "has_any", (sells, serves)): ["Bo", "Cy"],
        ("role_ids", "has_all", (sells, serves)): ["Bo"],
        ("role_ids", "has_none", (sells,)): ["Administrator", "Cy", "Di"],
        ("role_ids", "empty", None): ["Di"],
        ("team_ids", "not_empty", None): ["Bo"],
        ("team_ids", "has_any", (east,)): ["Bo"],
    }
    for (field, op, value), names in found.items():
        given = list(value) if value else None
        assert await listed(identity, administrator, field, op, given) == names, (field, op)


async def test_people_are_found_by_what_keeps_them_out(identity: Any, administrator: Any) -> None:
    await add(identity, administrator, "Bo", language="en")
    gone = await add(identity, administrator, "Cy", password="correct horse battery staple")
    await identity.call("POST", f"/users/{gone['id']}/deactivate", administrator)
    assert await listed(identity, administrator, "active", "eq", value=False) == ["Cy"]
    assert await listed(identity, administrator, "invited", "eq", value=True) == ["Bo"]
    assert await listed(identity, administrator, "second_factor", "eq", value=True) == []
    assert await listed(identity, administrator, "language", "eq", "en") == ["Bo"]


async def test_filters_are_answered_from_indexes(identity: Any, administrator: Any) -> None:
    engine = identity.runtime.database.engine
    async with engine.begin() as connection:
        await connection.execute(CROWD, {"many": MANY})
    async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        await connection.execute(text('VACUUM ANALYZE "user"'))
    [(role, team)] = await identity.rows("SELECT md5('role7')::uuid, md5('team7')::uuid")
    for field, op, value, index in (
        ("role_ids", "has_any", [str(role)], "ix_user_role_ids"),
        ("role_ids", "empty", None, "ix_user_role_ids"),
        ("team_ids", "has_all", [str(team)], "ix_user_team_ids"),
        ("active", "eq", False, "ix_user_active"),
        ("invited", "eq", True, "ix_user_invited"),
        ("second_factor", "eq", True, "ix_user_second_factor"),
        ("language", "eq", "en", "ix_user_language"),
        ("name", "eq", "Person 4711", "ix_user_name_written"),
        ("email", "eq", "4711@example.com", "uq_user_email_key"),
    ):
        for found in await plans(identity, administrator, field, op, value):
            assert index in found, (field, op, found)


async def plans(identity: Any, who: Any, field: str, op: str, value: Any) -> list[str]:
    """How PostgreSQL answers a filter: the page, and how many there are."""
    engine, asked = identity.runtime.database.engine, []

    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if 'FROM "user"' in statement:
            asked.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", keep)
    assert await listed(identity, who, field, op, value, total="true")
    event.remove(engine.sync_engine, "before_cursor_execute", keep)
    assert len(asked) == 2
    found = []
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        for statement, parameters in asked:
            rows = await driver.fetch(f"EXPLAIN (COSTS OFF) {statement}", *parameters)
            found.append("\n".join(row[0] for row in rows))
    return found


async def test_people_are_exported_with_the_names_of_what_they_hold(
    identity: Any, administrator: Any
) -> None:
    role = {"name": "Sells", "permissions": {}}
    sells = (await identity.call("POST", "/roles", administrator, status=201, json=role))["id"]
    east = (await identity.call("POST", "/teams", administrator, status=201, json={"name": "East"}))["id"]
    reader = await identity.person(administrator, {"user.read": "all"}, name="Reader")
    held = {"role_ids": [sells], "team_ids": [east], "manager_id": str(reader.id)}
    await add(identity, administrator, "=Bo", **held)
    asked = {"target": "users", "filter": {"field": "role_ids", "op": "has_any", "value": [sells]}}
    job = await identity.call("POST", "/exports", reader, status=202, json=asked | {"language": "zh-TW"})
    await running.run(identity.runtime, job["id"])
    async with identity.client.get(f"/exports/{job['id']}/file", headers=reader.headers) as answer:
        (line,) = csv.DictReader(io.StringIO((await answer.read()).decode("utf-8-sig")))
    assert (line["姓名"], line["狀態"], line["角色"], line["團隊"]) == ("'=Bo", "尚無密碼", "Sells", "East")
    assert (line["主管"], line["兩步驟驗證"]) == ("Reader", "否")


async def test_each_exports_what_they_may_read(identity: Any, administrator: Any) -> None:
    reader = await identity.person(administrator, {"user.read": "all"})
    auditor = await identity.person(administrator, {"audit.read": "all"})
    nobody = await identity.person(administrator, {"team.manage": "all"})
    for who, target in ((reader, "users"), (auditor, "audit")):
        offered = await identity.call("GET", "/exports/targets", who)
        assert [one["name"] for one in offered] == [target]
        for asked in ("users", "audit"):
            status = 202 if asked == target else 403
            await identity.call("POST", "/exports", who, status=status, json={"target": asked})
        assert [one["target"] for one in (await identity.call("GET", "/exports", who))["items"]] == [target]
    await identity.call("GET", "/exports/targets", nobody, status=403)
    await identity.call("POST", "/exports", nobody, status=403, json={"target": "users"})


async def test_who_may_read_people_no_longer_gets_no_file_of_them(identity: Any, administrator: Any) -> None:
    reader = await identity.person(administrator, {"user.read": "all"})
    job = await identity.call("POST", "/exports", reader, status=202, json={"target": "users"})
    await running.run(identity.runtime, job["id"])
    await identity.call("GET", f"/exports/{job['id']}", reader)
    auditing = {"name": str(uuid4()), "permissions": {"audit.read": "all"}}
    role = await identity.call("POST", "/roles", administrator, status=201, json=auditing)
    user = await identity.call("GET", f"/users/{reader.id}", administrator)
    await identity.call(
        "PATCH",
        f"/users/{reader.id}",
        administrator,
        json={"role_ids": [role["id"]]},
        headers={"If-Match": f'"{user["version"]}"'},
    )
    await identity.call("GET", f"/exports/{job['id']}/file", reader, status=403)
    assert (await identity.call("GET", "/exports", reader))["items"] == []

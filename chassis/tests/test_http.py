"""The REST door: transactions, permissions, conflicts, idempotency, lists."""

import asyncio

from sqlalchemy import func, select

from chassis import tables
from chassis.testing import Bench
from chassis.tests.example.notes import NoteRecord

ALL = {"note.create": "all", "note.read": "all", "note.update": "all"}


async def _count(example: Bench, table: object) -> int:
    async with example.runtime.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


async def test_a_created_record_has_its_change_row_and_event(example: Bench) -> None:
    me = await example.person(ALL)
    body = {"title": "一", "secret": "hidden"}
    async with example.client.post("/notes", json=body, headers=me.headers) as answer:
        assert answer.status == 201, await answer.text()
        assert answer.headers["ETag"] == '"1"'
        note = await answer.json()
    assert await example.announced() == [
        ("example.note.written", {"note_id": note["id"], "version": 1, "title": "一"})
    ]
    async with example.runtime.database.reading() as session:
        row = (await session.execute(select(tables.change))).one()
    assert (row.kind, row.version, row.actor) == ("created", 1, f"user:{me.id}")
    assert row.after == {"title": "一", "colour": "grey", "owner_id": str(me.id)}


async def test_an_error_after_the_insert_leaves_nothing(example: Bench) -> None:
    me = await example.person(ALL)
    async with example.client.post("/notes", json={"title": "forbidden"}, headers=me.headers) as answer:
        assert answer.status == 409
        problem = await answer.json()
    assert problem["type"] == "urn:crm:problem:title-forbidden"
    assert problem["params"] == {"title": "forbidden"}
    assert await _count(example, NoteRecord) == await _count(example, tables.outbox) == 0


async def test_calls_without_token_or_permission_are_refused(example: Bench) -> None:
    async with example.client.get("/notes") as answer:
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    nobody = await example.person({})
    async with example.client.post("/notes", json={"title": "x"}, headers=nobody.headers) as answer:
        assert answer.status == 403
    async with example.client.get("/notes", headers={"Authorization": "Bearer x.y.z"}) as answer:
        assert answer.status == 401


async def test_bad_input_names_the_field(example: Bench) -> None:
    me = await example.person(ALL)
    for body, pointer in (
        ({"title": ""}, "/title"),
        ({"title": "a\x00b"}, "/title"),
        ({"title": "a", "oops": 1}, "/oops"),
        ({"title": "a", "rank": 10**30}, "/rank"),
    ):
        async with example.client.post("/notes", json=body, headers=me.headers) as answer:
            assert answer.status == 422, body
            assert answer.content_type == "application/problem+json"
            assert (await answer.json())["errors"][0]["pointer"] == pointer
    async with example.client.post("/notes", data=b'{"title": "\xff"}', headers=me.headers) as answer:
        assert answer.status in (400, 422)


async def test_one_key_has_one_effect_and_one_answer(example: Bench) -> None:
    me = await example.person(ALL)
    headers = me.headers | {"Idempotency-Key": "k1"}

    async def send(title: str) -> tuple[int, str]:
        async with example.client.post("/notes", json={"title": title}, headers=headers) as answer:
            return answer.status, await answer.text()

    answers = await asyncio.gather(*(send("once") for _ in range(20)))
    bodies = {body for status, body in answers if status == 201}
    assert len(bodies) == 1
    assert {status for status, _ in answers} <= {201, 409}
    assert await send("once") == (201, bodies.pop())
    assert (await send("other"))[0] == 422
    assert await _count(example, NoteRecord) == 1


async def test_edits_of_different_fields_merge_and_of_the_same_conflict(example: Bench) -> None:
    me = await example.person(ALL)
    async with example.client.post("/notes", json={"title": "a", "body": "b"}, headers=me.headers) as answer:
        path = f"/notes/{(await answer.json())['id']}"
    first = me.headers | {"If-Match": '"1"'}
    async with example.client.patch(path, json={"title": "a2"}, headers=first) as answer:
        assert answer.status == 200, await answer.text()
    async with example.client.patch(path, json={"body": "b2"}, headers=first) as answer:
        merged = await answer.json()
        assert (merged["title"], merged["body"], merged["version"]) == ("a2", "b2", 3)
    async with example.client.patch(path, json={"title": "a3"}, headers=first) as answer:
        assert answer.status == 412
        (error,) = (await answer.json())["errors"]
    assert error == {
        "pointer": "/title",
        "kind": "conflict",
        "params": {"yours": "a3", "theirs": "a2", "original": "a"},
    }
    async with example.client.patch(path, json={"title": "a3"}, headers=me.headers) as answer:
        assert answer.status == 428


async def test_lists_obey_scope_and_count(example: Bench) -> None:
    root = await example.team()
    leaf = await example.team(root)
    boss = await example.person({"note.create": "all", "note.read": "subtree"}, teams=[root])
    mate = await example.person({"note.create": "all", "note.read": "team"}, teams=[leaf])
    lone = await example.person({"note.create": "all", "note.read": "own"})
    for who, team in ((mate, leaf), (lone, None), (boss, root), (boss, None), (lone, leaf)):
        body = {"title": "t", "team_id": str(team) if team else None}
        async with example.client.post("/notes", json=body, headers=who.headers) as answer:
            assert answer.status == 201
    for who, count in ((boss, 4), (mate, 2), (lone, 2)):
        async with example.client.get("/notes?total=true", headers=who.headers) as answer:
            found = await answer.json()
            assert (found["total"], len(found["items"])) == (count, count)


async def test_paging_visits_every_row_once_with_empty_values_last(example: Bench) -> None:
    me = await example.person(ALL)
    async with example.runtime.database.engine.begin() as connection:
        rows = [{"title": f"n{i % 7}", "rank": None if i % 3 else i, "version": 1} for i in range(60)]
        await connection.execute(NoteRecord.__table__.insert(), rows)  # type: ignore[attr-defined]
    for sort in ("title", "-title", "rank", "-rank"):
        seen, ranks, after = [], [], ""
        while True:
            url = f"/notes?limit=7&sort={sort}" + (f"&after={after}" if after else "")
            async with example.client.get(url, headers=me.headers) as answer:
                found = await answer.json()
                assert answer.status == 200, found
            seen += [one["id"] for one in found["items"]]
            ranks += [one["rank"] for one in found["items"]]
            if not (after := found["next"]):
                break
        assert len(seen) == len(set(seen)) == 60, sort
        if "rank" in sort:
            assert ranks[20:] == [None] * 40


async def test_wrong_list_parameters_are_named(example: Bench) -> None:
    me = await example.person(ALL)
    for query in (
        "sort=nope",
        "filter=nope",
        "after=abc",
        "limit=0",
        'filter={"field":"zzz","op":"eq","value":1}',
    ):
        async with example.client.get("/notes?" + query, headers=me.headers) as answer:
            assert answer.status == 422
            assert (await answer.json())["errors"][0]["pointer"].startswith("?" + query.split("=")[0])

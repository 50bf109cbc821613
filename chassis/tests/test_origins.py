"""Where changes come from: kept on change rows, told on the restricted stream, on no public event."""

import json
from typing import Any

from sqlalchemy import select

from chassis import tables
from chassis.actors import service_actor
from chassis.changes import Change, announce_changes
from chassis.copying import FEW
from chassis.identifiers import new_id
from chassis.origins import of_job
from chassis.testing import Bench
from chassis.tests.example.notes import NoteRecord
from chassis.tokens import Claims

ALL = {"note.create": "all", "note.read": "all", "note.update": "all"}
GIVEN = {"X-Forwarded-For": "203.0.113.1, 192.0.2.7", "User-Agent": "Phone/1.0\t" + "x" * 400}


async def _rows(example: Bench, table: Any) -> list[Any]:
    async with example.runtime.database.reading() as session:
        return list((await session.execute(select(table))).all())


async def test_a_change_keeps_address_device_and_session_and_only_the_restricted_stream_tells(
    example: Bench,
) -> None:
    me = await example.person(ALL)
    claims: Claims = await example.runtime.verifier.verify(me.token)
    async with example.client.post("/notes", json={"title": "a"}, headers=me.headers | GIVEN) as answer:
        assert answer.status == 201
    (change,) = await _rows(example, tables.change)
    assert (
        change.origin
        == {
            "address": "192.0.2.7",  # the last hop is the one that the gateway wrote
            "device": ("Phone/1.0" + "x" * 400)[:300],
            "session_id": str(claims.session_id),
        }
    )
    told = {row.stream: row for row in await _rows(example, tables.outbox)}
    assert json.loads(told["changes"].data)["origin"] == change.origin
    for hidden in ("192.0.2.7", "Phone", str(claims.session_id)):
        assert hidden not in str(told["example"].headers) + told["example"].data.decode()
        assert hidden not in str(told["changes"].headers)


async def test_what_a_job_does_in_bulk_names_the_job(example: Bench) -> None:
    actor, job = service_actor("example"), new_id()
    made = [Change("note", new_id(), 1, "created", {}, {"title": "a"}) for _ in range(FEW + 1)]
    async with example.runtime.database.writing(actor, job, bulk=True, origin=of_job(job)) as session:
        announce_changes(session, made)
    assert [one.origin for one in await _rows(example, tables.change)] == [{"job_id": str(job)}] * len(made)


async def test_background_work_without_a_job_has_no_origin(example: Bench) -> None:
    actor = service_actor("example")
    async with example.runtime.database.writing(actor) as session:
        session.add(NoteRecord(title="a", owner_id=actor.id))
    (change,) = await _rows(example, tables.change)
    assert change.origin is None

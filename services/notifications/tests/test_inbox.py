"""What enters an inbox, how it collapses, and how it is read: over REST, fed by events."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, update

from chassis.identifiers import new_id
from chassis.testing import Bench, Person, sign
from crm.customer.events import (
    CustomerAssigned,
    CustomerCreated,
    ExportFinished,
    ImportFinished,
    OperationFinished,
)
from crm.identity import events as identity
from crm.identity.events import SecondFactorReset, UserChanged
from crm.sales.events import imports as sales_imports
from crm.sales.events import operations as sales
from notifications.inbox import tasks
from notifications.inbox.models import InboxItem


def given(owner: UUID | None, *, previous: UUID | None = None, name: str = "Example Ltd") -> CustomerAssigned:
    return CustomerAssigned(
        customer_id=new_id(),
        version=2,
        number="CU-000001",
        name=name,
        owner_id=owner,
        team_id=None,
        previous_owner_id=previous,
        previous_team_id=None,
    )


def created(owner: UUID) -> CustomerCreated:
    return CustomerCreated(
        customer_id=new_id(), version=1, number="CU-000002", name="星河示例", owner_id=owner, team_id=None
    )


def imported(by: UUID, import_id: UUID, version: int = 3, outcome: Any = "done") -> ImportFinished:
    return ImportFinished(
        import_id=import_id,
        version=version,
        requested_by=by,
        file_name="customers.xlsx",
        target="customers",
        outcome=outcome,
        created=90,
        updated=9,
        failed=1,
    )


async def call(
    bench: Bench, person: Person, method: str, path: str, status: int = 200, **more: Any
) -> dict[str, Any]:
    async with bench.client.request(method, path, headers=person.headers, **more) as answer:
        body: dict[str, Any] = await answer.json(content_type=None)
        assert answer.status == status, body
        return body


async def inbox(bench: Bench, person: Person, **params: str) -> dict[str, Any]:
    return await call(bench, person, "GET", "/inbox", params=params)


async def sweep(bench: Bench) -> None:
    """Make what is due be announced now rather than within a second."""
    async with bench.runtime.database.engine.begin() as connection:
        soon = update(InboxItem).where(InboxItem.announce_due_at.is_not(None))
        await connection.execute(soon.values(announce_due_at=func.now()))
    await tasks.announce_due(bench.runtime)


async def test_who_is_given_a_customer_finds_it_in_the_inbox_with_the_givers_name(
    notifications: Bench,
) -> None:
    giver, owner = await notifications.person(name="Gu Give"), await notifications.person()
    event, cause = given(owner.id), new_id()
    await notifications.hear(event, actor=f"user:{giver.id}", cause_id=cause)
    found = await inbox(notifications, owner)
    (item,) = found["items"]
    assert item["kind"] == "customers-assigned"
    assert item["params"] == {
        "by": str(giver.id),
        "by_name": "Gu Give",
        "count": 1,
        "customer_ids": [str(event.customer_id)],
        "names": ["Example Ltd"],
    }
    assert (item["thing"], item["record_id"]) == ("customer", str(event.customer_id))
    assert item["cause_id"] == str(cause)
    assert item["read_at"] is None
    assert found["unread"] == 1
    assert (await inbox(notifications, giver))["items"] == []
    ((subject, announced),) = await notifications.announced()
    assert subject == "notifications.inbox-item.changed"
    assert announced == {
        "item_id": item["id"],
        "version": 1,
        "user_id": str(owner.id),
        "kind": item["kind"],
        "params": item["params"],
        "read": False,
        "unread": 1,
    }


async def test_what_concerns_nobody_or_only_oneself_is_silent(notifications: Bench) -> None:
    me, other = await notifications.person(), await notifications.person()
    await notifications.hear(given(me.id), actor=f"user:{me.id}")
    await notifications.hear(created(me.id), actor=f"user:{me.id}")
    await notifications.hear(given(None), actor=f"user:{other.id}")
    await notifications.hear(given(me.id, previous=me.id), actor=f"user:{other.id}")
    assert (await inbox(notifications, me))["items"] == []
    assert await notifications.announced() == []


async def test_people_who_left_get_nothing_while_strangers_yet_unheard_of_do(notifications: Bench) -> None:
    left, stranger = new_id(), new_id()
    known = {"language": "en", "time_zone": "UTC", "role_ids": [], "team_ids": []}
    gone = UserChanged(user_id=left, version=2, name="L", email="l@example.com", active=False, **known)
    await notifications.announce(gone)
    await notifications.hear(given(left))
    await notifications.hear(imported(left, new_id()))
    assert await notifications.announced() == []
    await notifications.hear(given(stranger))
    assert len(await notifications.announced()) == 1


async def test_news_of_one_cause_is_one_item_that_grows_and_shows_five_names(notifications: Bench) -> None:
    owner, cause = await notifications.person(), new_id()
    for number in range(7):
        await notifications.hear(given(owner.id, name=f"Number {number}"), cause_id=cause)
    await notifications.hear(created(owner.id), cause_id=cause)
    await notifications.hear(given(owner.id), cause_id=new_id())
    other, item = (await inbox(notifications, owner))["items"]
    assert (item["count"], item["version"], item["params"]["count"]) == (8, 8, 8)
    assert item["params"]["names"] == [f"Number {number}" for number in range(5)]
    assert len(item["params"]["customer_ids"]) == 5
    assert other["count"] == 1


async def test_growing_is_announced_once_a_second_and_the_last_state_always(notifications: Bench) -> None:
    owner, cause = await notifications.person(), new_id()
    for _ in range(9):
        await notifications.hear(given(owner.id), cause_id=cause)
    assert [data["params"]["count"] for _, data in await notifications.announced()] == [1]
    await sweep(notifications)
    await sweep(notifications)
    assert [data["params"]["count"] for _, data in await notifications.announced()] == [1, 9]


async def test_an_item_that_was_read_is_unread_again_when_it_grows(notifications: Bench) -> None:
    owner, cause = await notifications.person(), new_id()
    await notifications.hear(given(owner.id), cause_id=cause)
    (item,) = (await inbox(notifications, owner))["items"]
    await call(notifications, owner, "POST", f"/inbox/{item['id']}/read")
    await notifications.hear(given(owner.id), cause_id=cause)
    (item,) = (await inbox(notifications, owner))["items"]
    assert (item["read_at"], item["count"], item["version"]) == (None, 2, 3)


async def test_the_end_of_an_import_and_of_an_export_reaches_whoever_asked(notifications: Bench) -> None:
    me, import_id, export_id = await notifications.person(), new_id(), new_id()
    await notifications.hear(imported(me.id, import_id), actor=f"user:{me.id}")
    await notifications.hear(
        ExportFinished(
            export_id=export_id, version=2, requested_by=me.id, target="contacts", outcome="failed", rows=0
        )
    )
    export, import_ = (await inbox(notifications, me))["items"]
    assert import_["params"] == {
        "import_id": str(import_id),
        "file_name": "customers.xlsx",
        "target": "customers",
        "outcome": "done",
        "created": 90,
        "updated": 9,
        "failed": 1,
        "count": 1,
    }
    assert export["kind"] == "export-finished"
    assert export["params"]["outcome"] == "failed"


async def test_the_end_of_an_export_of_the_trail_reaches_whoever_asked(notifications: Bench) -> None:
    me, export_id = await notifications.person(), new_id()
    await notifications.hear(
        identity.ExportFinished(
            export_id=export_id, version=2, requested_by=me.id, target="audit", outcome="done", rows=7
        )
    )
    (item,) = (await inbox(notifications, me))["items"]
    assert (item["kind"], item["params"]["target"], item["params"]["rows"]) == ("export-finished", "audit", 7)
    assert item["params"]["export_id"] == str(export_id)


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("finished", [OperationFinished, sales.OperationFinished])
async def test_the_end_of_a_long_operation_reaches_whoever_does_not_wait_for_it(
    notifications: Bench, finished: type[OperationFinished | sales.OperationFinished], at_once: bool
) -> None:
    me, operation_id = await notifications.person(), new_id()
    event = finished(
        operation_id=operation_id,
        version=3,
        requested_by=me.id,
        kind="bulk_edit",
        target="customers",
        outcome="done",
        done=900,
        issues=2,
        at_once=at_once,
    )
    await notifications.hear(event, actor=f"user:{me.id}")
    found = (await inbox(notifications, me))["items"]
    assert [(one["kind"], one["params"]["done"], one["params"]["issues"]) for one in found] == (
        [] if at_once else [("operation-finished", 900, 2)]
    )


async def test_the_end_of_an_import_of_leads_reaches_whoever_asked(notifications: Bench) -> None:
    me, import_id = await notifications.person(), new_id()
    known = imported(me.id, import_id).model_dump() | {"target": "leads"}
    await notifications.hear(sales_imports.ImportFinished(**known), actor=f"user:{me.id}")
    (item,) = (await inbox(notifications, me))["items"]
    told = (item["kind"], item["params"]["target"], item["record_id"])
    assert told == ("import-finished", "leads", str(import_id))


async def test_late_news_of_an_import_does_not_undo_newer_news(notifications: Bench) -> None:
    me, import_id, cause = await notifications.person(), new_id(), new_id()
    await notifications.hear(imported(me.id, import_id, 9, "done"), cause_id=cause)
    await notifications.hear(imported(me.id, import_id, 4, "failed"), cause_id=cause)
    (item,) = (await inbox(notifications, me))["items"]
    assert (item["params"]["outcome"], item["version"]) == ("done", 1)


async def test_reading_and_unreading_counts_and_is_announced_only_when_it_changes_something(
    notifications: Bench,
) -> None:
    me = await notifications.person()
    for _ in range(2):
        await notifications.hear(given(me.id))
    first = (await inbox(notifications, me))["items"][0]
    read = await call(notifications, me, "POST", f"/inbox/{first['id']}/read")
    again = await call(notifications, me, "POST", f"/inbox/{first['id']}/read")
    assert read == again
    assert read["read_at"]
    assert read["version"] == 2
    assert await call(notifications, me, "GET", "/inbox/unread") == {"unread": 1}
    unread = await call(notifications, me, "POST", f"/inbox/{first['id']}/unread")
    assert (unread["read_at"], unread["version"]) == (None, 3)
    assert unread == await call(notifications, me, "GET", f"/inbox/{first['id']}")
    told = [(data["version"], data["read"], data["unread"]) for _, data in await notifications.announced()]
    assert told == [(1, False, 1), (1, False, 2), (2, True, 1), (3, False, 2)]


async def test_reading_all_leaves_what_came_after_the_page_was_shown(notifications: Bench) -> None:
    me, other = await notifications.person(), await notifications.person()
    for _ in range(3):
        await notifications.hear(given(me.id))
    await notifications.hear(given(other.id))
    shown = (await inbox(notifications, me))["items"][0]["updated_at"]
    await notifications.hear(given(me.id))
    answer = await call(notifications, me, "POST", "/inbox/read-all", json={"before": shown})
    assert answer == {"unread": 1}
    read = [(data["read"], data["unread"]) for _, data in await notifications.announced()][5:]
    assert read == [(True, 1)] * 3
    assert await call(notifications, me, "POST", "/inbox/read-all") == {"unread": 0}
    assert await call(notifications, me, "POST", "/inbox/read-all") == {"unread": 0}
    assert await call(notifications, other, "GET", "/inbox/unread") == {"unread": 1}


async def test_with_many_tabs_and_news_at_once_every_announced_count_is_right(notifications: Bench) -> None:
    me, giver, cause = await notifications.person(), f"user:{new_id()}", new_id()
    for _ in range(20):
        await notifications.hear(given(me.id), actor=giver)
    ids = [item["id"] for item in (await inbox(notifications, me))["items"]]
    await asyncio.gather(
        *(call(notifications, me, "POST", f"/inbox/{id_}/read") for id_ in ids),
        *(notifications.hear(given(me.id), actor=giver, cause_id=one) for one in (cause, new_id(), cause)),
        *(call(notifications, me, "POST", f"/inbox/{id_}/unread") for id_ in ids[:5]),
    )
    await sweep(notifications)
    unread: set[str] = set()
    for _, told in await notifications.announced():
        (unread.discard if told["read"] else unread.add)(told["item_id"])
        assert told["unread"] == len(unread)
    assert (await inbox(notifications, me))["unread"] == len(unread)


async def test_somebody_elses_item_does_not_exist_and_only_people_have_an_inbox(notifications: Bench) -> None:
    me, other = await notifications.person(), await notifications.person()
    await notifications.hear(given(other.id))
    (item,) = (await inbox(notifications, other))["items"]
    for method, path in (("GET", ""), ("POST", "/read"), ("POST", "/unread")):
        missing = await call(notifications, me, method, f"/inbox/{item['id']}{path}", 404)
        assert missing["type"] == "urn:crm:problem:not-found"
    contact = Person(me.id, [], sign(me.id, kind="contact"))
    for path in ("/inbox", "/inbox/unread", f"/inbox/{item['id']}"):
        await call(notifications, contact, "GET", path, 403)


async def test_pages_and_filters_visit_every_item_once_newest_first(notifications: Bench) -> None:
    me = await notifications.person()
    for _ in range(5):
        await notifications.hear(given(me.id))
    await notifications.hear(imported(me.id, new_id()))
    await call(notifications, me, "POST", f"/inbox/{(await inbox(notifications, me))['items'][2]['id']}/read")
    seen: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        found = await inbox(notifications, me, limit="4", total="true", **after)
        seen += found["items"]
        assert (found["total"], found["unread"]) == (6, 5)
        if not found["next"]:
            break
        after = {"after": found["next"]}
    assert len({item["id"] for item in seen}) == 6
    assert [item["updated_at"] for item in seen] == sorted((i["updated_at"] for i in seen), reverse=True)
    for field, value, wanted in (("read", True, 1), ("read", False, 5), ("kind", "import-finished", 1)):
        asked = json.dumps({"field": field, "op": "eq", "value": value})
        assert len((await inbox(notifications, me, filter=asked))["items"]) == wanted


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/inbox/read-all", {"before": "yesterday"}),
        ("POST", "/inbox/read-all", {"until": None}),
        ("POST", "/inbox/read-all", {"before": "0001-01-01T00:00:00+14:00"}),
        ("GET", "/inbox/none", None),
        ("GET", "/inbox?after=nonsense", None),
        ("GET", "/inbox?sort=kind", None),
    ],
)
async def test_a_malformed_request_is_answered_with_a_problem(
    notifications: Bench, method: str, path: str, body: object
) -> None:
    me = await notifications.person()
    problem = await call(notifications, me, method, path, 422, json=body)
    assert problem["errors"]


async def test_items_are_removed_ninety_days_after_their_last_news(notifications: Bench) -> None:
    me = await notifications.person()
    for _ in range(3):
        await notifications.hear(given(me.id))
    old, edge, _ = (await inbox(notifications, me))["items"]
    async with notifications.runtime.database.engine.begin() as connection:
        for item, days in ((old, 91), (edge, 89)):
            aged = update(InboxItem).where(InboxItem.id == item["id"])
            await connection.execute(aged.values(updated_at=func.now() - timedelta(days=days)))
    await tasks.forget(notifications.runtime)
    left = [item["id"] for item in (await inbox(notifications, me))["items"]]
    assert len(left) == 2
    assert old["id"] not in left


async def test_whose_second_factor_was_taken_away_is_told_by_whom(notifications: Bench) -> None:
    robin, taker = await notifications.person(name="Robin"), await notifications.person(name="Kim Example")
    event = SecondFactorReset(user_id=robin.id, version=4)
    await notifications.hear(event, actor=f"user:{taker.id}")
    (item,) = (await call(notifications, robin, "GET", "/inbox"))["items"]
    assert (item["kind"], item["thing"], item["record_id"]) == ("second-factor-reset", "user", str(robin.id))
    assert item["params"] == {"by": str(taker.id), "by_name": "Kim Example", "count": 1}
    assert (await call(notifications, taker, "GET", "/inbox"))["items"] == []

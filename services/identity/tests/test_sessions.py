"""Sessions: listed, ended by their owner, revoked by administrators."""

from typing import Any


async def test_people_see_where_they_are_signed_in(identity: Any, administrator: Any) -> None:
    again = await identity.sign_in(headers={"User-Agent": "Phone", "X-Forwarded-For": "192.0.2.7"})
    listed = await identity.call("GET", "/sessions", again)
    newest, _ = listed["items"]
    assert (newest["device"], newest["address"], newest["current"]) == ("Phone", "192.0.2.7", True)


async def test_signing_out_ends_this_session_only(identity: Any, administrator: Any) -> None:
    again = await identity.sign_in()
    await identity.call("DELETE", "/sessions/current", again, status=204)
    await identity.call("GET", "/me", again, status=401)
    await identity.call("GET", "/me", administrator)


async def test_people_end_their_other_sessions_but_nobody_elses(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    mine = (await identity.call("GET", "/sessions", administrator))["items"][0]["id"]
    await identity.call("DELETE", f"/sessions/{mine}", person, status=404)
    again = await identity.sign_in(person.email)
    (other,) = [
        one["id"] for one in (await identity.call("GET", "/sessions", again))["items"] if not one["current"]
    ]
    await identity.call("DELETE", f"/sessions/{other}", again, status=204)
    await identity.call("GET", "/me", person, status=401)
    await identity.call("DELETE", f"/sessions/{other}", again, status=404)


async def test_an_administrator_ends_all_sessions_of_a_person(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    again = await identity.sign_in(person.email)
    path = f"/users/{person.id}/sessions"
    assert len((await identity.call("GET", path, administrator))["items"]) == 2
    await identity.call("POST", f"{path}/revoke-all", person, status=403)
    await identity.call("POST", f"{path}/revoke-all", administrator, status=204)
    for ended in (person, again):
        await identity.call("GET", "/me", ended, status=401)
    await identity.sign_in(person.email)


async def test_what_decides_nothing_any_more_is_forgotten(identity: Any, administrator: Any) -> None:
    from identity.sessions.tasks import forget_sessions

    again = await identity.sign_in()
    await identity.call("DELETE", "/sessions/current", again, status=204)
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE session SET expires_at = now() - interval '31 days'")
        await connection.exec_driver_sql("UPDATE attempts SET touched_at = now() - interval '31 days'")
        await connection.exec_driver_sql(
            "UPDATE access SET data = jsonb_set(data, '{expires_at}', '\"2020-01-01T00:00:00Z\"')"
            " WHERE kind = 'session'"
        )
    await forget_sessions(identity.runtime)
    for left in (
        "SELECT 1 FROM session",
        "SELECT 1 FROM attempts",
        "SELECT 1 FROM access WHERE kind = 'session'",
    ):
        assert await identity.rows(left) == []

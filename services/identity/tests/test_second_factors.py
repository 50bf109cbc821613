"""Second factors: set up, asked for at sign-in, used once, given up, taken away, required."""

import asyncio
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.second_factors import codes
from services.identity.tests.authenticators import Authenticator, again, doubt, enrol, prolong, rewind

PASSWORD = "correct horse battery staple"
CODE = "urn:crm:problem:second-factor"


async def sign_in(identity: Any, email: str, otp: str | None = None, *, status: int = 201) -> Any:
    body = {"email": email, "password": PASSWORD, **({"otp": otp} if otp is not None else {})}
    return await identity.call("POST", "/sessions", status=status, json=body)


async def require(identity: Any, administrator: Any, *, wanted: bool = True, status: int = 200) -> Any:
    version = (await identity.call("GET", "/organisation", administrator))["version"]
    headers = {"If-Match": f'"{version}"'}
    body = {"second_factor_required": wanted}
    return await identity.call(
        "PATCH", "/organisation", administrator, status=status, headers=headers, json=body
    )


async def test_setting_one_up_gives_what_authenticators_read(identity: Any, administrator: Any) -> None:
    begun = await identity.call("POST", "/me/second-factor", administrator, status=201)
    assert identity.headers["Cache-Control"] == "no-store"
    link = urlsplit(begun["uri"])
    asked = parse_qs(link.query)
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    assert asked["secret"] == [begun["secret"]]
    assert (asked["digits"], asked["period"], asked["algorithm"]) == (["6"], ["30"], ["SHA1"])
    assert asked["issuer"] == ["My organisation"]
    await sign_in(identity, administrator.email)  # it does not count yet
    ((kept,),) = await identity.rows("SELECT secret FROM second_factor")
    assert begun["secret"].encode() not in kept


async def test_signing_in_asks_for_the_code_only_when_the_password_is_right(
    identity: Any, administrator: Any
) -> None:
    authenticator, _ = await enrol(identity, administrator)
    refused = await sign_in(identity, administrator.email, status=401)
    assert refused["type"] == f"{CODE}-required"
    refused = await sign_in(identity, administrator.email, authenticator.wrong(), status=401)
    assert refused["type"] == f"{CODE}-wrong"
    body = {"email": administrator.email, "password": "not the password", "otp": authenticator.code()}
    refused = await identity.call("POST", "/sessions", status=401, json=body)
    assert refused["type"] == "urn:crm:problem:sign-in-refused"
    await sign_in(identity, administrator.email, f" {authenticator.code()[:3]} {authenticator.code()[3:]}")


async def test_a_code_is_good_once_also_for_twenty_at_the_same_time(
    identity: Any, administrator: Any
) -> None:
    authenticator, _ = await enrol(identity, administrator)
    body = {"email": administrator.email, "password": PASSWORD, "otp": authenticator.code()}

    async def attempt() -> int:
        async with identity.client.post("/sessions", json=body) as answer:
            return int(answer.status)

    statuses = await asyncio.gather(*(attempt() for _ in range(20)))
    assert statuses.count(201) == 1
    assert set(statuses) <= {201, 401, 429, 503}
    await identity.rows("SELECT 1")
    assert len(await identity.rows("SELECT 1 FROM session")) == 2


async def test_the_code_of_the_first_set_up_is_used_up_too(identity: Any, administrator: Any) -> None:
    begun = await identity.call("POST", "/me/second-factor", administrator, status=201)
    code = Authenticator(begun["secret"]).code()
    await identity.call("POST", "/me/second-factor/confirm", administrator, json={"code": code})
    await sign_in(identity, administrator.email, code, status=401)
    await sign_in(identity, administrator.email, Authenticator(begun["secret"]).code(1))


async def test_wrong_codes_lock_out_and_no_more_are_tried_side_by_side(
    identity: Any, administrator: Any
) -> None:
    authenticator, _ = await enrol(identity, administrator)
    body = {"email": administrator.email, "password": PASSWORD, "otp": authenticator.wrong()}

    async def guess() -> int:
        async with identity.client.post("/sessions", json=body) as answer:
            return int(answer.status)

    statuses = await asyncio.gather(*(guess() for _ in range(30)))
    assert 10 <= statuses.count(401) <= 13  # a slow machine sits out the first waits of 1 and 2 seconds
    await prolong(identity)
    await sign_in(identity, administrator.email, authenticator.code(), status=429)
    assert "locked-out" in await identity.kinds()


async def test_each_recovery_code_opens_once_however_it_is_typed(identity: Any, administrator: Any) -> None:
    _, recovery = await enrol(identity, administrator)
    assert len(set(recovery)) == 10
    await sign_in(identity, administrator.email, recovery[0].lower().replace("-", " "))
    await sign_in(identity, administrator.email, recovery[0], status=401)
    await sign_in(identity, administrator.email, recovery[1])
    shown = await identity.call("GET", "/me/second-factor", administrator)
    assert (shown["enrolled"], shown["required"], shown["recovery_codes_left"]) == (True, False, 8)
    assert (await identity.kinds()).count("recovery-code-used") == 2
    kept = {row.digest for row in await identity.rows("SELECT digest FROM recovery_code")}
    assert not any(code.encode() in digest for code in recovery for digest in kept)


async def test_fresh_recovery_codes_replace_the_old(identity: Any, administrator: Any) -> None:
    _, old = await enrol(identity, administrator)
    answer = await identity.call("POST", "/me/second-factor/recovery-codes", administrator)
    await sign_in(identity, administrator.email, old[0], status=401)
    await sign_in(identity, administrator.email, answer["recovery_codes"][0])


async def test_setting_one_up_ends_sessions_opened_without_it(identity: Any, administrator: Any) -> None:
    other = await identity.sign_in()
    await enrol(identity, administrator)
    await identity.call("GET", "/me", other, status=401)
    assert (await identity.call("GET", "/me", administrator))["second_factor"] is True


async def test_a_wrong_first_code_sets_nothing_up(identity: Any, administrator: Any) -> None:
    begun = await identity.call("POST", "/me/second-factor", administrator, status=201)
    body = {"code": Authenticator(begun["secret"]).wrong()}
    refused = await identity.call("POST", "/me/second-factor/confirm", administrator, status=403, json=body)
    assert refused["type"] == "urn:crm:problem:wrong-code"
    await sign_in(identity, administrator.email)
    for path in ("/me/second-factor/recovery-codes",):
        await identity.call("POST", path, administrator, status=409)


async def test_there_is_one_at_a_time(identity: Any, administrator: Any) -> None:
    await identity.call(
        "POST", "/me/second-factor/confirm", administrator, status=409, json={"code": "123456"}
    )
    authenticator, _ = await enrol(identity, administrator)
    await identity.call("POST", "/me/second-factor", administrator, status=409)
    body = {"code": authenticator.code()}
    await identity.call("POST", "/me/second-factor/confirm", administrator, status=409, json=body)


async def test_giving_it_up_needs_a_confirmed_sign_in(identity: Any, administrator: Any) -> None:
    authenticator, _ = await enrol(identity, administrator)
    await doubt(identity)
    stale = await again(identity, administrator)
    refused = await identity.call("DELETE", "/me/second-factor", stale, status=403)
    assert refused["type"] == "urn:crm:problem:confirmation-required"
    await identity.call("POST", "/sessions/confirm", stale, status=422, json={"password": PASSWORD})
    await identity.call("POST", "/sessions/confirm", stale, json={"otp": authenticator.code()})
    fresh = await again(identity, stale)
    await identity.call("DELETE", "/me/second-factor", fresh, status=204)
    await identity.call("DELETE", "/me/second-factor", fresh, status=409)
    await sign_in(identity, administrator.email)
    assert not await identity.rows("SELECT 1 FROM recovery_code")


async def test_an_administrator_takes_one_away_and_the_person_is_told(
    identity: Any, administrator: Any
) -> None:
    person = await identity.person(administrator)
    await enrol(identity, person)
    path = f"/users/{person.id}/second-factor/reset"
    await identity.call("POST", path, person, status=403)
    await identity.call("POST", path, administrator, status=204)
    await identity.call("GET", "/me", person, status=401)
    await sign_in(identity, person.email)
    told = [data for subject, data in await identity.bench.announced() if subject.endswith("factor-reset")]
    assert [UUID(one["user_id"]) for one in told] == [person.id]
    assert "second-factor-reset" in await identity.kinds()
    await identity.call("POST", path, administrator, status=409)
    own = f"/users/{administrator.id}/second-factor/reset"
    await identity.call("POST", own, administrator, status=403)


async def test_nobody_takes_one_away_from_somebody_with_more_rights(
    identity: Any, administrator: Any
) -> None:
    await enrol(identity, administrator)
    helper = await identity.person(administrator, {"user.manage": "all"})
    path = f"/users/{administrator.id}/second-factor/reset"
    assert (await identity.call("POST", path, helper, status=403))["type"].endswith("beyond-own-permissions")


async def test_who_requires_it_must_have_one(identity: Any, administrator: Any) -> None:
    await require(identity, administrator, status=409)
    await enrol(identity, administrator)
    assert (await require(identity, administrator))["second_factor_required"] is True


async def test_where_it_is_required_people_without_one_may_only_set_one_up(
    identity: Any, administrator: Any
) -> None:
    person = await identity.person(administrator, {"user.read": "all"})
    await enrol(identity, administrator)
    await require(identity, administrator)
    for path in ("/users", "/directory", "/sessions", "/views", "/me/preferences"):
        refused = await identity.call("GET", path, person, status=403)
        assert refused["type"] == "urn:crm:problem:second-factor-missing"
    me = await identity.call("GET", "/me", person)
    assert (me["second_factor"], me["organisation"]["second_factor_required"]) == (False, True)
    assert (await identity.call("GET", "/me/second-factor", person))["required"] is True
    fresh = await identity.sign_in(person.email)
    await identity.call("GET", "/users", fresh, status=403)
    await enrol(identity, fresh)
    await identity.call("GET", "/users", fresh)


async def test_who_may_only_set_one_up_may_also_leave(identity: Any, administrator: Any) -> None:
    person = await identity.person(administrator)
    await enrol(identity, administrator)
    await require(identity, administrator)
    await identity.call("DELETE", "/sessions/current", person, status=204)
    await identity.call("GET", "/me", person, status=401)


async def test_with_another_secret_of_the_installation_recovery_codes_still_open(
    identity: Any, administrator: Any
) -> None:
    authenticator, recovery = await enrol(identity, administrator)
    async with identity.runtime.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE second_factor SET secret = decode(repeat('00', 48), 'hex')")
    await sign_in(identity, administrator.email, authenticator.code(), status=401)
    await sign_in(identity, administrator.email, recovery[0])


@pytest.mark.parametrize("otp", ["", "١٢٣٤٥٦", "12345", "1234567", "\ud800", "x" * 33, "---------------"])
async def test_no_code_is_too_strange(identity: Any, administrator: Any, otp: str) -> None:
    await enrol(identity, administrator)
    await rewind(identity)
    body = {"email": administrator.email, "password": PASSWORD, "otp": otp}
    async with identity.client.post("/sessions", json=body) as answer:
        assert answer.status in (401, 422), otp


SECRET = st.binary(min_size=20, max_size=20)
MOMENT = st.integers(min_value=1_000_000_000, max_value=4_000_000_000)


def code_at(secret: bytes, moment: int) -> str:
    return codes._totp(secret).generate(moment).decode()


@given(SECRET, MOMENT, st.integers(-200, 200))
def test_a_code_is_right_within_a_step_of_its_time_and_then_never_again(
    secret: bytes, moment: int, drift: int
) -> None:
    code, now = code_at(secret, moment), moment + drift
    step = codes.step_of(secret, code, now, 0)
    near = abs(now // 30 - moment // 30) <= 1
    if near:
        assert step is not None
        later = codes.step_of(secret, code, now, step)
        assert later is None or later > step  # another step may happen to show the same six digits
    elif step is not None:  # the same digits by chance
        assert code_at(secret, step * 30) == code


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(moment: int, code: str) -> None:
    secret = b"12345678901234567890"
    assert codes.step_of(secret, code, moment, 0) == moment // 30


@given(st.sampled_from(codes.new_recovery_codes()), st.data())
def test_a_recovery_code_is_the_same_however_its_parts_are_kept_apart(code: str, data: Any) -> None:
    plain = code.replace("-", "")
    at = data.draw(st.integers(0, len(plain)))
    spelled = plain[:at] + data.draw(st.sampled_from(["", " ", "-", "\t"])) + plain[at:]
    user = UUID(int=1)
    assert codes.digest(user, spelled.lower()) == codes.digest(user, code)
    assert codes.digest(UUID(int=2), code) != codes.digest(user, code)

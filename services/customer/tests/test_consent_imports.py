"""Consent in files: evidence by its own date, never above a later word, and written once."""

from typing import Any

import pytest

from chassis.exports import running as exporting
from chassis.testing import Bench
from services.customer.tests.importing import IMPORTER, Importer
from services.customer.tests.people import Caller
from services.customer.tests.test_consents import GRANT, WITHDRAWAL, gate, kim, say

HEAD = "full name,email,customer name,email opt in,sms opt in,consent date,do not contact\n"
DEFAULTS = {
    "consent_basis": "consent",
    "consent_wording": "I would like to hear news.",
    "consent_wording_language": "en",
    "consent_wording_version": "2025-11",
    "consent_reference": "fair 2025",
}


@pytest.fixture
async def importer(crm: Bench) -> Importer:
    return Importer(crm, await crm.person(IMPORTER))


def as_caller(importer: Importer) -> Caller:
    return Caller(importer.bench, importer.person)


async def contact(who: Caller, name: str) -> str:
    (found,) = (await who("GET", f"/contacts?q={name}")).body["items"]
    return f"/contacts/{found['id']}"


async def test_a_file_brings_evidence_with_basis_and_wording_given_once(importer: Importer) -> None:
    who = as_caller(importer)
    await who.customer("Example Trading")
    rows = (
        "Ada,ada@example.com,Example Trading,yes,退订,2025-11-03,\nBo,bo@example.com,Example Trading,,,,all\n"
    )
    done = await importer.whole(HEAD + rows, options={"defaults": DEFAULTS})
    assert (done["counts"]["created"], done["counts"]["errors"]) == (2, 0)
    ada = await contact(who, "Ada")
    entries = (await who("GET", f"{ada}/consents")).body["items"]
    assert {(one["channel"], one["state"]) for one in entries} == {("email", "granted"), ("sms", "withdrawn")}
    for one in entries:
        assert one["wording"] == {
            "text": "I would like to hear news.",
            "language": "en",
            "version": "2025-11",
        }
        assert (one["source"], one["evidence"], one["given_at"]) == (
            "import", {"reference": "fair 2025"}, "2025-11-02T16:00:00Z",
        )  # fmt: skip
    assert (await gate(who, ada))["rule"] == "granted"
    assert (await gate(who, await contact(who, "Bo")))["rule"] == "do_not_contact"


async def test_an_import_never_overrides_a_later_withdrawal(importer: Importer) -> None:
    who = as_caller(importer)
    customer = await who.customer("Example Trading")
    path = await kim(who, customer=customer["id"], name="Ada", emails=[{"address": "ada@example.com"}])
    await say(who, path, WITHDRAWAL, given_at="2025-12-01T00:00:00Z")
    row = "Ada,ada@example.com,Example Trading,yes,,{},\n"
    done = await importer.whole(HEAD + row.format("2025-11-03"), options={"match_by": ["email"]})
    assert done["counts"]["updated"] == 1
    assert (await gate(who, path))["rule"] == "opted_out"
    assert len((await who("GET", f"{path}/consents")).body["items"]) == 2  # kept as evidence all the same
    await importer.whole(HEAD + row.format("2025-12-24"), options={"match_by": ["email"]})
    assert (await gate(who, path))["rule"] == "granted"


async def test_the_same_file_read_again_adds_nothing(importer: Importer) -> None:
    who = as_caller(importer)
    await who.customer("Example Trading")
    rows = (
        "Ada,ada@example.com,Example Trading,yes,no,2025-11-03,sms\nBo,bo@example.com,Example Trading,no,,,\n"
    )
    await importer.whole(HEAD + rows, options={"match_by": ["email"]})
    before = await importer.bench.announced()
    again = await importer.whole(HEAD + rows, options={"match_by": ["email"]})
    assert (again["counts"]["skipped"], again["counts"]["updated"]) == (2, 0)
    told = [one for one in (await importer.bench.announced())[len(before) :] if "import" not in one[0]]
    assert told == []
    assert len((await who("GET", f"{await contact(who, 'Bo')}/consents")).body["items"]) == 1


async def test_what_is_no_evidence_is_remarked_upon_and_the_row_kept(importer: Importer) -> None:
    who = as_caller(importer)
    await who.customer("Example Trading")
    rows = (
        "Ada,ada@example.com,Example Trading,yes,,,\n"
        "Bo,bo@example.com,Example Trading,perhaps,,2025-11-03,\n"
        "Cy,cy@example.com,Example Trading,yes,,2099-11-03,pigeon\n"
    )
    done = await importer.whole(HEAD + rows)
    assert (done["counts"]["created"], done["counts"]["failed"]) == (3, 0)
    errors = (await importer.ask("GET", f"/imports/{done['id']}/errors"))["items"]
    assert [(one["row_number"], one["field"], one["kind"]) for one in errors] == [
        (2, "consent.email.marketing", "consent_date_missing"),
        (3, "consent.email.marketing", "choice_unknown"),
        (4, "do_not_contact", "choice_unknown"),
        (4, "consent_given_at", "in_the_future"),
    ]
    for name in ("Ada", "Bo", "Cy"):
        assert (await gate(who, await contact(who, name)))["rule"] == "no_consent"


async def test_a_basis_that_the_purpose_cannot_rest_on_is_remarked_upon(importer: Importer) -> None:
    who = as_caller(importer)
    await who.customer("Example Trading")
    row = "Ada,ada@example.com,Example Trading,yes,,2025-11-03,\n"
    done = await importer.whole(HEAD + row, options={"defaults": {"consent_basis": "合同"}})
    (error,) = (await importer.ask("GET", f"/imports/{done['id']}/errors"))["items"]
    assert error["kind"] == "basis_not_for_purpose"


async def test_customers_bring_consent_of_their_own(importer: Importer) -> None:
    who = as_caller(importer)
    head = "customer name,customer type,consent.email.newsletter,consent date"
    done = await importer.whole(f"{head}\nPat Example,person,同意,2025-11-03\n")
    assert (done["counts"]["created"], done["counts"]["errors"]) == (1, 0)
    (found,) = (await who("GET", "/customers")).body["items"]
    assert (await gate(who, f"/customers/{found['id']}", purpose="newsletter"))["allowed"]


async def test_exports_say_what_holds_now(importer: Importer) -> None:
    who = as_caller(importer)
    path = await kim(who, name="Ada")
    await say(who, path, GRANT)
    await say(who, path, GRANT | {"channel": "sms", "state": "refused"})
    body: dict[str, Any] = {
        "target": "contacts",
        "columns": ["name", "consents", "opt_outs"],
        "language": "en",
    }
    job = await importer.ask("POST", "/exports", 202, json=body)
    await exporting.run(importer.bench.runtime, job["id"])
    lines = (await importer.ask("GET", f"/exports/{job['id']}/file")).splitlines()
    assert lines == ["Full name,Agreed contacts,Refused contacts", "Ada,Email · marketing,SMS · marketing"]

"""How customers and contacts are reached: phones, mail addresses, postal addresses, in one normal form."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from chassis.problems import FieldError
from chassis.schemas import Given, Text
from libs.countries import CountryCode
from libs.names import parse_mail, parse_phone

MAX_ENTRIES = 20


Line = Annotated[Text, Field(min_length=1, max_length=200)]


class PhoneEntry(Given):
    """One phone number."""

    number: Text = Field(
        min_length=1,
        max_length=60,
        description="As written in the organisation's region, or with +; kept and shown in E.164",
    )
    extension: Text | None = Field(default=None, pattern="^[0-9]{1,8}$")
    kind: Literal["mobile", "work", "home", "fax", "other"] = "work"
    primary: bool = False


class EmailEntry(Given):
    """One mail address."""

    address: Text = Field(min_length=3, max_length=254, description="Kept and shown in small letters")
    kind: Literal["work", "home", "billing", "other"] = "work"
    primary: bool = False


class AddressEntry(Given):
    """One postal address."""

    kind: Literal["office", "home", "billing", "delivery", "other"] = "office"
    country: CountryCode | None = None
    region: Line | None = Field(default=None, description="Province, state or the like")
    city: Line | None = None
    postcode: Annotated[Text, Field(min_length=1, max_length=20)] | None = None
    street: Annotated[Text, Field(min_length=1, max_length=500)] | None = None


Phones = Annotated[list[PhoneEntry], Field(max_length=MAX_ENTRIES)]
Emails = Annotated[list[EmailEntry], Field(max_length=MAX_ENTRIES)]
Addresses = Annotated[list[AddressEntry], Field(max_length=MAX_ENTRIES)]


def normal(changes: Mapping[str, Any], region: str) -> tuple[dict[str, Any], list[FieldError]]:
    """The given fields with phones and mail addresses in their normal form, and what is wrong with them."""
    values, errors = dict(changes), []
    if "phones" in changes:
        values["phones"], wrong = _normal_phones(changes["phones"], region)
        errors += wrong
    if "emails" in changes:
        values["emails"], wrong = _normal_emails(changes["emails"])
        errors += wrong
    return values, errors


def _normal_phones(
    entries: Sequence[PhoneEntry], region: str
) -> tuple[list[dict[str, Any]], list[FieldError]]:
    """The numbers in E.164, each once, and what is not a phone number."""
    kept: dict[tuple[str, str | None], dict[str, Any]] = {}
    errors = []
    for index, entry in enumerate(entries):
        phone = parse_phone(entry.number, region)
        if phone is None:
            errors.append(FieldError(pointer=f"/phones/{index}/number", kind="phone_invalid"))
            continue
        extension = entry.extension or phone.extension
        row = {"number": phone.e164, "extension": extension, "kind": entry.kind, "primary": entry.primary}
        kept.setdefault((phone.e164, extension), row)
    return _one_primary(list(kept.values())), errors


def _normal_emails(entries: Sequence[EmailEntry]) -> tuple[list[dict[str, Any]], list[FieldError]]:
    """The addresses in their normal form, each once, and what is not a mail address."""
    kept: dict[str, dict[str, Any]] = {}
    errors = []
    for index, entry in enumerate(entries):
        address = parse_mail(entry.address)
        if address is None:
            errors.append(FieldError(pointer=f"/emails/{index}/address", kind="email_invalid"))
            continue
        kept.setdefault(address, {"address": address, "kind": entry.kind, "primary": entry.primary})
    return _one_primary(list(kept.values())), errors


def _one_primary(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Exactly one entry is the primary one: the first that says so, or the first."""
    chosen = next((row for row in rows if row["primary"]), rows[0] if rows else None)
    return [row | {"primary": row is chosen} for row in rows]


def numbers(values: Mapping[str, Any]) -> list[str]:
    """The normalised phone numbers."""
    return [one["number"] for one in values["phones"]]


def mails(values: Mapping[str, Any]) -> list[str]:
    """The normalised mail addresses."""
    return [one["address"] for one in values["emails"]]


def handles(values: Mapping[str, Any]) -> list[str]:
    """The normalised numbers and mail addresses by which somebody is recognised."""
    return numbers(values) + mails(values)

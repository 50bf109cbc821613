"""The demo's customers, as companies.csv lists them."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from deploy.local.demo import fields

PLACES: Final = {
    "CN": ("zh-CN", "CNY", "Asia/Shanghai"),
    "TW": ("zh-TW", "TWD", "Asia/Taipei"),
    "GB": ("en", "GBP", "Europe/London"),
    "DE": ("en", "EUR", "Europe/Berlin"),
    "FR": ("en", "EUR", "Europe/Paris"),
    "AU": ("en", "AUD", "Australia/Sydney"),
    "US": ("en", "USD", "America/Los_Angeles"),
    "CA": ("en", "CAD", "America/Vancouver"),
}
"""Language, currency and time zone by country."""
SOURCES: Final = {
    "zh-CN": ("展会", "官网", "转介绍", "电话开发"),
    "zh-TW": ("展覽", "官網", "轉介紹", "電話開發"),
}
ENGLISH_SOURCES: Final = ("Trade fair", "Website", "Referral", "Cold call")


def external_id(key: str) -> str:
    """By what a customer of the demo is recognised again."""
    return f"demo-{key}"


class Company(NamedTuple):
    """A customer: a company, or a person who buys for themselves."""

    key: str
    parent: str
    kind: str
    name: str
    name_en: str
    name_short: str
    industry: str
    size: str
    country: str
    region: str
    city: str
    postcode: str
    street: str
    phone: str
    owner: str
    tags: str

    @property
    def external_id(self) -> str:
        """By what the demo recognises it again."""
        return external_id(self.key)

    @property
    def language(self) -> str:
        """Language of the people there."""
        return PLACES[self.country][0]

    @property
    def time_zone(self) -> str:
        """IANA zone of the place."""
        return PLACES[self.country][2]


def companies() -> list[Company]:
    """All customers, parent companies before those below them."""
    with Path(__file__).with_name("companies.csv").open(encoding="utf-8", newline="") as file:
        return [Company(**row) for row in csv.DictReader(file)]


def body(company: Company, day: date, tag_ids: dict[str, str]) -> dict[str, Any]:
    """What creates it, as seen from a day; group, owner and team are for the caller to add."""
    rng = Random(company.key)
    home = company.kind == "person"
    sources = SOURCES.get(company.language, ENGLISH_SOURCES)
    told = {
        "name_en": company.name_en,
        "name_short": company.name_short,
        "industry": company.industry,
        "size": company.size,
        "website": "" if home else f"https://{company.key}.example.com",
    }
    address = {
        "country": company.country,
        "region": company.region,
        "city": company.city,
        "postcode": company.postcode,
        "street": company.street,
    }
    return {
        "kind": company.kind,
        "name": company.name,
        **{name: value for name, value in told.items() if value},
        "addresses": [{"kind": "home" if home else "office"} | {k: v for k, v in address.items() if v}],
        "phones": [{"number": company.phone, "kind": "home" if home else "work", "primary": True}],
        "emails": [{"address": f"{company.key}@example.com", "kind": "home" if home else "work"}],
        "source": rng.choice(sources),
        "registered_on": (day - timedelta(days=rng.randint(200, 2500))).isoformat(),
        "language": company.language,
        "currency": PLACES[company.country][1],
        "time_zone": company.time_zone,
        "tags": [tag_ids[one] for one in company.tags.split("|") if one],
        "external": [{"source": "demo", "external_id": company.external_id}],
        "custom": fields.values(company.key, PLACES[company.country][1], day),
    }

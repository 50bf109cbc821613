"""Which codes exist, by ISO 3166, 4217, 639 and 15924 and the time zone database; read when first asked."""

import json
import re
from functools import cache
from zoneinfo import available_timezones

from libs.package_data import data_folder

# Metals, funds, tests: they have ISO codes, and nobody pays with them.
_NO_MONEY = frozenset(
    ["XAD", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"]
)
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?")


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 codes of two letters."""
    return frozenset(row["alpha_2"] for row in _rows("iso3166-1", "3166-1"))


@cache
def regions() -> frozenset[str]:
    """ISO 3166-2 codes of provinces, states and the like (CN-GD)."""
    return frozenset(row["code"] for row in _rows("iso3166-2", "3166-2"))


@cache
def currencies() -> frozenset[str]:
    """ISO 4217 codes of money in use."""
    return frozenset(row["alpha_3"] for row in _rows("iso4217", "4217")) - _NO_MONEY


def language_tag(text: str) -> str | None:
    """The tag of language, script and country in its BCP 47 form (zh-Hant-TW), or None if it is none."""
    parts = _TAG.fullmatch(text)
    if parts is None:
        return None
    language, script, place = parts.groups()
    language = _languages().get(language.lower())
    script = script and script.title()
    place = place and place.upper()
    if language is None or (script and script not in _scripts()) or not _is_place(place):
        return None
    return "-".join(filter(None, (language, script, place)))


@cache
def time_zones() -> frozenset[str]:
    """Names of the time zone database (Asia/Shanghai)."""
    return frozenset(available_timezones() - {"Factory", "localtime"})


def _is_place(place: str | None) -> bool:
    return place is None or place.isdigit() or place in countries()


@cache
def _languages() -> dict[str, str]:
    """Each language's codes and the one to write, which is the shortest."""
    shortest = {row["alpha_3"]: row.get("alpha_2", row["alpha_3"]) for row in _rows("iso639-3", "639-3")}
    return shortest | {short: short for short in shortest.values()}


@cache
def _scripts() -> frozenset[str]:
    return frozenset(row["alpha_4"] for row in _rows("iso15924", "15924"))


def _rows(name: str, standard: str) -> list[dict[str, str]]:
    data = json.loads((data_folder("pycountry") / "databases" / f"{name}.json").read_bytes())
    rows: list[dict[str, str]] = data[standard]
    return rows

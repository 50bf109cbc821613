"""Which clock a country keeps, by the tables of the time zone database; read when first asked."""

from functools import cache
from typing import Final

from libs.package_data import data_folder

PRINCIPAL: Final = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}
"""Where a country keeps several clocks, the one that most of its businesses keep."""


def zones_of(country: str) -> tuple[str, ...]:
    """The time zones of an ISO 3166 country; none when it is not known."""
    return _zones().get(country.upper(), ())


def principal_zone(country: str) -> str | None:
    """The one time zone to assume for a country."""
    found = zones_of(country)
    return PRINCIPAL.get(country.upper(), found[0]) if found else None


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    table = data_folder("tzdata") / "zoneinfo" / "zone.tab"
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            found[country] = (*found.get(country, ()), zone)
    return found

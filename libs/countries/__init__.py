"""Countries, regions, currencies, languages and time zones by their standard codes.

The types are for schemas: they accept any case, give the standard's form and refuse what does not exist
with a stable error type (`unknown_country` …).
"""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from libs.countries.codes import (
    countries,
    currencies,
    language_tag,
    regions,
    time_zones,
)
from libs.countries.zones import principal_zone, zones_of

__all__ = [
    "CountryCode",
    "CurrencyCode",
    "LanguageTag",
    "RegionCode",
    "TimeZoneName",
    "countries",
    "currencies",
    "language_tag",
    "principal_zone",
    "regions",
    "time_zones",
    "zones_of",
]


def _known(kind: str, read: Callable[[str], str | None]) -> AfterValidator:
    def check(text: str) -> str:
        if (code := read(text)) is None:
            raise PydanticCustomError(f"unknown_{kind}", "No such code in the standard")
        return code

    return AfterValidator(check)


def _upper_in(codes: Callable[[], frozenset[str]]) -> Callable[[str], str | None]:
    return lambda text: code if (code := text.upper()) in codes() else None


CountryCode = Annotated[
    str,
    Field(min_length=2, max_length=2, description="ISO 3166-1, two letters", examples=["CN"]),
    _known("country", _upper_in(countries)),
]
RegionCode = Annotated[
    str,
    Field(min_length=4, max_length=6, description="ISO 3166-2: province, state or such", examples=["CN-GD"]),
    _known("region", _upper_in(regions)),
]
CurrencyCode = Annotated[
    str,
    Field(min_length=3, max_length=3, description="ISO 4217", examples=["CNY"]),
    _known("currency", _upper_in(currencies)),
]
LanguageTag = Annotated[
    str,
    Field(min_length=2, max_length=11, description="BCP 47: language, script, country", examples=["zh-CN"]),
    _known("language", language_tag),
]
TimeZoneName = Annotated[
    str,
    Field(min_length=3, max_length=40, description="Time zone database", examples=["Asia/Shanghai"]),
    _known("time_zone", lambda name: name if name in time_zones() else None),
]

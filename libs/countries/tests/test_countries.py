import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from libs.countries import (
    CountryCode,
    CurrencyCode,
    LanguageTag,
    RegionCode,
    TimeZoneName,
    countries,
    currencies,
    regions,
    time_zones,
)


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (CountryCode, "cn", "CN"),
        (CountryCode, "TW", "TW"),
        (RegionCode, "cn-gd", "CN-GD"),
        (CurrencyCode, "hkd", "HKD"),
        (LanguageTag, "ZH-cn", "zh-CN"),
        (LanguageTag, "zh-hant-tw", "zh-Hant-TW"),
        (LanguageTag, "eng", "en"),
        (LanguageTag, "yue-HK", "yue-HK"),
        (LanguageTag, "es-419", "es-419"),
        (TimeZoneName, "Asia/Shanghai", "Asia/Shanghai"),
    ],
)
def test_codes_take_the_form_of_their_standard(kind: Any, written: str, code: str) -> None:
    assert TypeAdapter(kind).validate_python(written) == code


@pytest.mark.parametrize(
    ("kind", "written", "error"),
    [
        (CountryCode, "UK", "unknown_country"),
        (CountryCode, "CHN", "string_too_long"),
        (CountryCode, "ß1", "unknown_country"),
        (RegionCode, "CN-XX", "unknown_region"),
        (CurrencyCode, "RMB", "unknown_currency"),
        (CurrencyCode, "XXX", "unknown_currency"),
        (LanguageTag, "qqq", "unknown_language"),
        (LanguageTag, "zh_CN", "unknown_language"),
        (LanguageTag, "zh-Abcd", "unknown_language"),
        (LanguageTag, "en-UK", "unknown_language"),
        (TimeZoneName, "../etc/passwd", "unknown_time_zone"),
        (TimeZoneName, "Mars/Base", "unknown_time_zone"),
    ],
)
def test_what_no_standard_knows_is_refused(kind: Any, written: str, error: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(written)
    assert caught.value.errors()[0]["type"] == error


@given(st.text(st.characters()))
def test_no_text_breaks_a_check(text: str) -> None:
    for kind in (CountryCode, RegionCode, CurrencyCode, LanguageTag, TimeZoneName):
        adapter: TypeAdapter[str] = TypeAdapter(kind)
        try:
            code = adapter.validate_python(text)
        except ValidationError:
            continue
        assert adapter.validate_python(code) == code


def test_the_lists_are_complete() -> None:
    assert len(countries()) == 249
    assert {"CNY", "TWD", "HKD", "MOP", "USD", "EUR"} <= currencies()
    assert {"CN-GD", "TW-TPE", "US-CA"} <= regions()
    assert {region[:2] for region in regions()} <= countries()
    assert {"UTC", "Asia/Taipei"} <= time_zones()


def test_nothing_is_loaded_before_it_is_needed() -> None:
    program = (
        "import sys, libs.countries, libs.names; "
        "print({'pycountry', 'pypinyin', 'opencc', 'phonenumbers', 'email_validator'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"

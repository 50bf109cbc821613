"""Phone numbers: read as people in the region write them, kept in E.164."""

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

MAX_WRITTEN = 60

_LABEL = re.compile(
    r"^(?:tel|telephone|phone|mobile|mob|cell|fax|电话|電話|手机|手機|座机|传真|傳真)\.?[\s:]*", re.IGNORECASE
)
_EXTENSION = re.compile(
    r"(?:转|轉|分机号?|分機號?|内线|內線|#|;?\bext(?:ension)?\.?=?|(?<=[\d\s)])(?:x|ext\.?))[\s:]*(\d{1,8})$",
    re.IGNORECASE,
)
_DASHED_EXTENSION = re.compile(r"[-‐-―]\s*(\d{2,6})$")
_PLAUSIBLE = re.compile(r"[+(]*\d[\d\s()./\-‐-―]*")
# Typed without + although the country's number is there.
_COUNTRY_CODES = ("86", "852", "853", "886")


@dataclass(frozen=True, slots=True)
class Phone:
    """A valid number in E.164 (`+8613800138000`) and the extension behind it, if any."""

    e164: str
    extension: str | None = None


def parse_phone(text: str, region: str) -> Phone | None:
    """Read a number as written in `region` (ISO 3166, for instance CN); None if it is not a valid one.

    Full-width digits, labels (电话：) and extensions (转 801, ext. 801) are understood. Numbers with hidden
    digits (138****8000) and cells with several numbers are refused rather than guessed.
    """
    if len(text) > MAX_WRITTEN:
        return None
    written = _LABEL.sub("", unicodedata.normalize("NFKC", text).strip().removeprefix("tel:"))
    if marked := _EXTENSION.search(written):
        return _read(written[: marked.start()], marked[1], region)
    # 010-8888-8888 is a number, 010-88888888-802 has an extension: the whole is tried first.
    if phone := _read(written, None, region):
        return phone
    dashed = _DASHED_EXTENSION.search(written)
    return _read(written[: dashed.start()], dashed[1], region) if dashed else None


def region_of(e164: str) -> str | None:
    """The ISO 3166 code of the place that a number belongs to."""
    from phonenumbers import region_code_for_number

    number = _parsed(e164, None)
    return region_code_for_number(number) if number else None


def zones_of_number(e164: str) -> tuple[str, ...]:
    """The time zones in which a number may ring; a mobile number of a wide country may ring in several."""
    from phonenumbers.timezone import time_zones_for_number

    number = _parsed(e164, None)
    found: tuple[str, ...] = time_zones_for_number(number) if number else ()
    return tuple(zone for zone in found if "/" in zone and not zone.startswith("Etc/"))


def display(phone: Phone, home: str) -> str:
    """As people in `home` read it: national at home, international elsewhere."""
    from phonenumbers import PhoneNumberFormat, format_number

    number = _parsed(phone.e164, None)
    if number is None:
        return phone.e164
    at_home = region_of(phone.e164) == home
    style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    number.extension = phone.extension
    return format_number(number, style)


def _read(written: str, extension: str | None, region: str) -> Phone | None:
    if not _PLAUSIBLE.fullmatch(written):
        return None
    number = _valid(written, region) or _with_country_code(written, region)
    return Phone(number, extension) if number else None


def _with_country_code(written: str, region: str) -> str | None:
    digits = re.sub(r"\D", "", written).removeprefix("00")
    return _valid(f"+{digits}", region) if digits.startswith(_COUNTRY_CODES) else None


def _valid(written: str, region: str) -> str | None:
    from phonenumbers import PhoneNumberFormat, format_number, is_valid_number

    number = _parsed(written, region)
    if number is None or not is_valid_number(number):
        return None
    return format_number(number, PhoneNumberFormat.E164)


def _parsed(written: str, region: str | None) -> "PhoneNumber | None":
    from phonenumbers import NumberParseException, parse

    try:
        return parse(written, region)
    except NumberParseException:
        return None

"""Amounts and percentages as people write them: 50,000、￥5万、USD 1,200.50、60%."""

import re
from typing import Final

from chassis.imports.cells import Reading, folded, number
from chassis.imports.problems import CellError
from libs.countries import currencies
from libs.countries.words import CURRENCIES

CODE: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])")
MULTIPLES: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "k": 10**3, "m": 10**6}
MULTIPLE: Final = re.compile(r"(?<=[\d.\s])([万萬亿億]|[kKmM](?![A-Za-z]))")
SIGNS: Final = sorted((one for one in CURRENCIES if len(one) < 4), key=len, reverse=True)
"""The longest first, so that `NT$` is not taken for `$`."""
SHARED: Final = {
    "$": ("USD", "TWD", "HKD", "SGD", "AUD", "CAD"),
    "¥": ("CNY", "JPY"),
    "元": ("CNY", "TWD", "HKD"),
}
"""Signs that several currencies are written with."""


def amount(cell: str, reading: Reading) -> str:
    """An amount with or without a currency, as code, sign or word; 万 and 亿 multiply: `50000 CNY`."""
    text, currency = _currency(folded(cell).strip(), reading)
    factor = 1
    if found := MULTIPLE.search(text):
        factor, text = MULTIPLES[found[1].lower()], MULTIPLE.sub("", text, count=1)
    try:
        plain = format(number(text.strip(), reading) * factor, "f")
    except CellError:
        raise CellError("amount_invalid") from None
    return f"{plain} {currency}" if currency else plain


def _currency(text: str, reading: Reading) -> tuple[str, str | None]:
    """The amount without its currency, and what that is."""
    if (found := CODE.search(text)) and found[0].upper() in currencies():
        return CODE.sub("", text, count=1), found[0].upper()
    for sign in SIGNS:
        if sign in text.casefold():
            rest = re.sub(re.escape(sign), "", text, count=1, flags=re.IGNORECASE)
            return rest, _meant(CURRENCIES[sign], sign, reading)
    return text, None


def _meant(currency: str, sign: str, reading: Reading) -> str:
    """`$` and `¥` are those of the organisation where its currency is called so."""
    return reading.currency if reading.currency in SHARED.get(sign, ()) else currency


def percent(cell: str, reading: Reading) -> int:
    """Whole percent; a fraction below 1 counts as its share of one: 60%, 60 and 0.6 are the same."""
    text = folded(cell).strip()
    value = number(text.removesuffix("%").strip(), reading)
    if 0 < value < 1 and not text.endswith("%"):
        value *= 100
    if not 0 <= value <= 100:
        raise CellError("number_out_of_range", min=0, max=100)
    return round(value)

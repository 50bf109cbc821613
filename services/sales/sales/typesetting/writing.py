"""How words, numbers, days and addresses are written in a language, and amounts in a currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from chassis.access import Access
from chassis.exports.catalogue import table
from libs.money import unit

WORDS: Final = table(
    """
    to | 致 | 致 | To
    number | 编号 | 編號 | Number
    date | 日期 | 日期 | Date
    place | 序号 | 項次 | No.
    product | 品名 | 品名 | Description
    quantity | 数量 | 數量 | Quantity
    unit_price | 单价 | 單價 | Unit price
    tax_rate | 税率 | 稅率 | Tax
    amount | 金额 | 金額 | Amount
    net | 不含税金额 | 未稅金額 | Net amount
    tax | 税额 {rate}% | 稅額 {rate}% | Tax {rate}%
    gross | 含税总额 | 含稅總額 | Total
    page | 第 {page} 页，共 {pages} 页 | 第 {page} 頁，共 {pages} 頁 | Page {page} of {pages}
    """
)
"""What every document says by itself."""
LOCALES: Final = {"zh-CN": "zh_Hans_CN", "zh-TW": "zh_Hant_TW", "en": "en_GB"}
LETTERS: Final[dict[str, dict[str, Any]]] = {
    "zh-CN": {"font": "Noto Sans CJK SC", "lang": "zh", "region": "cn"},
    "zh-TW": {"font": "Noto Sans CJK TC", "lang": "zh", "region": "tw"},
    "en": {"font": "Noto Sans CJK SC", "lang": "en", "region": "gb"},
}
"""The same character is drawn differently in Taiwan and on the mainland."""


@dataclass(frozen=True)
class Writing:
    """Of one document."""

    language: str
    currency: str
    words: Mapping[str, str]

    @classmethod
    def of(cls, language: str, currency: str, own: Mapping[str, Mapping[str, str]]) -> "Writing":
        """With the words that all documents have, and its own."""
        return cls(language, currency, {name: said[language] for name, said in {**WORDS, **own}.items()})

    @property
    def letters(self) -> dict[str, Any]:
        """What the template sets it in."""
        return {**LETTERS[self.language], "words": self.words}

    def columns(self, *names: str) -> list[str]:
        """Headings of the table, with the currency where amounts stand."""
        money = ("unit_price", "amount")
        return [f"{self.words[one]} ({self.currency})" if one in money else self.words[one] for one in names]

    def facts(self, told: Mapping[str, str | None]) -> list[tuple[str, str]]:
        """Those that there are, by name."""
        return [(self.words[name], value) for name, value in told.items() if value]

    def amount(self, amount: Decimal, *, finer: bool = False) -> str:
        """In the digits of the currency, a price of one in up to four."""
        digits = -int(unit(self.currency).as_tuple().exponent)
        shown = f"#,##0.{'0' * digits}{'#' * (4 - digits) if finer else ''}".rstrip(".")
        return str(format_decimal(amount, format=shown, locale=LOCALES[self.language]))

    def number(self, number: Decimal) -> str:
        """Without zeros that say nothing."""
        return str(format_decimal(number, format="#,##0.####", locale=LOCALES[self.language]))

    def day(self, day: date) -> str:
        """A date as it is written in a letter."""
        return str(format_date(day, "long", locale=LOCALES[self.language]))

    def address(self, address: Mapping[str, Any]) -> list[str]:
        """The lines of an address: in Chinese from the country to the street, else the other way round."""
        place = [address[one] for one in ("region", "city", "street")]
        code, country = address["postcode"], self._country(address["country"])
        if self.language == "en":
            region, city, street = place
            lines = [address["recipient"], street, f"{city} {code}".strip(), region, country]
        else:
            lines = [f"{code} {country}".strip(), "".join(place), address["recipient"]]
        return [one for one in lines if one]

    def _country(self, code: str | None) -> str:
        return Locale.parse(LOCALES[self.language]).territories.get(code, code) if code else ""


def letterhead(access: Access) -> dict[str, str]:
    """Whose document it is."""
    organisation = access.organisation()
    return {name: organisation[name] for name in ("name", "letterhead")}

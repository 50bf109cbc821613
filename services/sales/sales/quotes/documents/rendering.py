"""What a quote says on paper, and the PDF of it.

What people wrote goes to the template as data, in one JSON string: it is shown as it is, whatever it looks
like.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson
import typst
from babel.dates import format_date
from babel.numbers import format_decimal

from chassis.access import Access
from chassis.organisation import defaults_of
from libs.money import unit
from libs.package_data import data_folder
from sales.lines.schemas import LineRead
from sales.quotes.documents.words import COLUMNS, LETTERS, LOCALES, WORDS
from sales.quotes.models import Quote
from sales.quotes.showing import figures, seller

TEMPLATE: Final = Path(__file__).with_name("quote.typ")


def pdf(said: dict[str, Any]) -> bytes:
    """The document; the same content at the same moment is the same file."""
    made = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"quote": orjson.dumps(said).decode()},
        font_paths=fonts(),
        ignore_system_fonts=True,
        timestamp=said["made_at"],
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was expected")
    return made


@cache
def fonts() -> typst.Fonts:
    """Those that documents are set in, and no others."""
    folder = str(data_folder("noto_cjk_sans_otc"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def printed(access: Access, quote: Quote, *, draft: bool) -> dict[str, Any]:
    """All that the template shows, in the quote's language."""
    words = {kind: said[quote.language] for kind, said in WORDS.items()}
    made_at, figured = quote.issued_at or datetime.now(UTC), figures(quote)
    on = made_at.astimezone(ZoneInfo(defaults_of(access).zone)).date()
    from_whom = quote.seller or seller(access, quote)
    return {
        **LETTERS[quote.language],
        "words": words | {"columns": _columns(words, quote.currency)},
        "draft": draft,
        "made_at": int(made_at.timestamp()),
        "title": f"{words['quote']} {quote.number}",
        "reference": f"{quote.number} · {words['revision']} {quote.revision}",
        "seller": from_whom,
        "addressee": quote.addressee,
        "facts": list(_facts(words, quote, on, from_whom)),
        "subject": quote.title,
        "intro": quote.intro,
        "lines": [_line(quote, words, place, one) for place, one in enumerate(figured["lines"], 1)],
        "sums": list(_sums(words, quote, figured)),
        "total": (words["gross"], f"{quote.currency} {_amount(quote, quote.gross)}"),
        "remark": words["with_tax"] if quote.tax_included else "",
        "terms": quote.terms,
    }


def _columns(words: dict[str, str], currency: str) -> list[str]:
    money = ("unit_price", "amount")
    return [f"{words[one]} ({currency})" if one in money else words[one] for one in COLUMNS]


def _facts(
    words: dict[str, str], quote: Quote, on: date, from_whom: dict[str, Any]
) -> Sequence[tuple[str, str]]:
    told = {
        "number": quote.number,
        "revision": str(quote.revision),
        "date": _day(quote, on),
        "valid_until": _day(quote, quote.valid_until) if quote.valid_until else "",
        "contact": from_whom["person"],
        "email": from_whom["email"],
    }
    return [(words[name], value) for name, value in told.items() if value]


def _line(quote: Quote, words: dict[str, str], place: int, line: LineRead) -> dict[str, Any]:
    notes = [f"{_number(quote, one.quantity)} × {one.product.name}" for one in line.options]
    notes += [words["months"].format(months=line.months)] if line.months else []
    due = line.gross if quote.tax_included else line.net
    return {
        "place": str(place),
        "name": line.product.name,
        "notes": [line.product.sku, *notes, *([line.remark] if line.remark else [])],
        "quantity": f"{_number(quote, line.quantity)} {line.unit}".strip(),
        "unit_price": _amount(quote, line.unit_price.amount, finer=True),
        "discount": f"{_number(quote, line.discount_percent)}%" if line.discount_percent else "",
        "tax_rate": f"{_number(quote, line.tax_rate)}%",
        "amount": _amount(quote, due.amount + line.share.amount),
    }


def _sums(words: dict[str, str], quote: Quote, figured: dict[str, Any]) -> Sequence[tuple[str, str]]:
    """From the lines to the total: what is off the whole, then the tax of each rate."""
    sums: list[tuple[str, Decimal]] = []
    if quote.discount_percent:
        percent = _number(quote, quote.discount_percent)
        sums.append((words["subtotal"], figured["subtotal"].amount))
        sums.append((words["off_the_whole"].format(percent=percent), -figured["discount"].amount))
    sums.append((words["net"], quote.net))
    for one in figured["taxes"]:
        sums.append((words["tax"].format(rate=_number(quote, one.rate)), one.tax.amount))
    return [(name, _amount(quote, amount)) for name, amount in sums]


def _amount(quote: Quote, amount: Decimal, *, finer: bool = False) -> str:
    """In the digits of the currency, a price of one in up to four."""
    digits = -int(unit(quote.currency).as_tuple().exponent)
    shown = f"#,##0.{'0' * digits}{'#' * (4 - digits) if finer else ''}".rstrip(".")
    return str(format_decimal(amount, format=shown, locale=LOCALES[quote.language]))


def _number(quote: Quote, number: Decimal) -> str:
    return str(format_decimal(number, format="#,##0.####", locale=LOCALES[quote.language]))


def _day(quote: Quote, day: date) -> str:
    return str(format_date(day, "long", locale=LOCALES[quote.language]))

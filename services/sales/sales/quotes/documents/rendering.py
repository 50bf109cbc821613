"""What a quote says on paper."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from chassis.access import Access
from chassis.exports.catalogue import table
from chassis.organisation import day_of
from sales.lines.schemas import LineRead
from sales.quotes.models import Quote
from sales.quotes.showing import figures, seller
from sales.typesetting.writing import Writing

WORDS: Final = table(
    """
    quote | 报价单 | 報價單 | Quotation
    draft | 草稿 | 草稿 | DRAFT
    revision | 版本 | 版本 | Version
    valid_until | 有效期至 | 有效期限至 | Valid until
    contact | 联系人 | 聯絡人 | Contact
    email | 邮箱 | 電子郵件 | Email
    discount | 折扣 | 折扣 | Discount
    months | 合约期 {months} 个月 | 合約期 {months} 個月 | Term: {months} months
    subtotal | 小计 | 小計 | Subtotal
    off_the_whole | 整单折扣 {percent}% | 整單折扣 {percent}% | Discount {percent}%
    with_tax | 单价和金额已含税 | 單價和金額已含稅 | Prices and amounts include tax
    terms | 条款 | 條款 | Terms
    """
)
COLUMNS: Final = ("place", "product", "quantity", "unit_price", "discount", "tax_rate", "amount")


def printed(access: Access, quote: Quote, *, draft: bool) -> dict[str, Any]:
    """All that the template shows, in the quote's language."""
    writing = Writing.of(quote.language, quote.currency, WORDS)
    words, made_at, figured = writing.words, quote.issued_at or datetime.now(UTC), figures(quote)
    from_whom = {"letterhead": "", **(quote.seller or seller(access, quote))}
    return {
        **writing.letters,
        "watermark": words["draft"] if draft else "",
        "made_at": int(made_at.timestamp()),
        "title": f"{words['quote']} {quote.number}",
        "heading": words["quote"],
        "reference": f"{quote.number} · {words['revision']} {quote.revision}",
        "seller": from_whom,
        "addressee": quote.addressee,
        "facts": _facts(writing, quote, day_of(access, made_at), from_whom),
        "subject": quote.title,
        "intro": quote.intro,
        "columns": writing.columns(*COLUMNS),
        "lines": [_line(writing, quote, place, one) for place, one in enumerate(figured["lines"], 1)],
        "sums": list(_sums(writing, quote, figured)),
        "total": (words["gross"], f"{quote.currency} {writing.amount(quote.gross)}"),
        "remark": words["with_tax"] if quote.tax_included else "",
        "notes": writing.facts({"terms": quote.terms}),
    }


def _facts(writing: Writing, quote: Quote, on: date, from_whom: dict[str, Any]) -> list[tuple[str, str]]:
    return writing.facts(
        {
            "number": quote.number,
            "revision": str(quote.revision),
            "date": writing.day(on),
            "valid_until": writing.day(quote.valid_until) if quote.valid_until else "",
            "contact": from_whom["person"],
            "email": from_whom["email"],
        }
    )


def _line(writing: Writing, quote: Quote, place: int, line: LineRead) -> dict[str, Any]:
    notes = [f"{writing.number(one.quantity)} × {one.product.name}" for one in line.options]
    notes += [writing.words["months"].format(months=line.months)] if line.months else []
    due = line.gross if quote.tax_included else line.net
    return {
        "place": str(place),
        "name": line.product.name,
        "notes": [line.product.sku, *notes, *([line.remark] if line.remark else [])],
        "values": [
            f"{writing.number(line.quantity)} {line.unit}".strip(),
            writing.amount(line.unit_price.amount, finer=True),
            f"{writing.number(line.discount_percent)}%" if line.discount_percent else "",
            f"{writing.number(line.tax_rate)}%",
            writing.amount(due.amount + line.share.amount),
        ],
    }


def _sums(writing: Writing, quote: Quote, figured: dict[str, Any]) -> Sequence[tuple[str, str]]:
    """From the lines to the total: what is off the whole, then the tax of each rate."""
    words = writing.words
    sums: list[tuple[str, Decimal]] = []
    if quote.discount_percent:
        percent = writing.number(quote.discount_percent)
        sums.append((words["subtotal"], figured["subtotal"].amount))
        sums.append((words["off_the_whole"].format(percent=percent), -figured["discount"].amount))
    sums.append((words["net"], quote.net))
    for one in figured["taxes"]:
        sums.append((words["tax"].format(rate=writing.number(one.rate)), one.tax.amount))
    return [(name, writing.amount(amount)) for name, amount in sums]

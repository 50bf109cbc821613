"""What a line costs, and why: arithmetic only, exact until each line is rounded once.

A line is made of parts: the product, or the components of a bundle without a price of its own, and the
options chosen with it. Each part is priced by the tariff in force at the quantity that the whole line
needs of it. Every step that changes the amount is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from libs.money import rounded, shared_out
from sales.amounts import plain
from sales.taxes.totals import Taxed

HUNDRED: Final = Decimal(100)
MOST: Final = 10**21
"""What a line can come to so that the sum of many still has all its digits."""
TOTALLED: Final = ("net", "tax", "gross")


class TooMuch(Exception):
    """A line comes to more than MOST."""


@dataclass(frozen=True)
class Step:
    """From this quantity on, each one costs so much; the first step's quantity is the least sold."""

    from_quantity: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Term:
    """Who binds himself for so many months or more gets so many percent off."""

    months: int
    percent: Decimal


@dataclass(frozen=True)
class Tariff:
    """A price in force."""

    steps: Sequence[Step]
    """In rising order of quantity, at least one."""
    terms: Sequence[Term] = ()
    source: dict[str, Any] = field(default_factory=dict)
    """Which price of which book it is, and why this book."""

    @property
    def least(self) -> Decimal:
        """The smallest quantity that it is sold in."""
        return self.steps[0].from_quantity

    def step(self, quantity: Decimal) -> Step:
        """The step that a quantity, not below the least, falls into."""
        reached = (one for one in self.steps if one.from_quantity <= quantity)
        return max(reached, key=lambda one: one.from_quantity)

    def term(self, months: int | None) -> Term | None:
        """The best discount that a term of so many months earns."""
        earned = [one for one in self.terms if months is not None and one.months <= months]
        return max(earned, key=lambda one: one.percent, default=None)


@dataclass(frozen=True)
class Part:
    """So many of a product for one of the line."""

    product: dict[str, Any]
    """What is shown of it: id, sku, name."""
    quantity: Decimal
    tariff: Tariff
    role: str = "product"
    """product, component or option."""


@dataclass(frozen=True)
class Tax:
    """Percent of the net amount."""

    name: str
    rate: Decimal


@dataclass(frozen=True)
class Reason:
    """One step on the way to the amount of a line."""

    kind: str
    params: dict[str, Any]
    amount: Decimal
    """Of the whole line after this step; exact, in up to eight digits."""


@dataclass(frozen=True)
class Priced:
    """A line with its amounts, rounded in the currency's digits, and how they came about."""

    quantity: Decimal
    unit_amount: Decimal
    """Of one, before the discount of the line."""
    discount: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    rate: Decimal
    reasons: tuple[Reason, ...]
    listed: Decimal | None = None
    """What the tariffs ask for it, terms included, exactly; None where they have no price for it."""
    share: Decimal = Decimal(0)
    """Its part of a discount on the whole."""

    @property
    def taxed(self) -> Taxed:
        """Its part of what is due of its rate."""
        return Taxed(self.rate, self.net, self.tax)


@dataclass(frozen=True)
class Total:
    """What lines come to: sums of their rounded amounts."""

    net: Decimal
    tax: Decimal
    gross: Decimal

    @classmethod
    def of(cls, lines: Iterable[Priced]) -> "Total":
        """The sum of lines."""
        some = list(lines)
        net, tax, gross = (sum((getattr(one, name) for one in some), Decimal(0)) for name in TOTALLED)
        return cls(net, tax, gross)


@dataclass(frozen=True)
class Wanted:
    """How much of it, bound for how long, at which discount."""

    quantity: Decimal
    months: int | None = None
    discount_percent: Decimal = Decimal(0)
    unit_amount: Decimal | None = None
    """A price agreed by hand instead of the tariffs'."""


def priced(
    parts: Sequence[Part], wanted: Wanted, tax: Tax | None, currency: str, *, tax_included: bool
) -> Priced:
    """One line. Quantities below the least of a tariff are the caller's to refuse. Raises TooMuch."""
    reasons: list[Reason] = []
    by_books = _listed(parts, wanted, reasons) if _served(parts, wanted.quantity) else None
    asked = by_books or Decimal(0)
    if wanted.unit_amount is not None:
        reasons, asked = [_by_hand(wanted)], wanted.unit_amount * wanted.quantity
    if asked > MOST:
        raise TooMuch
    before = rounded(asked, currency)
    after = rounded(less(asked, wanted.discount_percent), currency)
    if wanted.discount_percent:
        reasons.append(Reason("discount", {"percent": plain(wanted.discount_percent)}, after))
    rate = tax.rate if tax else Decimal(0)
    net, gross = _taxed(after, rate, currency, included=tax_included)
    if tax:
        told = {"name": tax.name, "rate": plain(rate), "included": tax_included, "tax": str(gross - net)}
        reasons.append(Reason("tax", told, gross))
    return Priced(
        quantity=wanted.quantity,
        unit_amount=asked / wanted.quantity,
        discount=before - after,
        net=net,
        tax=gross - net,
        gross=gross,
        rate=rate,
        reasons=tuple(reasons),
        listed=by_books,
    )


def less(amount: Decimal, percent: Decimal) -> Decimal:
    """An amount without so many percent of it."""
    return amount * (HUNDRED - percent) / HUNDRED


def shared(lines: Sequence[Priced], percent: Decimal, currency: str, *, tax_included: bool) -> list[Priced]:
    """Lines after so many percent off the whole: the rounded discount is shared out, to the unit."""
    if not percent:
        return list(lines)
    amounts = [_amount(one, included=tax_included) for one in lines]
    whole = sum(amounts, Decimal(0))
    shares = shared_out(whole - rounded(less(whole, percent), currency), amounts, currency)
    pairs = zip(lines, shares, strict=True)
    return [_without(one, share, percent, currency, included=tax_included) for one, share in pairs]


def _without(line: Priced, share: Decimal, percent: Decimal, currency: str, *, included: bool) -> Priced:
    amount = _amount(line, included=included) - share
    net, gross = _taxed(amount, line.rate, currency, included=included)
    reasons = [one for one in line.reasons if one.kind != "tax"]
    reasons.append(Reason("whole_discount", {"percent": plain(percent), "share": str(share)}, amount))
    taxes = (one for one in line.reasons if one.kind == "tax")
    reasons += [Reason("tax", one.params | {"tax": str(gross - net)}, gross) for one in taxes]
    return replace(line, share=share, net=net, tax=gross - net, gross=gross, reasons=tuple(reasons))


def _amount(line: Priced, *, included: bool) -> Decimal:
    return line.gross if included else line.net


def _by_hand(wanted: Wanted) -> Reason:
    agreed = wanted.unit_amount or Decimal(0)
    return Reason("agreed_price", {"unit_amount": plain(agreed)}, agreed * wanted.quantity)


def _served(parts: Sequence[Part], quantity: Decimal) -> bool:
    """Whether the tariffs have a price for so many of it."""
    return bool(parts) and all(one.quantity * quantity >= one.tariff.least for one in parts)


def _listed(parts: Sequence[Part], wanted: Wanted, reasons: list[Reason]) -> Decimal:
    amount = Decimal(0)
    for part in parts:
        quantity = part.quantity * wanted.quantity
        step, term = part.tariff.step(quantity), part.tariff.term(wanted.months)
        listed = step.amount * quantity
        told = {"product": part.product, "role": part.role, "quantity": plain(quantity)}
        steps = {"unit_amount": plain(step.amount), "from_quantity": plain(step.from_quantity)}
        reasons.append(Reason("list_price", {**told, **steps, **part.tariff.source}, amount + listed))
        if term:
            listed = less(listed, term.percent)
            months = {"product": part.product, "months": term.months, "percent": plain(term.percent)}
            reasons.append(Reason("term_discount", months, amount + listed))
        amount += listed
    return amount


def _taxed(amount: Decimal, rate: Decimal, currency: str, *, included: bool) -> tuple[Decimal, Decimal]:
    """Net and gross of a rounded amount that has the tax in it or not."""
    if included:
        return rounded(amount * HUNDRED / (HUNDRED + rate), currency), amount
    return amount, amount + rounded(amount * rate / HUNDRED, currency)

"""Money: how many digits an amount has in its currency, rounding half up, and parts that add up."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache

from babel.numbers import get_currency_precision


@cache
def unit(currency: str) -> Decimal:
    """The smallest amount of a currency that is written: 0.01 for CNY, 1 for JPY, 0.001 for KWD (CLDR)."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount half up in the digits of its currency: 0.005 CNY is 0.01, -0.005 is -0.01."""
    return amount.quantize(unit(currency), ROUND_HALF_UP)


def shared_out(amount: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Parts of a rounded amount in the proportion of the weights, each rounded, that add up to it exactly.

    What rounding down leaves goes, one unit each, to the parts that lost most (largest remainder). Without
    any weight the parts are alike.
    """
    if not weights:
        return []
    whole = sum(weights)
    shares = weights if whole else [Decimal(1)] * len(weights)
    exact = [amount * share / sum(shares) for share in shares]
    parts = [one.quantize(unit(currency), ROUND_DOWN) for one in exact]
    left = int((amount - sum(parts)) / unit(currency))
    step = unit(currency) if left >= 0 else -unit(currency)
    lost = sorted(range(len(parts)), key=lambda index: (-abs(exact[index] - parts[index]), index))
    for index in lost[: abs(left)]:
        parts[index] += step
    return parts

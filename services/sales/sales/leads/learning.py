"""How likely a lead is to buy, learned from what became of earlier ones: naive Bayes over what was known.

Each fact counts by how much more often it was there among those who bought than among the others. That facts
go together is not looked at, so that each can be told as a reason by itself.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

Known = Mapping[str, str]
"""Fact → its value, of one lead."""
LEAST: Final = 50
"""So many who bought, and so many who did not: with fewer, chance would be taken for a reason."""
FOLDS: Final = 5
TOLD: Final = 5


class Counts(NamedTuple):
    """Who bought and who did not: in all, and by each value of each fact."""

    won: int
    lost: int
    by: Mapping[str, Mapping[str, tuple[int, int]]]

    @property
    def enough(self) -> bool:
        """Whether one can learn from them."""
        return min(self.won, self.lost) >= LEAST


class Reason(NamedTuple):
    """A fact that speaks for a lead, or against it."""

    fact: str
    value: str
    factor: float
    """So many times more likely than without it, as odds; below 1: less."""


class Judgement(NamedTuple):
    """How likely, from 0 to 1, and why: what counts most first."""

    probability: float
    reasons: Sequence[Reason]


def count(examples: Iterable[tuple[Known, bool]]) -> Counts:
    """Learn from leads of which one knows whether they bought."""
    totals = [0, 0]
    by: dict[str, dict[str, tuple[int, int]]] = {}
    for known, won in examples:
        totals[not won] += 1
        for fact, value in known.items():
            before = by.setdefault(fact, {}).get(value, (0, 0))
            by[fact][value] = (before[0] + won, before[1] + (not won))
    return Counts(totals[0], totals[1], by)


def judge(counts: Counts, known: Known) -> Judgement:
    """How likely somebody is to buy of whom this is known. What was never there before says nothing."""
    reasons = [
        Reason(fact, value, _factor(counts, fact, value))
        for fact, value in known.items()
        if value in counts.by.get(fact, ())
    ]
    odds = math.log((counts.won + 1) / (counts.lost + 1)) + sum(math.log(one.factor) for one in reasons)
    told = sorted(reasons, key=lambda one: -abs(math.log(one.factor)))
    return Judgement(1 / (1 + math.exp(-odds)), told[:TOLD])


def errors(examples: Sequence[tuple[Known, bool]]) -> tuple[float, float]:
    """Mean squared error of the probabilities of leads that were held back in turn, a fifth each; and that of
    telling everybody's share to everybody, which it has to be below to be worth anything.
    """
    missed = guessed = 0.0
    for fold in range(FOLDS):
        held = examples[fold::FOLDS]
        counts = count(one for place, one in enumerate(examples) if place % FOLDS != fold)
        share = (counts.won + 1) / (counts.won + counts.lost + 2)
        missed += sum((judge(counts, known).probability - won) ** 2 for known, won in held)
        guessed += sum((share - won) ** 2 for _, won in held)
    return missed / len(examples), guessed / len(examples)


def _factor(counts: Counts, fact: str, value: str) -> float:
    """How much more often it was there among those who bought; one more of each keeps the rare in bounds."""
    won, lost = counts.by[fact][value]
    values = len(counts.by[fact])
    return ((won + 1) / (counts.won + values)) / ((lost + 1) / (counts.lost + values))

"""Whose turn it is, by weight: pure arithmetic."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")


def turns(weights: Mapping[K, int], given: Mapping[K, int]) -> Iterator[tuple[K, dict[K, int]]]:
    """Who comes next, and after them, without end; each with what everybody has had by then.

    After any number of turns from the start of a round, each has had their share by weight within less than
    one turn: as with tasks on one processor, whoever may have their next one and must have it soonest comes
    first. A round is over when all have had as many as they weigh; then everybody begins anew.
    """
    total = sum(weights.values())
    had = {one: given.get(one, 0) for one in weights}
    while weights:
        turn = sum(had.values())
        due = {one: -(-(had[one] + 1) * total // weight) for one, weight in weights.items()}
        may = [one for one, weight in weights.items() if had[one] * total // weight <= turn]
        chosen = min(may or weights, key=due.__getitem__)
        had[chosen] += 1
        if all(had[one] >= weight for one, weight in weights.items()):
            had = {one: had[one] - weight for one, weight in weights.items()}
        yield chosen, dict(had)

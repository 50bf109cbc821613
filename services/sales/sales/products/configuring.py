"""Which options go together: the rules of a configurable product, without any database.

A product has groups of options (a power supply: exactly one; accessories: any) and rules between
options (a rack kit requires the long cable, excludes the desk stand).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

Chosen = Mapping[UUID, int]
"""Option → how many of it for one of the product."""


class Bond(StrEnum):
    """What one option says of another."""

    REQUIRES = "requires"
    EXCLUDES = "excludes"


@dataclass(frozen=True)
class Choice:
    """An option: a product of its own, at most so many of it."""

    product_id: UUID
    most: int = 1
    initially: bool = False


@dataclass(frozen=True)
class Group:
    """Options of which between `least` and `most` different ones are taken."""

    name: str
    choices: tuple[Choice, ...]
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Rule:
    """If `option_id` is chosen, `other_id` must be (requires) or must not be (excludes)."""

    option_id: UUID
    bond: Bond
    other_id: UUID


@dataclass(frozen=True)
class Wrong:
    """Why a combination cannot be had."""

    kind: str
    params: dict[str, Any]


@dataclass(frozen=True)
class Configurable:
    """The groups and rules of one product."""

    groups: tuple[Group, ...]
    rules: tuple[Rule, ...]

    def wrong(self, chosen: Chosen) -> list[Wrong]:
        """Everything that keeps this choice from being a valid one; empty when it is."""
        return [*self._strangers(chosen), *self._counts(chosen), *self._bonds(chosen)]

    def chosen(self, asked: Iterable[tuple[UUID, int]] | None = None) -> dict[UUID, int]:
        """What is asked for; what is chosen before anybody chooses when nothing is said."""
        if asked is None:
            return {choice.product_id: 1 for choice in self._choices() if choice.initially}
        return dict(asked)

    def because(self, option_id: UUID, chosen: Chosen) -> Wrong | None:
        """Why an option cannot be added to a choice, as far as rules say; None when it can."""
        broken = self._excluded({**chosen, option_id: 1})
        return next((one for one in broken if str(option_id) in one.params.values()), None)

    def _choices(self) -> Iterator[Choice]:
        return (choice for group in self.groups for choice in group.choices)

    def _strangers(self, chosen: Chosen) -> Iterator[Wrong]:
        known = {choice.product_id: choice for choice in self._choices()}
        for option_id, quantity in chosen.items():
            if option_id not in known:
                yield Wrong("option_unknown", {"option_id": str(option_id)})
            elif not 1 <= quantity <= known[option_id].most:
                params = {"option_id": str(option_id), "least": 1, "most": known[option_id].most}
                yield Wrong("option_quantity", params)

    def _counts(self, chosen: Chosen) -> Iterator[Wrong]:
        for group in self.groups:
            taken = sum(choice.product_id in chosen for choice in group.choices)
            if taken < group.least or (group.most is not None and taken > group.most):
                params = {"group": group.name, "least": group.least, "most": group.most, "chosen": taken}
                yield Wrong("group_count", params)

    def _bonds(self, chosen: Chosen) -> Iterator[Wrong]:
        for rule in self.rules:
            if rule.bond is Bond.REQUIRES and rule.option_id in chosen and rule.other_id not in chosen:
                yield _of(rule)
        yield from self._excluded(chosen)

    def _excluded(self, chosen: Chosen) -> Iterator[Wrong]:
        for rule in self.rules:
            if rule.bond is Bond.EXCLUDES and {rule.option_id, rule.other_id} <= chosen.keys():
                yield _of(rule)


def _of(rule: Rule) -> Wrong:
    params = {"option_id": str(rule.option_id), "other_id": str(rule.other_id)}
    return Wrong(f"option_{rule.bond}", params)


def configurable(groups: Sequence[Mapping[str, Any]], rules: Iterable[Mapping[str, Any]]) -> Configurable:
    """What a product's row keeps as JSON."""
    return Configurable(
        tuple(
            Group(
                name=group["name"],
                least=group["least"],
                most=group["most"],
                choices=tuple(
                    Choice(UUID(one["product_id"]), one["most"], one["initially"]) for one in group["choices"]
                ),
            )
            for group in groups
        ),
        tuple(Rule(UUID(one["option_id"]), Bond(one["bond"]), UUID(one["other_id"])) for one in rules),
    )

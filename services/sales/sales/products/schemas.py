"""Products as callers send and see them."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from chassis.schemas import Given, Name, Note, RecordShown, Shown, Text, absent
from sales.amounts import PLAIN
from sales.products.configuring import Bond

Sku = Annotated[
    Text, Field(min_length=1, max_length=64, pattern=r"^\S(.*\S)?$", description="Article number")
]
ProductKind = Literal["good", "service", "bundle"]
Unit = Annotated[
    Text, Field(max_length=30, description="What one of it is: piece, 台, hour", examples=["台"])
]
Quantity = Annotated[Decimal, Field(gt=0, le=10**9, decimal_places=4)]
Few = Annotated[int, Field(ge=1, le=99)]


class OptionChoice(Given):
    """An option: another product, that can be taken with this one."""

    product_id: UUID
    most: Few = Field(default=1, description="So many of it for one of the product")
    initially: bool = Field(default=False, description="Chosen before anybody chooses")


class OptionGroup(Given):
    """Options of which between `least` and `most` different ones are taken."""

    name: Name
    least: int = Field(default=0, ge=0, le=50)
    most: int | None = Field(default=None, ge=1, le=50, description="Null: any number of them")
    choices: list[OptionChoice] = Field(min_length=1, max_length=50)


class OptionRule(Given):
    """If one option is chosen, another must be (requires) or must not be (excludes)."""

    option_id: UUID
    bond: Bond
    other_id: UUID


class Component(Given):
    """A part of a bundle."""

    product_id: UUID
    quantity: Annotated[Quantity, PLAIN] = Decimal(1)


Groups = Annotated[list[OptionGroup], Field(max_length=20)]
Rules = Annotated[list[OptionRule], Field(max_length=200)]
Components = Annotated[list[Component], Field(max_length=50, description="Of a bundle, one at least")]


class ProductCreate(Given):
    """A new product."""

    sku: Sku
    name: Name
    kind: ProductKind = "good"
    unit: Unit = ""
    description: Note = ""
    active: bool = Field(default=True, description="Whether it can be offered")
    tax_id: UUID | None = Field(default=None, description="The rate it is sold with; null: none")
    option_groups: Groups = Field(default_factory=list)
    option_rules: Rules = Field(default_factory=list)
    components: Components = Field(default_factory=list)


class ProductUpdate(Given):
    """What to change of a product; absent fields stay."""

    sku: Sku = Field(default_factory=absent)
    name: Name = Field(default_factory=absent)
    kind: ProductKind = Field(default_factory=absent)
    unit: Unit = Field(default_factory=absent)
    description: Note = Field(default_factory=absent)
    active: bool = Field(default_factory=absent)
    tax_id: UUID | None = None
    option_groups: Groups = Field(default_factory=absent)
    option_rules: Rules = Field(default_factory=absent)
    components: Components = Field(default_factory=absent)


class ProductCard(Shown):
    """Enough of a product to recognise it."""

    id: UUID
    sku: str
    name: str


class ProductRead(RecordShown):
    """A product."""

    sku: str
    name: str
    kind: str
    unit: str
    description: str
    active: bool
    tax_id: UUID | None
    option_groups: list[OptionGroup]
    option_rules: list[OptionRule]
    components: list[Component]


class ProductFull(ProductRead):
    """A product by itself, with those that it refers to."""

    products: list[ProductCard] = Field(description="Its options and components, by name")


class ChosenOption(Given):
    """An option that is taken."""

    product_id: UUID
    quantity: Few = Field(default=1, description="For one of the product")


Choice = Annotated[list[ChosenOption], Field(max_length=200)]


class Configuration(Given):
    """A choice of options to be looked at."""

    chosen: Choice | None = Field(default=None, description="Null: what is chosen initially")

    def pairs(self) -> list[tuple[UUID, int]] | None:
        """Options and how many of each; None when nothing is said."""
        return None if self.chosen is None else [(one.product_id, one.quantity) for one in self.chosen]


class WrongChoice(Shown):
    """Why a combination cannot be had."""

    kind: str = Field(
        description="option_unknown, option_quantity, group_count, option_requires, option_excludes"
    )
    params: dict[str, Any]


class OfferedOption(Shown):
    """An option as it stands after a choice."""

    product_id: UUID
    quantity: int = Field(description="Chosen; 0 when it is not")
    excluded: WrongChoice | None = Field(description="Why it cannot be added, as far as rules say")


class ConfigurationRead(Shown):
    """What a choice of options comes to."""

    valid: bool
    wrong: list[WrongChoice]
    options: list[OfferedOption]

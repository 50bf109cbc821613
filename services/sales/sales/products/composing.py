"""What a product can be made of: its kind, its groups of options and the rules between them."""

from collections.abc import Iterator
from uuid import UUID

from chassis.problems import FieldError
from sales.products.models import BUNDLE, Product


def wrong(product: Product) -> Iterator[FieldError]:
    """Everything that cannot be put together so, whatever the other products are."""
    yield from _kind(product)
    yield from _groups(product)
    yield from _rules(product)
    yield from _initial(product)


def _kind(product: Product) -> Iterator[FieldError]:
    if product.kind == BUNDLE and not product.components:
        yield FieldError(pointer="/components", kind="bundle_empty")
    if product.kind != BUNDLE and product.components:
        yield FieldError(pointer="/components", kind="not_a_bundle")


def _groups(product: Product) -> Iterator[FieldError]:
    seen: set[str] = set()
    for place, group in enumerate(product.option_groups):
        at = f"/option_groups/{place}"
        if group["most"] is not None and group["most"] < group["least"]:
            yield FieldError(pointer=f"{at}/most", kind="below_least", params={"least": group["least"]})
        if group["least"] > len(group["choices"]):
            params = {"most": len(group["choices"])}
            yield FieldError(pointer=f"{at}/least", kind="too_few_choices", params=params)
        for number, choice in enumerate(group["choices"]):
            if choice["product_id"] in seen:
                yield FieldError(pointer=f"{at}/choices/{number}/product_id", kind="twice")
            seen.add(choice["product_id"])


def _rules(product: Product) -> Iterator[FieldError]:
    options = {one["product_id"] for group in product.option_groups for one in group["choices"]}
    for place, rule in enumerate(product.option_rules):
        for name in ("option_id", "other_id"):
            if rule[name] not in options:
                yield FieldError(pointer=f"/option_rules/{place}/{name}", kind="option_unknown")
        if rule["option_id"] == rule["other_id"]:
            yield FieldError(pointer=f"/option_rules/{place}/other_id", kind="same_option")


def _initial(product: Product) -> Iterator[FieldError]:
    """What is chosen initially may be too little, but never what rules forbid."""
    rules = product.configurable()
    for one in rules.wrong(rules.chosen()):
        if one.kind in ("option_excludes", "option_requires"):
            yield FieldError(pointer="/option_rules", kind=f"initially_{one.kind}", params=one.params)


def parts(product: Product) -> Iterator[tuple[str, UUID]]:
    """Every option and component, with the pointer to where it is named."""
    for place, group in enumerate(product.option_groups):
        for number, one in enumerate(group["choices"]):
            yield f"/option_groups/{place}/choices/{number}/product_id", UUID(one["product_id"])
    for place, one in enumerate(product.components):
        yield f"/components/{place}/product_id", UUID(one["product_id"])

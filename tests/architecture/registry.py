"""What a rule of the house is: a function over a Tree that yields violations; its docstring is the rule.

`@rule` enters it in RULES: test_house.py then holds the project to it, and test_rules_bite.py demands
an example that breaks it.
"""

from collections.abc import Callable, Iterator

from tests.architecture.source import Tree

Rule = Callable[[Tree], Iterator[str]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Enter a rule."""
    RULES.append(function)
    return function

"""Every rule of the house, held against the project. The rules themselves are in rules/."""

import pytest

from tests.architecture.registry import RULES, Rule
from tests.architecture.rules import doors, events, features, readmes, repository, sizes_and_names
from tests.architecture.source import Tree

assert [doors, events, features, readmes, repository, sizes_and_names]  # importing them enters their rules


def sentence(rule: Rule) -> str:
    """The rule in words."""
    return (rule.__doc__ or "").splitlines()[0]


@pytest.mark.parametrize("rule", RULES, ids=sentence)
def test_the_house_keeps_its_rule(rule: Rule, tree: Tree) -> None:
    violations = sorted(rule(tree))
    assert not violations, f"\n\n{sentence(rule)}:\n\n" + "\n".join(violations)

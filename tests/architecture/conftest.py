import pytest

from tests.architecture.source import ROOT, Tree


@pytest.fixture(scope="session")
def tree() -> Tree:
    """The project, read and parsed once."""
    return Tree(ROOT)

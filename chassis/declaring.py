"""What a service says of itself, once per process, to a mechanism that is the same for every service."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Declared(Generic[T]):
    """The place of one declaration; calling it gives what was declared."""

    def __init__(self) -> None:
        self._said: list[T] = []

    def declare(self, said: T) -> T:
        """Say it, in place of what was said before."""
        self._said[:] = [said]
        return said

    def __call__(self) -> T:
        return self._said[0]

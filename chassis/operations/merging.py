"""From change rows to what one act did to a record, and which of it can be taken back: no database here.

Three values meet in each field: `original` before the act, `made` by it, and `current`. Untouched since,
the original comes back; changed since, the later edit stays and the three are told.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

EMPTY: tuple[Any, ...] = (None, [], {}, "")


@dataclass
class Touched:
    """What one act did to one record: flat fields as they were before it and as it left them."""

    created: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def take(
        self, kind: str, before: Mapping[str, Any], after: Mapping[str, Any], nested: Collection[str] = ()
    ) -> None:
        """Add one change row; they come in the order they were written."""
        self.created |= kind == "created"
        was, became = flat(before, nested), flat(after, nested)
        for name in was.keys() | became.keys():
            self.before.setdefault(name, was.get(name))
            self.after[name] = became.get(name)

    def leave_out(self, names: Iterable[str]) -> None:
        """Forget fields that follow from others."""
        for name in names:
            self.before.pop(name, None)
            self.after.pop(name, None)


def flat(values: Mapping[str, Any], nested: Collection[str]) -> dict[str, Any]:
    """The fields of a change row, with those that hold fields of their own by dotted names."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in nested and isinstance(value, Mapping):
            found |= {f"{name}.{key}": one for key, one in value.items()}
        else:
            found[name] = value
    return found


class Conflict(NamedTuple):
    """A field that somebody changed after the act."""

    original: Any
    made: Any
    current: Any


class Taken(NamedTuple):
    """What taking an act back means for one record."""

    wanted: dict[str, Any]
    conflicts: dict[str, Conflict]


def take_back(
    touched: Touched,
    current: Mapping[str, Any],
    value: Callable[[str, Any], Any],
    sets: frozenset[str],
    together: Sequence[frozenset[str]],
) -> Taken:
    """The fields to put back, and those that others have changed since."""
    wanted: dict[str, Any] = {}
    conflicts: dict[str, Conflict] = {}
    for name in touched.after:
        if name not in current and "." not in name:
            continue  # a field of an earlier release
        now = current.get(name)
        original, made = value(name, touched.before[name]), value(name, touched.after[name])
        if name in sets:
            original = _without_additions(original or [], made or [], now or [])
            made = now
        if same(now, original) or same(made, original):
            continue  # as it was, or never left it
        if same(now, made):
            wanted[name] = original
        else:
            conflicts[name] = Conflict(original, made, now)
    for group in together:
        if group & conflicts.keys():
            for name in group & wanted.keys():
                conflicts[name] = Conflict(wanted.pop(name), current[name], current[name])
    return Taken(wanted, conflicts)


def altered(
    touched: Touched, current: Mapping[str, Any], value: Callable[[str, Any], Any], fixed: Iterable[str]
) -> dict[str, Conflict]:
    """What others have changed in a record since an act created it."""
    names = (touched.after.keys() | current.keys()) - set(fixed)
    made = {name: value(name, touched.after.get(name)) for name in names}
    return {
        name: Conflict(None, made[name], current.get(name))
        for name in sorted(names)
        if not same(made[name], current.get(name))
    }


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same to people: nothing is nothing, however it is spelt."""
    return bool(one == other) or (one in EMPTY and other in EMPTY)


def _without_additions(original: list[Any], made: list[Any], now: list[Any]) -> list[Any]:
    kept = [one for one in now if one in original or one not in made]
    return kept + [one for one in original if one not in made and one not in kept]

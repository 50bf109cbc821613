"""The custom fields of one object as this process knows them: what they take, yield, show and offer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from chassis.custom_fields.computing import Computed, in_order, kept_result
from chassis.custom_fields.kinds import IN_FORMULAS, Kind, python_value
from chassis.custom_fields.reading import read
from chassis.problems import FieldError, InvalidInput
from libs import formulas
from libs.conditions.values import BadValue

PREFIX: Final = "custom."
PLAIN: Final = (
    "id", "key", "labels", "description", "required", "unique", "default", "rules", "target", "result",
    "position", "group",
)  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One value of a choice."""

    value: str
    labels: Mapping[str, str]
    colour: str | None
    archived: bool


@dataclass(frozen=True)
class Field:
    """One field, as its definition says."""

    id: UUID
    key: str
    kind: Kind
    labels: Mapping[str, str]
    description: Mapping[str, str]
    required: bool
    unique: bool
    default: Any
    rules: Mapping[str, Any]
    options: Sequence[Option]
    target: str | None
    formula: formulas.Node | None
    result: str | None
    position: int
    group: str | None
    archived: bool

    @property
    def name(self) -> str:
        """How filters, masks, columns and change rows call it."""
        return PREFIX + self.key

    @cached_property
    def choices(self) -> Sequence[str]:
        """The values that may be chosen, in order."""
        return tuple(one.value for one in self.options if not one.archived)

    @property
    def holds(self) -> Kind:
        """The kind of its values; of a computed field, what its formula yields."""
        return Kind(self.result) if self.kind is Kind.COMPUTED and self.result else self.kind

    @classmethod
    def of(cls, row: Any) -> "Field":
        """The field of a definition, a record or a row."""
        return cls(
            kind=Kind(row.kind),
            options=tuple(Option(**one) for one in row.options),
            formula=formulas.parse(row.formula) if row.formula else None,
            archived=row.archived_at is not None,
            **{name: getattr(row, name) for name in PLAIN},
        )


class Fields:
    """All custom fields of one object at one time; replaced as a whole when a definition changes."""

    def __init__(self, fields: Iterable[Field] = (), declared: Mapping[str, formulas.Type] | None = None):
        ordered = sorted(fields, key=lambda one: (one.position, one.id))
        self.every: Mapping[str, Field] = {one.key: one for one in ordered}
        self.live: Mapping[str, Field] = {key: one for key, one in self.every.items() if not one.archived}
        self.declared = declared or {}
        self.remembered: dict[Any, Any] = {}
        """What others derive of these fields and need not derive again."""

    @cached_property
    def computing(self) -> Sequence[Computed]:
        """The computed fields, each after those it is computed of."""
        return in_order(self.live.values())

    def types(self) -> dict[str, formulas.Type]:
        """What formulas may read."""
        own = {one.name: IN_FORMULAS[one.holds] for one in self.live.values() if one.holds in IN_FORMULAS}
        return {**self.declared, **own}

    def accepted(self, given: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
        """What a caller wants to change, as it is kept; None empties. Raises InvalidInput naming each key."""
        changes, errors = self.checked(given, current)
        errors += [
            _error(key, "missing")
            for key, value in changes.items()
            if value is None and self.live[key].required and current.get(key) is not None
        ]
        if errors:
            raise InvalidInput(errors=errors)
        return changes

    def checked(
        self, given: Mapping[str, Any], current: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[FieldError]]:
        """The same without raising: what can be kept, and what is wrong with the rest."""
        changes: dict[str, Any] = {}
        errors: list[FieldError] = []
        for key, value in given.items():
            field = self.live.get(key)
            if field is None:
                errors.append(_error(key, "custom_field_unknown", expected=list(self.live)))
                continue
            if value is not None and value == current.get(key):
                continue
            try:
                changes[key] = read(field, value)
            except BadValue as bad:
                errors.append(_error(key, bad.kind, **bad.params))
        return changes, errors

    def first(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All values of a new record. Raises InvalidInput naming each key that is wrong or missing."""
        changes, errors = self.checked(given, {})
        values = self.with_defaults(changes, given)
        wrong = {one.pointer for one in errors}
        errors += [one for one in self.missing(values) if one.pointer not in wrong]
        if errors:
            raise InvalidInput(errors=errors)
        return values

    def with_defaults(self, changes: Mapping[str, Any], given: Collection[str] = ()) -> dict[str, Any]:
        """The values of a new record: what is not said takes the field's default."""
        if not self.live:
            return {}
        defaults = {
            key: one.default for key, one in self.live.items() if one.default is not None and key not in given
        }
        return {key: value for key, value in (defaults | dict(changes)).items() if value is not None}

    def missing(self, values: Mapping[str, Any]) -> list[FieldError]:
        """What a new record lacks."""
        return [
            _error(key, "missing") for key, one in self.live.items() if one.required and key not in values
        ]

    def computed(self, record: Mapping[str, Any], custom: Mapping[str, Any]) -> dict[str, Any]:
        """The values with the computed ones as they follow from the record; the same where nothing does."""
        if not self.computing:
            return dict(custom)
        known = {name: record.get(name) for name in self.declared}
        known |= {PREFIX + key: value for key, value in self.plain(custom).items()}
        found = dict(custom)
        for field, formula in self.computing:
            value = kept_result(formulas.evaluate(formula, known), field.rules)
            known[field.name] = None if value is None else python_value(field.holds, value)
            found.pop(field.key, None)
            if value is not None:
                found[field.key] = value
        return found

    def plain(self, custom: Mapping[str, Any]) -> dict[str, Any]:
        """Key → value as conditions and formulas compare it."""
        known = ((key, self.live.get(key), value) for key, value in custom.items())
        return {key: python_value(field.holds, value) for key, field, value in known if field}

    def shown(self, custom: Mapping[str, Any]) -> dict[str, Any]:
        """The values of live fields: archived ones are kept, not shown."""
        return {key: value for key, value in custom.items() if key in self.live}

    def widened(self, hidden: Collection[str]) -> frozenset[str]:
        """Hidden fields with those that are computed of one."""
        masked = set(hidden)
        for field, formula in self.computing:
            if not masked.isdisjoint(formulas.fields_of(formula)):
                masked.add(field.name)
        return frozenset(masked)


def by_key(values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that are called `custom.<key>`, by key."""
    return {name.removeprefix(PREFIX): one for name, one in values.items() if name.startswith(PREFIX)}


def merged(custom: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The values with some changed; None empties."""
    return {key: value for key, value in {**custom, **changes}.items() if value is not None}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The keys whose values are not the same."""
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def _error(key: str, kind: str, **params: Any) -> FieldError:
    place = key.replace("~", "~0").replace("/", "~1")
    return FieldError(pointer=f"/custom/{place}", kind=kind, params=params)

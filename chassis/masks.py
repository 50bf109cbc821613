"""Fields that are hidden from somebody: what roles add up to, and how schemas say whose fields they show.

A schema declares its object, `thing: ClassVar[str] = "note"`. Every answer made of it then leaves out
what is hidden from the caller, every body made of it is refused (403) when it writes such a field.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, get_args
from uuid import UUID

import orjson
from pydantic import BaseModel, Field, GetJsonSchemaHandler, computed_field
from pydantic_core import CoreSchema

from chassis.actors import Actor
from chassis.http.documents import written
from chassis.problems import FieldError, NotAllowed
from crm.permissions import MASKABLE, reading

Masks = Mapping[str, frozenset[str]]
Place = tuple[dict[str, Any], str, str]
"""What holds a field, its key there, and the pointer to it."""


class FieldHidden(BaseModel):
    """A field that some role hides, and what follows."""

    field: str
    hidden_by: list[UUID] = Field(description="Roles that hide it")
    shown_by: list[UUID] = Field(description="Roles that read the object and do not: with one, it shows")

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own way
    @property
    def hidden(self) -> bool:
        """Whether it is hidden in the end."""
        return not self.shown_by


class FieldMasked(NotAllowed):
    """These fields are hidden from you, so you cannot write them."""


def added_up(roles: Iterable[tuple[Collection[str], Iterable[str]]]) -> dict[str, frozenset[str]]:
    """Object → hidden fields, of roles given as (permissions, masks).

    The most permissive wins: what one role hides is shown when another role reads the object without
    hiding it, whatever the scope of either.
    """
    known = [(permissions, frozenset(masks)) for permissions, masks in roles]
    hidden: dict[str, set[str]] = {}
    for name in frozenset[str]().union(*(masks for _, masks in known)):
        thing, _, one = name.partition(".")
        if all(name in masks for permissions, masks in known if reading(thing) in permissions):
            hidden.setdefault(thing, set()).add(one)
    return {thing: frozenset(fields) for thing, fields in hidden.items()}


def explained(
    thing: str, roles: Iterable[tuple[UUID, Collection[str], Collection[str]]]
) -> list[FieldHidden]:
    """Each field of an object that some of these roles (id, permissions, masks) hides: who decides it."""
    known = list(roles)
    names = {name for *_, masks in known for name in masks if name.startswith(f"{thing}.")}
    return [
        FieldHidden(
            field=name.removeprefix(f"{thing}."),
            hidden_by=[id_ for id_, _, masks in known if name in masks],
            shown_by=[
                id_
                for id_, permissions, masks in known
                if reading(thing) in permissions and name not in masks
            ],
        )
        for name in sorted(names)
    ]


def hides(masks: Masks, name: str) -> bool:
    """Whether `<object>.<field>` is hidden."""
    thing, _, one = name.partition(".")
    return one in masks.get(thing, ())


def require_unmasked(actor: Actor, thing: str, names: Iterable[str]) -> None:
    """Refuse (403) to write fields that are hidden from the actor; what they hold could be guessed by it."""
    if masked := actor.masked(thing):
        refuse(f"/{name.replace('.', '/')}" for name in names if name in masked)


def refuse(pointers: Iterable[str]) -> None:
    """Raise FieldMasked naming the places, if there are any."""
    if errors := [FieldError(pointer=pointer, kind="masked") for pointer in pointers]:
        raise FieldMasked(reason="masked", errors=errors)


def without(values: Any, masked: frozenset[str]) -> Any:
    """Free-form values of an object (of a change row, for instance) without hidden fields, at any depth."""
    if not masked:
        return values
    if isinstance(values, dict):
        kept = {name: without(one, masked) for name, one in values.items() if name not in masked}
        if isinstance(custom := kept.get("custom"), dict):
            kept["custom"] = {name: one for name, one in custom.items() if f"custom.{name}" not in masked}
        return kept
    return [without(one, masked) for one in values] if isinstance(values, list) else values


class Masked(BaseModel):
    """Mixin of answers about an object whose fields can be hidden: those may be absent."""

    thing: ClassVar[str]
    params_of: ClassVar[Mapping[str, str]] = {}
    """Free-form field → the object whose field names its keys are."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        hidden = MASKABLE.get(cls.thing, ())
        schema["required"] = [name for name in schema.get("required", ()) if name not in hidden]
        return schema


@dataclass(frozen=True)
class Shape:
    """Where in a document fields of which objects stand."""

    thing: str | None = None
    inner: Mapping[str, "Shape"] = field(default_factory=dict)
    params_of: Mapping[str, str] = field(default_factory=dict)

    def places(self, document: Any, masks: Masks, pointer: str = "") -> Iterator[Place]:
        """The hidden fields that are there."""
        if isinstance(document, list):
            for index, one in enumerate(document):
                yield from self.places(one, masks, f"{pointer}/{index}")
        elif isinstance(document, dict):
            yield from self._own(document, masks, pointer)
            for name, shape in self.inner.items():
                yield from shape.places(document.get(name), masks, f"{pointer}/{name}")

    def _own(self, document: dict[str, Any], masks: Masks, pointer: str) -> Iterator[Place]:
        names = list(masks.get(self.thing or "", ()))
        for outer, thing in self.params_of.items():
            names += [f"{outer}.{one}" for one in masks.get(thing, ())]
        for name in names:
            outer, _, key = name.partition(".")
            holder = document.get(outer) if key else document
            if isinstance(holder, dict) and (key or outer) in holder:
                yield holder, key or outer, f"{pointer}/{name.replace('.', '/')}"

    def hide(self, document: Any, masks: Masks) -> Any:
        """Take hidden fields out of a document, in place."""
        for holder, key, _ in list(self.places(document, masks)):
            del holder[key]
        return document


def document(kind: Any, rows: Any, actor: Actor) -> str:
    """Rows that were selected by the fields of a kind as JSON, without what is hidden from the actor."""
    content = written(rows)
    if actor.grants.masks and (shape := shape_of(kind)):
        content = orjson.dumps(shape.hide(orjson.loads(content), actor.grants.masks))
    return content.decode()


@cache
def shape_of(kind: Any) -> Shape | None:
    """Where schemas with an object stand in a type; None when nowhere."""
    return _shape(kind, ())


def _shape(kind: Any, above: tuple[Any, ...]) -> Shape | None:
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        found = [one for part in get_args(kind) if (one := _shape(part, above))]
        return found[0] if found else None
    if kind in above:
        return None
    inner = {
        name: shape
        for name, one in kind.model_fields.items()
        if (shape := _shape(one.annotation, (*above, kind)))
    }
    thing = getattr(kind, "thing", None)
    return Shape(thing, inner, getattr(kind, "params_of", {})) if inner or thing else None

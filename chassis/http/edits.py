"""Two people editing: edits of different fields merge, the same field conflicts with three values.

PATCH carries the version it started from in If-Match. The change rows since then say what others did.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Header, Response
from pydantic_core import to_jsonable_python
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.masks import require_unmasked
from chassis.problems import DomainError, FieldError, InvalidInput
from chassis.records import Recorded
from chassis.tables import change


class VersionRequired(DomainError):
    """Editing needs If-Match with the version the edit started from."""

    status = 428


class EditConflict(DomainError):
    """Somebody else changed the same fields; `errors` holds yours, theirs and the original."""

    status = 412


async def base_version(
    if_match: Annotated[
        str | None, Header(description='Version the edit started from, for instance `"3"`')
    ] = None,
) -> int:
    """The version in If-Match; 428 without one."""
    if if_match is None:
        raise VersionRequired()
    text = if_match.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) >= 1):
        raise InvalidInput.at("/headers/If-Match", "version_invalid", expected='"3"')
    return int(text)


BaseVersion = Annotated[int, Depends(base_version)]


def tag(response: Response, record: Recorded) -> None:
    """Tell the caller the version, to send back as If-Match."""
    response.headers["ETag"] = f'"{record.version}"'


async def reconcile(
    session: AsyncSession, record: Recorded, base: int, wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """What of the wanted changes is to be applied to the (locked) record.

    Raises EditConflict when a field was changed to something else since `base`, FieldMasked for one that is
    hidden from the actor: a conflict would tell what it holds.
    """
    require_unmasked(session.info["actor"], type(record).__tablename__, wanted)  # type: ignore[attr-defined]
    if base > record.version:
        raise InvalidInput.at("/headers/If-Match", "version_unknown", newest=record.version)
    original = await _changed_since(session, record, base) if base < record.version else {}
    errors = [
        FieldError(
            pointer=f"/{name.replace('.', '/')}",
            kind="conflict",
            params={"yours": yours, "theirs": theirs, "original": original[name]},
        )
        for name, value in wanted.items()
        if name in original
        and value != _held(record, name)  # 6 and 6.0000 are written differently
        and (yours := to_jsonable_python(value)) != (theirs := to_jsonable_python(_held(record, name)))
    ]
    if errors:
        raise EditConflict(errors=errors, version=record.version)
    return dict(wanted)


def _held(record: Recorded, name: str) -> Any:
    """A field, or `<column>.<key>`: one of a column whose keys are fields by themselves."""
    column, _, key = name.partition(".")
    value = getattr(record, column)
    return value.get(key) if key else value


async def _changed_since(session: AsyncSession, record: Recorded, base: int) -> dict[str, Any]:
    rows = await session.scalars(
        select(change.c.before)
        .where(change.c.record_id == record.id, change.c.version > base)
        .order_by(change.c.version.desc())
    )
    original: dict[str, Any] = {}
    for before in rows:
        original |= before
    return original

"""Whether what was chosen for an import fits its object and its file."""

from collections.abc import Mapping

from chassis.imports import layouts
from chassis.imports.declaration import Importing, Target
from chassis.imports.models import Job
from chassis.imports.problems import TargetNotAvailable
from chassis.imports.schemas import Layout, Options, Sheet
from chassis.problems import FieldError, InvalidInput


def chosen_sheet(job: Job) -> Sheet:
    """The sheet this import reads."""
    sheet = layouts.sheet_named(Layout.model_validate(job.layout), job.sheet)
    if sheet is None:
        raise InvalidInput.at("/sheet", "unknown")
    return sheet


def target_of(importing: Importing, job: Job) -> Target:
    """The object the rows become. Raises InvalidInput, or TargetNotAvailable when it is another service's."""
    target = importing.targets.get(job.target or "")
    if target is None:
        raise InvalidInput.at("/target", "enum", expected=sorted(importing.targets))
    if target.belongs_to is not None:
        raise TargetNotAvailable(target=target.name, belongs_to=target.belongs_to)
    return target


def check(importing: Importing, job: Job) -> None:
    """Whether mapping and options fit the object and the file. Raises InvalidInput naming each place."""
    target, sheet = target_of(importing, job), chosen_sheet(job)
    options = Options.model_validate(job.options)
    errors = _mapping_errors(target, sheet, job.mapping)
    keys = sorted(target.match_keys)
    errors += [
        FieldError(pointer=f"/options/match_by/{index}", kind="enum", params={"expected": keys})
        for index, key in enumerate(options.match_by)
        if key not in target.match_keys
    ]
    errors += [
        FieldError(pointer=f"/options/defaults/{_escaped(name)}", kind="unknown")
        for name in options.defaults
        if name not in target.fields
    ]
    filled = {*job.mapping.values(), *options.defaults}
    missing = sorted(name for name, one in target.fields.items() if one.required and name not in filled)
    if missing:
        errors.append(FieldError(pointer="/mapping", kind="required_unmapped", params={"fields": missing}))
    if errors:
        raise InvalidInput(errors=errors)


def _mapping_errors(target: Target, sheet: Sheet, mapping: Mapping[str, str | None]) -> list[FieldError]:
    errors, seen = [], set()
    for header, name in mapping.items():
        kind = None
        if header not in sheet.headers:
            kind = "column_unknown"
        elif name is not None and name not in target.fields:
            kind = "field_unknown"
        elif name in seen and name is not None and not target.fields[name].several:
            kind = "field_mapped_twice"
        if kind:
            errors.append(
                FieldError(pointer=f"/mapping/{_escaped(header)}", kind=kind, params={"field": name})
            )
        seen.add(name)
    return errors


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")

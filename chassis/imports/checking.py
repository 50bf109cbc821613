"""Whether what was chosen for an import fits its object and its file."""

from collections.abc import Mapping

from chassis.actors import Actor
from chassis.imports import layouts
from chassis.imports.declaration import Importing, Target, TargetField
from chassis.imports.models import Job
from chassis.imports.problems import TargetNotAvailable
from chassis.imports.schemas import Layout, Options, Sheet
from chassis.problems import FieldError, InvalidInput, NotAllowed


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


def forget_hidden(importing: Importing, job: Job, actor: Actor) -> None:
    """Take what is hidden from somebody out of what is suggested to them."""
    target = importing.targets.get(job.target or "")
    if target is None or not (hidden := target.hidden_from(actor)):
        return
    job.mapping = {header: None if name in hidden else name for header, name in job.mapping.items()}
    options, keys = Options.model_validate(job.options), target.keys_for(actor)
    options.defaults = {name: value for name, value in options.defaults.items() if name not in hidden}
    options.match_by = [key for key in options.match_by if key in keys]
    job.options = options.model_dump(mode="json")


def require_visible(importing: Importing, job: Job, actor: Actor) -> None:
    """Refuse to go on with an import of what has been hidden from its owner since. Raises NotAllowed."""
    used = {*job.mapping.values(), *Options.model_validate(job.options).defaults}
    if target_of(importing, job).hidden_from(actor) & used:
        raise NotAllowed(reason="masked")


def check(importing: Importing, job: Job, actor: Actor) -> None:
    """Whether mapping and options fit the object and the file. Raises InvalidInput naming each place, and
    NotAllowed where the actor may not import the object.

    What is hidden from the actor is as unknown as what does not exist.
    """
    target, sheet = target_of(importing, job), chosen_sheet(job)
    actor.require(target.permission)
    options = Options.model_validate(job.options)
    hidden, keys = target.hidden_from(actor), target.keys_for(actor)
    fields = {name: one for name, one in target.fields.items() if name not in hidden}
    errors = _mapping_errors(fields, sheet, job.mapping)
    errors += [
        FieldError(pointer=f"/options/match_by/{index}", kind="enum", params={"expected": sorted(keys)})
        for index, key in enumerate(options.match_by)
        if key not in keys
    ]
    errors += [
        FieldError(pointer=f"/options/defaults/{_escaped(name)}", kind="unknown")
        for name in options.defaults
        if name not in fields
    ]
    filled = {*job.mapping.values(), *options.defaults}
    missing = sorted(name for name, one in target.fields.items() if one.required and name not in filled)
    if missing:
        errors.append(FieldError(pointer="/mapping", kind="required_unmapped", params={"fields": missing}))
    if errors:
        raise InvalidInput(errors=errors)


def _mapping_errors(
    fields: Mapping[str, TargetField], sheet: Sheet, mapping: Mapping[str, str | None]
) -> list[FieldError]:
    errors, seen = [], set()
    for header, name in mapping.items():
        kind = None
        if header not in sheet.headers:
            kind = "column_unknown"
        elif name is not None and name not in fields:
            kind = "field_unknown"
        elif name in seen and name is not None and not fields[name].several:
            kind = "field_mapped_twice"
        if kind:
            errors.append(
                FieldError(pointer=f"/mapping/{_escaped(header)}", kind=kind, params={"field": name})
            )
        seen.add(name)
    return errors


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")
